/** `book/terms.yml`: the terms of the book with their meanings, synonyms, and the words that must not stand for them. */
import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from "yaml";
import { closest, mistake, parseMarkdown, source, type Diagnostic, type Location, type Source, type Span } from "../../tangle/index.ts";
import { termKey, type Term, type TermException } from "./term.ts";

/** Where the file stands, relative to the root. */
export const termsPath = "book/terms.yml";

/** What was read. An entry with a mistake is left out. */
export interface TermsReading {
  readonly terms: readonly Term[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of the file; null is a book without one. */
export function readTerms(text: string | null): TermsReading {
  if (text === null) return { terms: [], diagnostics: [] };
  const from = source(termsPath, text);
  const { contents, errors } = parseDocument(text);
  const diagnostics: Diagnostic[] = [];
  const reading: Reading = {
    at: (node) => ({ source: from, span: spanOf(node, from) }),
    complain: (node, message, more = {}) => void diagnostics.push({ ...mistake("wrong-term", message, reading.at(node)), ...more }),
  };
  const [broken] = errors;
  if (broken !== undefined) reading.complain({ range: broken.pos }, `this is not YAML: ${reasonOf(broken.message)}`);
  else if (isSeq(contents)) {
    const entries = contents.items.flatMap((item) => readEntry(item, reading));
    return { terms: distinct(entries, reading), diagnostics };
  } else if (contents !== null) reading.complain(contents, "`terms.yml` must be a list of terms, each with `term` and `means`");
  return { terms: [], diagnostics };
}

interface Reading {
  readonly at: (node: unknown) => Location;
  readonly complain: (node: unknown, message: string, more?: Pick<Diagnostic, "cure" | "notes">) => void;
}

/** An entry with the place of each of its words. */
interface Entry {
  readonly term: Term;
  /** Those of `also` and of `see`. */
  readonly leading: readonly Word[];
  readonly not: readonly Word[];
}

interface Word {
  readonly text: string;
  readonly node: unknown;
}

const keys: readonly string[] = ["term", "means", "also", "see", "not", "main", "where", "except"];

function readEntry(item: unknown, reading: Reading): readonly Entry[] {
  const { complain, at } = reading;
  if (!isMap(item)) {
    complain(item, "an entry must be a mapping with `term` and `means`");
    return [];
  }
  const strange = item.items.filter((pair) => !isKnown(pair));
  for (const { key } of strange) complain(key, `a term has no key \`${keyOf(key)}\`; there are ${keys.map((each) => `\`${each}\``).join(", ")}`, cureFor(keyOf(key)));
  const name = textOf(item.get("term", true));
  if (name === null) {
    complain(item, "this entry has no `term`, the word that it is about");
    return [];
  }
  const means = readMeaning(item, name, reading);
  const also = readWords(item, "also", { ...reading, name });
  const see = readWords(item, "see", { ...reading, name });
  const not = readWords(item, "not", { ...reading, name });
  const main = readMain(item, { ...reading, name });
  const where = readPlaces(item, { ...reading, name });
  const except = readExceptions(item, { ...reading, name });
  if (means === null || also === null || see === null || not === null || except === null || strange.length > 0) return [];
  const term: Term = { term: name, means, also: textsOf(also), see: textsOf(see), not: textsOf(not), where, main, except, at: at(item.get("term", true)) };
  return [{ term, leading: [...also, ...see], not }];
}

function isKnown({ key }: Pair): boolean {
  return keys.includes(keyOf(key));
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}

function cureFor(key: string): Pick<Diagnostic, "cure"> {
  const meant = closest(key, keys);
  return meant === null ? {} : { cure: `write \`${meant}\`` };
}

/** What `means` may hold, so that every edition, a preview and the search can show it. */
const phrasing: ReadonlySet<string> = new Set(["text", "emphasis", "strong", "inlineCode", "inlineMath", "break"]);

function readMeaning(item: YAMLMap, name: string, { complain }: Reading): string | null {
  const means = textOf(item.get("means", true));
  if (means === null) {
    complain(item.has("means") ? item.get("means", true) : item.get("term", true), `\`${name}\` has no \`means\`, which says what it is`);
    return null;
  }
  const blocks = parseMarkdown(means).children;
  const [first] = blocks;
  if (blocks.length === 1 && first?.type === "paragraph" && first.children.every(({ type }) => phrasing.has(type))) return means;
  complain(item.get("means", true), `\`means\` of \`${name}\` must be one paragraph of text, emphasis, code and mathematics`);
  return null;
}

type Naming = Reading & { readonly name: string };

/** The id of `main`. */
function readMain(item: YAMLMap, { name, complain }: Naming): string | null {
  if (!item.has("main")) return null;
  const id = textOf(item.get("main", true));
  if (id === null) complain(item.get("main", true), `\`main\` of \`${name}\` must be the id of a place in the book`);
  return id;
}

/** The ids of `where`: one, or a list of several. */
function readPlaces(item: YAMLMap, { name, complain }: Naming): readonly string[] {
  if (!item.has("where")) return [];
  const node = item.get("where", true);
  const ids = (isSeq(node) ? node.items : [node]).map(textOf);
  const known = ids.flatMap((id) => id ?? []);
  if (known.length === ids.length && new Set(known).size === ids.length && ids.length > 0) return known;
  complain(node, `\`where\` of \`${name}\` must be the id of a place in the book, or a list of several`);
  return [];
}

/** The words of a key, none where it is missing; null where something else stands there. */
function readWords(item: YAMLMap, key: "also" | "see" | "not", { name, complain }: Naming): readonly Word[] | null {
  if (!item.has(key)) return [];
  const list = item.get(key, true);
  const words = isSeq(list) ? list.items.map((node) => ({ node, text: textOf(node) ?? "" })) : null;
  if (words?.every(({ text }) => text !== "")) return words;
  complain(list, `\`${key}\` of \`${name}\` must be a list of words or phrases`);
  return null;
}

function readExceptions(item: YAMLMap, { name, complain, at }: Naming): readonly TermException[] | null {
  if (!item.has("except")) return [];
  const list = item.get("except", true);
  const read = isSeq(list) ? list.items.flatMap((each) => {
    const [text, because] = ["text", "because"].map((key) => (isMap(each) ? textOf(each.get(key, true)) : null));
    if (isMap(each) && each.items.length === 2 && text && because) return [{ text, because, at: at(each.get("text", true)) }];
    complain(each, `an exception of \`${name}\` has \`text\` and \`because\`, both of them text`);
    return [];
  }) : null;
  if (read === null) complain(list, `\`except\` of \`${name}\` must be a list of exceptions, each with \`text\` and \`because\``);
  return read !== null && isSeq(list) && read.length === list.items.length ? read : null;
}

/** The terms whose names and words contradict no other entry. */
function distinct(entries: readonly Entry[], { complain }: Reading): readonly Term[] {
  const named = new Map<string, Term>();
  for (const { term } of entries) {
    const first = named.get(termKey(term.term));
    if (first === undefined) named.set(termKey(term.term), term);
    else complain(nodeAt(term.at), `the term \`${term.term}\` stands twice`, { notes: [{ message: `\`${first.term}\` stands here first`, at: first.at }] });
  }
  const synonyms = new Map<string, Term>();
  for (const { term, leading } of entries) {
    for (const { text, node } of leading) {
      const other = named.get(termKey(text)) ?? synonyms.get(termKey(text));
      if (other === undefined) synonyms.set(termKey(text), term);
      else if (other === term) complain(node, `\`${text}\` stands already in the entry of \`${term.term}\`, if only in another form`);
      else complain(node, clash(text, other, `a synonym of \`${term.term}\``), noteOn(other));
    }
  }
  for (const { term, not } of entries) {
    for (const { text, node } of not) {
      const other = named.get(termKey(text)) ?? synonyms.get(termKey(text));
      if (other !== undefined) complain(node, clash(text, other, `forbidden for \`${term.term}\``), noteOn(other));
    }
  }
  return [...named.values()];
}

function clash(text: string, other: Term, what: string): string {
  const is = termKey(text) === termKey(other.term) ? "a term of its own" : `a synonym of \`${other.term}\``;
  return `\`${text}\` is ${is}, so it cannot be ${what}`;
}

function noteOn({ term, at }: Term): Pick<Diagnostic, "notes"> {
  return { notes: [{ message: `\`${term}\` stands here`, at }] };
}

function nodeAt(at: Location): unknown {
  return "span" in at ? { range: [at.span.start, at.span.end] } : null;
}

function textsOf(words: readonly Word[]): readonly string[] {
  return words.map(({ text }) => text);
}

/** The text of a scalar, its spaces and line ends single; null where there is none. */
function textOf(node: unknown): string | null {
  const text = isScalar(node) && typeof node.value === "string" ? node.value.replace(/\s+/g, " ").trim() : "";
  return text === "" ? null : text;
}

/** The first line of a node, so that a whole entry is not underlined with the next one. */
function spanOf(node: unknown, { text }: Source): Span {
  const [start, end] = (node as Partial<Node> | null | undefined)?.range ?? [0, 1];
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0].trimEnd() ?? "";
  return { start, end: start + Math.max(1, line.length) } as Span;
}

/** A message of the YAML library without its own position and code frame, written as ours are. */
function reasonOf(message: string): string {
  const reason = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
