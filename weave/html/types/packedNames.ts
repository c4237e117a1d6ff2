/** The names of a book as one text, of which only what a page shows is parsed: they are many megabytes, and a page has a few hundred of them. */
import type { Defined } from "./definitions.ts";
import type { FoundNames, Mark, Marked } from "./names.ts";

/** All names of the book's program, each parsed when it is asked for. Undefined for what there is not. */
export interface BookNames {
  /** No index of a hover, and none of a definition, is as great. */
  readonly beyond: { readonly hovers: number; readonly definitions: number };
  readonly hover: (index: number) => FoundNames["hovers"][number] | undefined;
  readonly definition: (index: number) => Defined | undefined;
  /** The names in a chunk's part or a cell, by its id. */
  readonly part: (id: string) => readonly Mark[] | undefined;
  /** Those in a file of the program at the end of the book, by its path. */
  readonly file: (path: string) => readonly Mark[] | undefined;
  readonly codes: KnownCodes;
}

/** The names of a book, which need not be read. */
export interface KeptNames {
  /** With the same digest they are the same. */
  readonly digest: string;
  readonly read: () => BookNames;
}

/** The digests of the codes whose names are known. */
export interface KnownCodes {
  readonly parts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

/** So many hovers or definitions stand together: each has a page as its neighbours, and the head need not count them one by one. */
const together = 16;

/** The line before the rest: the length of each group of hovers and of definitions, and of the marks of each part and file. */
interface Head {
  readonly hovers: readonly number[];
  readonly definitions: readonly number[];
  readonly parts: readonly CountedMarks[];
  readonly files: readonly CountedMarks[];
}

type CountedMarks = readonly [name: string, code: string, length: number];

/** Writes them. Characters beyond ASCII are escaped, since a text without them is read ten times as fast. */
export function packedNames({ hovers, definitions, parts, files }: FoundNames): string {
  const pieces: string[] = [];
  const add = (value: unknown): number => {
    const text = plain(JSON.stringify(value));
    pieces.push(text);
    return text.length;
  };
  const marked = (all: Readonly<Record<string, Marked>>): readonly CountedMarks[] => Object.entries(all).map(([name, { code, marks }]) => [name, code, add(marks)]);
  const head: Head = { hovers: groups(hovers).map(add), definitions: groups(definitions).map(add), parts: marked(parts), files: marked(files) };
  return [plain(JSON.stringify(head)), "\n", ...pieces].join("");
}

/** Reads them back. */
export function unpackedNames(text: string): BookNames {
  const end = text.indexOf("\n");
  const { hovers, definitions, parts, files } = JSON.parse(text.slice(0, end)) as Head;
  let at = end + 1;
  const piece = (length: number): (() => unknown) => {
    const start = at;
    at += length;
    return () => JSON.parse(text.slice(start, start + length));
  };
  const grouped = <T>(lengths: readonly number[]): ((index: number) => T | undefined) => {
    const pieces = lengths.map(piece);
    const read = remembered((group: number) => (pieces[group]?.() ?? []) as readonly T[]);
    return (index) => (index < 0 ? undefined : read(Math.floor(index / together))[index % together]);
  };
  const named = (all: readonly CountedMarks[]): ((name: string) => readonly Mark[] | undefined) => {
    const pieces = new Map(all.map(([name, , length]) => [name, piece(length)]));
    return (name) => pieces.get(name)?.() as readonly Mark[] | undefined;
  };
  return {
    beyond: { hovers: hovers.length * together, definitions: definitions.length * together },
    hover: grouped(hovers),
    definition: grouped(definitions),
    part: named(parts),
    file: named(files),
    codes: { parts: codesOf(parts), files: codesOf(files) },
  };
}

function groups<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / together) }, (_, index) => list.slice(index * together, (index + 1) * together));
}

function codesOf(all: readonly CountedMarks[]): ReadonlyMap<string, string> {
  return new Map(all.map(([name, code]) => [name, code]));
}

function plain(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function remembered<T>(make: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const found = known.get(index) ?? make(index);
    known.set(index, found);
    return found;
  };
}
