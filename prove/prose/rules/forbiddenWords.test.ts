import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../../tangle/index.ts";
import { manuscriptOf } from "../manuscript.ts";
import { wordsOfName } from "../words.ts";
import { forbiddenWords } from "./forbiddenWords.ts";

const list = `
- term: parameter
  means: A number that training chooses.
  not: [knob, eleven knobs]
  except:
    - { text: the knob of the stove, because: one can turn it }
    - { text: stoveKnobs, because: one can turn them }
- term: perturbation
  means: A small change.
  not: [nudge]
- term: finite difference
  means: A quotient.
  not: [nudge]
`;

interface Written {
  readonly one: string;
  readonly two?: string;
  readonly terms?: string;
  readonly meta?: string;
}

function rendered({ one, two = "# Two\n", terms = list, meta = "title: A\n" }: Written): string {
  const files = { "book/contents.md": "# A\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n", "book/01-one/index.md": one, "book/02-two/index.md": two };
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map(Object.entries(files)));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  return forbiddenWords(manuscriptOf(book, { terms, meta })).map(render).join("");
}

/** Without the two exceptions of the list, which most of these texts do not need. */
const heads = (written: Written): readonly string[] => rendered(written).split("\n").filter((line) => /^book.*(?:error|warning)\[/.test(line) && !line.includes("unused-exception"));

test("a forbidden word is reported at its place with the term to use", () => {
  const terms = "- { term: perturbation, means: x, not: [nudge] }\n- { term: finite difference, means: y, not: [nudge] }\n";
  expect(rendered({ one: "# One\n\nTwo small *nudges*.\n", terms })).toBe(
    "book/01-one/index.md:3:12: warning[forbidden-word]: `nudges` must not stand for `perturbation` or `finite difference`\n" +
      "  3 │ Two small *nudges*.\n    ╵            ~~~~~~\n" +
      "  cure: write `perturbation` or `finite difference`\n",
  );
});

const at = (place: string, written: string): readonly string[] => [`book/01-one/index.md:${place}: warning[forbidden-word]: ${written} must not stand for \`parameter\``];

test.each([
  ["a heading", "## Its knobs", at("1:8", "`knobs`")],
  ["a margin note, in capitals", "So.[^a]\n\n[^a]: Knob’s end.", at("3:7", "`Knob’s`")],
  ["a caption", ':::figure{#f alt="A line."}\nA knob.\n:::', at("2:3", "`knob`")],
  ["an alternative text", ':::figure{#f alt="A knob."}\nA line.\n:::', at("1:21", "`knob`")],
  ["a table", "| a knob |\n|---|\n| b |", at("1:5", "`knob`")],
  ["an exercise", ":::exercise{#e}\nTurn the knob.\n:::", at("2:10", "`knob`")],
  ["a chunk’s name", '```ts chunk="Turn each knob"\nf();\n```', at("1:14", "`knob` in a chunk’s name")],
  ["an exported function", "```ts file=src/a.ts\nexport async function turnKnobs(): void {}\n```", at("2:23", "`knobs` in the exported name `turnKnobs`")],
  ["an exported constant", "- In a list:\n\n  ```ts file=src/a.ts\n  export const MOST_KNOBS = 3;\n  ```", at("4:16", "`knobs` in the exported name `MOST_KNOBS`")],
])("it is found in %s", (_, one, expected) => {
  expect(heads({ one })).toEqual(expected);
});

test.each([
  ["a longer word", "A doorknob, a knobbly knob-like thing."],
  ["code", "The `knob`.\n\n```text\nknob\n```"],
  ["quotation marks", "They call it a “knob”."],
  ["a block quotation", "> A knob."],
  ["what the program does not export", "```ts file=src/a.ts\nconst knob = 1;\n// export const knob\nexport { knob };\n```"],
  ["a cell", "```ts run\nconst knob = 1;\n```"],
  ["an exception", "He turns the knob\nof the stove."],
  ["an exported name that is an exception", "```ts file=src/a.ts\nexport const stoveKnobs = 3;\n```"],
])("it may stand in %s", (_, one) => {
  expect(heads({ one })).toEqual([]);
});

test("a phrase is found over the end of a line, and a word in it is no second mistake", () => {
  expect(heads({ one: "It has eleven\nknobs." })).toEqual(at("1:8", "`eleven knobs`"));
});

test("an exception that excuses nothing is reported where it stands", () => {
  const terms = "- { term: parameter, means: x, not: [knob], except: [{ text: a knob of gold, because: it is gold }] }\n";
  expect(rendered({ one: "# One\n", terms })).toBe(
    "book/terms.yml:1:62: warning[unused-exception]: nothing in the book needs the exception `a knob of gold` of `parameter`\n" +
      "  1 │ - { term: parameter, means: x, not: [knob], except: [{ text: a knob of gold, because: it is gold }] }\n" +
      `    ╵ ${" ".repeat(61)}${"~".repeat(14)}\n`,
  );
});

test.each([
  ["", ["warning", "warning"]],
  ["enforceTerms: [02-two]\n", ["warning", "error"]],
  ["enforceTerms: all\n", ["error", "error"]],
])("with %j the two chapters get %j", (meta, severities) => {
  expect(heads({ one: "A knob.", two: "A knob.", meta }).map((line) => /(error|warning)\[/.exec(line)?.[1])).toEqual(severities);
});

test("what is wrong in the list and in the switch is reported, too", () => {
  expect(heads({ one: "A knob.", terms: "knob\n", meta: "enforceTerms: [03-three]\n" })).toEqual([
    "book/terms.yml:1:1: error[wrong-term]: `terms.yml` must be a list of terms, each with `term` and `means`",
    "book/book.yml:1:16: error[wrong-enforcement]: the book has no chapter `03-three`",
  ]);
});

test.each([["loadedDice", "loaded dice"], ["KNNNode2", "knn node 2"], ["LOADED_DICE", "loaded dice"], ["x", "x"]])("%s has the words %j", (name, words) => {
  expect(wordsOfName(name)).toBe(words);
});
