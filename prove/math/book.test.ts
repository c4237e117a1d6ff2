/** The displays of the first chapter are read with the names that their cells bind. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { lisp } from "../testing/lisp.ts";
import { readDisplay, readEntry } from "./read.ts";

const book = resolve(import.meta.dirname, "../../book");
const chapters = readdirSync(book).filter((name) => name === "01-markov-chains");
const texts = chapters.flatMap((folder) => readdirSync(join(book, folder)).filter((name) => name.endsWith(".md")).map((name) => readFileSync(join(book, folder, name), "utf8")));

interface Claim {
  readonly title: string;
  readonly latex: string;
  readonly names: ReadonlySet<string>;
  /** Those of the names that the cell sets to an arrow function or to another name, as `H = entropy`. */
  readonly functions: ReadonlySet<string>;
}

/** Derivations that state something to be checked: their displays and what `given` or the ranges bind. */
const claims = texts.flatMap((text) =>
  [...text.matchAll(/^(:{3,})derivation\{([^\n]*)\}\n([^]*?)^\1\s*$/gm)].flatMap(([, , attributes = "", body = ""]): readonly Claim[] => {
    if (attributes.includes("unchecked=")) return [];
    const given = [.../given\(\{([^}]*)\}\)/.exec(body)?.[1]?.matchAll(/(?:"([^"]+)"|(\w+))\s*(?:,|:|$)/g) ?? []].map(([, quoted, name = ""]) => quoted ?? name);
    const functions = new Set(given.filter((name) => new RegExp(`[\\s,]${name} = (?:\\([^()]*\\) =>|\\w+ =>|[a-z]\\w*\\s*[,;])`).test(body)));
    const ranges = [...attributes.matchAll(/(\w+)="[-\d.]+\.\.[-\d.]+"/g)].map(([, name = ""]) => name);
    const [, title = ""] = /title="([^"]*)"/.exec(attributes) ?? [];
    return [...body.matchAll(/\$\$([^]*?)\$\$/g)].map(([, latex = ""]) => ({ title, latex, names: new Set([...given, ...ranges]), functions }));
  }),
);

test("there are derivations in the book", () => {
  expect(claims.length).toBeGreaterThanOrEqual(12);
});

test.each(claims.map((claim) => [claim.title, claim] as const))("%s: every side is read", (_, { latex, names, functions }) => {
  const read = readDisplay(latex, { bound: names, functions });
  const sides = "chains" in read ? read.chains.flatMap(({ expressions }) => expressions) : [];
  expect("refusal" in read ? read.refusal.message : sides.filter(({ kind }) => kind === "unread").map(lisp)).toEqual([]);
});

test("every entry of the book's cost tables is read", () => {
  const tables = texts.flatMap((text) => [...text.matchAll(/^(:{3,})cost\{[^\n]*\n([^]*?)^\1\s*$/gm)].map(([, , body = ""]) => body));
  const entries = tables.flatMap((body) => [...body.matchAll(/^\|[^|\n]+\|(.*)\|$/gm)].flatMap(([, cells = ""]) => [...cells.matchAll(/\$([^$]+)\$/g)].map(([, latex = ""]) => latex)));
  const names = new Set([..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]);
  expect(entries.length).toBeGreaterThanOrEqual(4);
  expect(entries.flatMap((latex) => ("refusal" in readEntry(latex, { bound: names, functions: new Set() }) ? [latex] : []))).toEqual([]);
});
