/** `book/book.yml` → the book's title, authors, licence and the rest, with defaults. */
import { createHash } from "node:crypto";
import { isMap, isScalar, parseDocument, visit, type Document, type Pair } from "yaml";
import { source, type Diagnostic, type Source } from "../tangle/index.ts";
import { filesUnder, type BookFiles } from "./files.ts";
import { lastChange } from "./lastChange.ts";
import { isMetaKey, isRecord, metaKeys, type MetaKey } from "./metaKeys.ts";
import { span } from "./place.ts";
import { didYouMean } from "./words/suggest.ts";
import type { Meta, PlannedPart } from "./tree.ts";

const path = "book/book.yml";

/** Reads `book.yml` under a root. */
export function readMeta(root: string): { readonly meta: Meta; readonly diagnostics: readonly Diagnostic[] } {
  return metaOf(filesUnder(root), () => lastChange(root));
}

/** The same for files at hand; `date` is asked only where `book.yml` has none. */
export function metaOf(files: BookFiles, date: () => string): { readonly meta: Meta; readonly diagnostics: readonly Diagnostic[] } {
  const { values, diagnostics } = readYaml(files);
  return { meta: withDefaults(values, date), diagnostics };
}

type Values = ReadonlyMap<MetaKey, unknown>;

function readYaml(files: BookFiles): { readonly values: Values; readonly diagnostics: readonly Diagnostic[] } {
  const text = files.read(path);
  const none: Values = new Map();
  if (text === null) {
    const missing: Diagnostic = { severity: "error", code: "missing-file", message: "a book needs `book.yml` with its `title`", at: { path } };
    return { values: none, diagnostics: [missing] };
  }
  const from = source(path, text);
  const parsed = parseDocument(text);
  const broken = yamlMistakes(parsed, from);
  if (broken.length > 0) return { values: none, diagnostics: broken };
  const pairs = isMap(parsed.contents) ? parsed.contents.items : [];
  const plain: unknown = parsed.toJS();
  const read = pairs.map((pair) => readPair(pair, plain, from));
  const values = new Map(read.flatMap((each) => ("severity" in each ? [] : [[each.key, each.value] as const])));
  const diagnostics = read.flatMap((each) => ("severity" in each ? [each] : []));
  if (!pairs.some(({ key }) => isScalar(key) && key.value === "title")) {
    diagnostics.push(mistake(from, "missing-title", "`book.yml` has no `title`", [0, 1]));
  }
  return { values, diagnostics };
}

/** Aliases are refused, since nothing here is long enough to need one and some never end. */
function yamlMistakes(parsed: Document, from: Source): Diagnostic[] {
  const broken = parsed.errors.map((error) => mistake(from, "invalid-yaml", `this is not YAML: ${yamlReason(error.message)}`, error.pos));
  visit(parsed, {
    Alias: (_, alias) => void broken.push(mistake(from, "invalid-yaml", "write the value itself instead of an alias", alias.range ?? [0, 1])),
  });
  return broken;
}

function readPair({ key }: Pair, plain: unknown, from: Source): { readonly key: MetaKey; readonly value: unknown } | Diagnostic {
  const name = isScalar(key) ? String(key.value) : "";
  const range = isScalar(key) ? (key.range ?? [0, 1]) : ([0, 1] as const);
  if (!isMetaKey(name)) {
    const unknown = mistake(from, "unknown-key", `\`book.yml\` has no key \`${name}\`; it is not read`, range);
    return { ...unknown, severity: "warning", ...didYouMean(name, Object.keys(metaKeys)) };
  }
  const value = (isRecord(plain) ? plain[name] : undefined) ?? undefined;
  if (value === undefined && name !== "title") return { key: name, value };
  if (metaKeys[name].test(value)) return { key: name, value };
  return mistake(from, "wrong-type", `\`${name}\` must be ${metaKeys[name].wanted}`, range);
}

function withDefaults(values: Values, date: () => string): Meta {
  const title = words(values.get("title")) ?? "";
  return {
    title,
    subtitle: words(values.get("subtitle")),
    authors: namesOf(values.get("authors")),
    language: words(values.get("language")) ?? "en",
    date: words(values.get("date")) ?? date(),
    licence: licenceOf(values.get("licence")),
    site: words(values.get("site"))?.replace(/\/+$/, "") ?? null,
    repository: words(values.get("repository"))?.replace(/\/+$/, "") ?? null,
    edit: words(values.get("edit")),
    report: words(values.get("report")),
    description: words(values.get("description")),
    front: listOf(values.get("front")).map(String),
    plan: listOf(values.get("plan")).filter(isRecord).map(plannedPart),
    identifier: words(values.get("identifier")) ?? uuidOf(title),
  };
}

/** A UUID made from the title (RFC 9562, version 8: our own hash, SHA-256). */
function uuidOf(title: string): string {
  const hash = createHash("sha256").update(title).digest("hex");
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)];
  return `urn:uuid:${parts.join("-")}`;
}

function mistake(from: Source, code: string, message: string, [start, end]: readonly [number, number, ...unknown[]]): Diagnostic {
  const last = from.text.length;
  return { severity: "error", code, message, at: { source: from, span: span(Math.min(start, last), Math.min(Math.max(end, start + 1), last)) } };
}

function words(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

function namesOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.flatMap((each) => (typeof each === "string" ? [each] : isRecord(each) ? [String(each["name"])] : []));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function plannedPart({ title, question, chapters }: Readonly<Record<string, unknown>>): PlannedPart {
  return { title: words(title) ?? "", question: words(question), chapters: listOf(chapters).map(String) };
}

function licenceOf(value: unknown): Meta["licence"] {
  if (isRecord(value)) return { code: words(value["code"]), text: words(value["text"]) };
  return { code: words(value), text: words(value) };
}

/** A message of the YAML library without its own position and code frame, written as ours are. */
function yamlReason(message: string): string {
  const reason = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
