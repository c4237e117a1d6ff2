/** The keys of `book.yml` and what each must be. */

/** What a key of `book.yml` must be, and how a person would say so. */
export const metaKeys = {
  title: { test: isText, wanted: "text" },
  subtitle: { test: isText, wanted: "text" },
  authors: { test: isNames, wanted: "a name or a list of names" },
  licence: { test: isLicence, wanted: "a licence's name, or `code` and `text` with one each" },
  language: { test: isLanguage, wanted: "a language tag such as `en` or `en-GB`" },
  date: { test: isDate, wanted: "a date such as 2026-03-31" },
  site: { test: isAddress, wanted: "an address that begins with `https://`" },
  repository: { test: isAddress, wanted: "an address that begins with `https://`" },
  edit: { test: isPattern, wanted: "an address that begins with `https://` and has `{path}` in it" },
  report: { test: isAddress, wanted: "an address that begins with `https://`; `{path}` and `{title}` are filled in" },
  description: { test: isText, wanted: "text" },
  identifier: { test: isText, wanted: "text" },
  front: { test: isWords, wanted: "a list of ids of pages, figures, tables and cells" },
  plan: { test: isPlan, wanted: "a list of parts with `title` and `chapters`, a list of folders and titles, and perhaps a `question`" },
  // read by `prove`, which says what is wrong with its entries
  limits: { test: () => true, wanted: "a mapping" },
  // read by `lint:prose`, which says what is wrong with it
  enforceTerms: { test: () => true, wanted: "`all` or a list of chapters’ folders" },
  // read by `tangle`, and its mistakes are said by `prove`
  builds: { test: () => true, wanted: "a mapping" },
} as const;

/** A key of `book.yml`. */
export type MetaKey = keyof typeof metaKeys;

/** True for a key that `book.yml` may have. */
export function isMetaKey(name: string): name is MetaKey {
  return Object.hasOwn(metaKeys, name);
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

function isWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isPlan(value: unknown): boolean {
  return Array.isArray(value) && value.every((part) => isRecord(part) && isText(part["title"]) && isWords(part["chapters"])
    && (part["question"] === undefined || isText(part["question"])) && Object.keys(part).every((key) => ["title", "question", "chapters"].includes(key)));
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

function isPattern(value: unknown): boolean {
  return isAddress(value) && String(value).includes("{path}");
}

/** True for a mapping. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
