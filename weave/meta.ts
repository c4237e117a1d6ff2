/** `book/book.yml` → the book's title, authors, licence and the rest, with defaults. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { isMap, isScalar, parseDocument, type Document, type Pair } from "yaml";
import { source, type Diagnostic, type Source } from "../tangle/index.ts";
import { filesUnder, type BookFiles } from "./files.ts";
import { span } from "./place.ts";
import { didYouMean } from "./suggest.ts";
import type { Meta } from "./tree.ts";

const path = "book/book.yml";

/** What a key of `book.yml` must be, and how a person would say so. */
const shapes = {
  title: { test: isText, wanted: "text" },
  subtitle: { test: isText, wanted: "text" },
  authors: { test: isNames, wanted: "a name or a list of names" },
  licence: { test: isLicence, wanted: "a licence's name, or `code` and `text` with one each" },
  language: { test: isLanguage, wanted: "a language tag such as `en` or `en-GB`" },
  date: { test: isDate, wanted: "a date such as 2026-03-31" },
  site: { test: isAddress, wanted: "an address that begins with `https://`" },
  repository: { test: isAddress, wanted: "an address that begins with `https://`" },
  description: { test: isText, wanted: "text" },
  identifier: { test: isText, wanted: "text" },
} as const;

type Key = keyof typeof shapes;

/** Reads `book.yml` under a root. */
export function readMeta(root: string): { readonly meta: Meta; readonly diagnostics: readonly Diagnostic[] } {
  return metaOf(filesUnder(root), () => lastChange(root));
}

/** The same for files at hand; `date` is asked only where `book.yml` has none. */
export function metaOf(files: BookFiles, date: () => string): { readonly meta: Meta; readonly diagnostics: readonly Diagnostic[] } {
  const { values, diagnostics } = readYaml(files);
  return { meta: withDefaults(values, date), diagnostics };
}

/** The day of the last commit that touched `book/`; 1980-01-01 where there is none. */
export function lastChange(root: string): string {
  try {
    const printed = execFileSync("git", ["log", "-1", "--format=%cs", "--", "book"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return printed.trim() || "1980-01-01";
  } catch {
    return "1980-01-01";
  }
}

type Values = ReadonlyMap<Key, unknown>;

function readYaml(files: BookFiles): { readonly values: Values; readonly diagnostics: readonly Diagnostic[] } {
  const text = files.read(path);
  const none: Values = new Map();
  if (text === null) {
    const missing: Diagnostic = { severity: "error", code: "missing-file", message: "a book needs `book.yml` with its `title`", at: { path } };
    return { values: none, diagnostics: [missing] };
  }
  const from = source(path, text);
  const parsed = parseDocument(text);
  if (parsed.errors.length > 0) {
    const broken = parsed.errors.map((error) => mistake(from, "invalid-yaml", `this is not YAML: ${yamlReason(error.message)}`, error.pos));
    return { values: none, diagnostics: broken };
  }
  const values = new Map<Key, unknown>();
  const diagnostics: Diagnostic[] = [];
  const pairs = isMap(parsed.contents) ? parsed.contents.items : [];
  for (const pair of pairs) readPair(pair, parsed, values, (found) => diagnostics.push(found(from)));
  if (!pairs.some((pair) => isScalar(pair.key) && pair.key.value === "title")) {
    diagnostics.push(mistake(from, "missing-title", "`book.yml` has no `title`", [0, 1]));
  }
  return { values, diagnostics };
}

function readPair(pair: Pair, parsed: Document, values: Map<Key, unknown>, report: (found: (from: Source) => Diagnostic) => void): void {
  const { key, value } = pair;
  if (!isScalar(key)) return;
  const name = String(key.value);
  const [start = 0, end = 1] = key.range ?? [];
  if (!isKey(name)) {
    report((from) => ({ ...mistake(from, "unknown-key", `\`book.yml\` has no key \`${name}\``, [start, end]), ...didYouMean(name, Object.keys(shapes)) }));
    return;
  }
  const content: unknown = parsed.get(name, false);
  const plain: unknown = isMap(value) || typeof content === "object" ? parsed.toJS()[name] : content;
  if (plain === null || plain === undefined) return;
  if (shapes[name].test(plain)) values.set(name, plain);
  else report((from) => mistake(from, "wrong-type", `\`${name}\` must be ${shapes[name].wanted}`, [start, end]));
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
    description: words(values.get("description")),
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

function isKey(name: string): name is Key {
  return Object.hasOwn(shapes, name);
}

function isText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isNames(value: unknown): boolean {
  return isName(value) || (Array.isArray(value) && value.every(isName));
}

function isName(value: unknown): boolean {
  return typeof value === "string" || (isRecord(value) && typeof value["name"] === "string");
}

function isLicence(value: unknown): boolean {
  if (typeof value === "string") return true;
  return isRecord(value) && Object.entries(value).every(([key, each]) => (key === "code" || key === "text") && typeof each === "string");
}

function isLanguage(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value);
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value);
}

function words(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

function namesOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.flatMap((each) => (typeof each === "string" ? [each] : isRecord(each) ? [String(each["name"])] : []));
}

function licenceOf(value: unknown): Meta["licence"] {
  if (isRecord(value)) return { code: words(value["code"]), text: words(value["text"]) };
  return { code: words(value), text: words(value) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A message of the YAML library without its own position and code frame, written as ours are. */
function yamlReason(message: string): string {
  const reason = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
