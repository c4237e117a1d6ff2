/** `book/references.json` (CSL-JSON) → the works that the book may cite. */
import { isRecord, source, type Diagnostic, type Source } from "../../tangle/index.ts";
import type { BookFiles } from "../files.ts";
import { readJson } from "./json.ts";
import { span } from "../place.ts";

/** A work of the bibliography, as far as we print it. */
export interface Work {
  /** What `[@key]` names. */
  readonly key: string;
  /** CSL's type: `article-journal`, `book`, … */
  readonly type: string;
  readonly authors: readonly Name[];
  readonly editors: readonly Name[];
  /** "1948"; null if the work is undated. */
  readonly year: string | null;
  /** CSL's text fields by their names: `title`, `container-title`, `volume`, `URL`, … */
  readonly fields: ReadonlyMap<string, string>;
}

/** A person, or an organisation that has only a family name. */
export interface Name {
  readonly family: string;
  readonly given: string | null;
}

/** The works by key, and what is wrong with the file. A book that cites nothing needs no file. */
export interface Bibliography {
  readonly works: ReadonlyMap<string, Work>;
  readonly diagnostics: readonly Diagnostic[];
}

const path = "book/references.json";

/** Reads the references. */
export function readBibliography(files: BookFiles): Bibliography {
  const text = files.read(path);
  if (text === null) return { works: new Map(), diagnostics: [] };
  const from = source(path, text.replace(/^\uFEFF/, " "));
  const json = readJson(from.text);
  if ("mistake" in json) {
    return { works: new Map(), diagnostics: [mistake(from, json.offset, "invalid-json", `this is not JSON: ${json.mistake}`)] };
  }
  if (!Array.isArray(json.value)) {
    return { works: new Map(), diagnostics: [mistake(from, 0, "invalid-references", "the references must be a list of CSL-JSON items")] };
  }
  return readItems(json.value, json.items, from);
}

function readItems(items: readonly unknown[], offsets: readonly number[], from: Source): Bibliography {
  const works = new Map<string, Work>();
  const starts = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, item] of items.entries()) {
    const offset = offsets[index] ?? 0;
    const work = workOf(item);
    if (typeof work === "string") diagnostics.push(mistake(from, offset, "invalid-references", work));
    else if (works.has(work.key)) diagnostics.push(duplicate(from, offset, starts.get(work.key) ?? 0, work.key));
    else {
      works.set(work.key, work);
      starts.set(work.key, offset);
    }
  }
  return { works, diagnostics };
}

/** The work, or what it lacks. */
function workOf(item: unknown): Work | string {
  if (!isRecord(item)) return "a reference must be an object";
  const key = textField(item["id"]);
  if (key === null) return "this reference has no `id`";
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_:.#$%&+?<>~/-]*$/u.test(key)) return `\`${key}\` cannot be cited: a key has no spaces, commas, semicolons or brackets`;
  const title = textField(item["title"]);
  if (title === null) return `the reference \`${key}\` has no \`title\``;
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(item)) {
    const words = textField(value);
    if (words !== null) fields.set(name, withoutTags(words));
  }
  const accessed = datePhrase(item["accessed"]);
  if (accessed !== null) fields.set("accessed", accessed);
  return {
    key,
    type: textField(item["type"]) ?? "document",
    authors: namesOf(item["author"]),
    editors: namesOf(item["editor"]),
    year: yearOf(item["issued"]),
    fields,
  };
}

function namesOf(list: unknown): Name[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).flatMap((name): Name[] => {
    const literal = textField(name["literal"]);
    if (literal !== null) return [{ family: literal, given: null }];
    const family = [name["dropping-particle"], name["non-dropping-particle"], name["family"]].map(textField).filter((each) => each !== null).join(" ");
    const given = [name["given"], name["suffix"]].map(textField).filter((each) => each !== null).join(", ");
    return family === "" ? (given === "" ? [] : [{ family: given, given: null }]) : [{ family, given: given || null }];
  });
}

function yearOf(date: unknown): string | null {
  const [year] = dateParts(date);
  if (year !== undefined) return String(year);
  if (!isRecord(date)) return /\d{4}/.exec(textField(date) ?? "")?.[0] ?? null;
  const raw = textField(date["raw"]) ?? textField(date["literal"]);
  return raw === null ? null : (/\d{4}/.exec(raw)?.[0] ?? raw);
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function datePhrase(date: unknown): string | null {
  const [year, month, day] = dateParts(date);
  if (year === undefined) return isRecord(date) ? (textField(date["raw"]) ?? textField(date["literal"])) : null;
  const name = months[(month ?? 0) - 1];
  return [name && day, name, year].filter((each) => each !== undefined).join(" ");
}

function dateParts(date: unknown): readonly number[] {
  const parts = isRecord(date) ? date["date-parts"] : undefined;
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
  return Array.isArray(first) ? first.map(Number).filter((each) => Number.isInteger(each)) : [];
}

// CSL-JSON allows a few HTML tags in titles; we print their text.
function withoutTags(words: string): string {
  return words.replace(/<\/?(?:i|b|sub|sup|span|em|strong)\b[^>]*>/g, "").replace(/\s+/g, " ").trim();
}

function textField(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function mistake(from: Source, offset: number, code: string, message: string): Diagnostic {
  const end = Math.min(offset + 1, from.text.length);
  return { severity: "error", code, message, at: { source: from, span: span(Math.min(offset, end), end) } };
}

function duplicate(from: Source, offset: number, first: number, key: string): Diagnostic {
  return {
    ...mistake(from, offset, "duplicate-reference", `the reference \`${key}\` stands twice`),
    notes: [{ message: `\`${key}\` stands here first`, at: { source: from, span: span(first, first + 1) } }],
  };
}
