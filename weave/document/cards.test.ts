import { expect, test } from "vitest";
import type { Result } from "../../prove/index.ts";
import { smallBook } from "../testing/smallBook.ts";
import { smallEvidence } from "../testing/smallEvidence.ts";

const program = "```ts file=src/models/grind/mill.ts\nexport function surface(r: number): number {\n  return 3 / r;\n}\nexport const total = 1;\n```\n\n```ts file=src/other.ts\nexport { surface as coarse } from \"#src/models/grind/mill.ts\";\nfunction hidden(): void {}\nfunction inner(): void {}\nexport { inner as outer };\nexport type total = number;\n```\n\n";
const derivation = (id: string, attributes = "") => `:::derivation{#${id}${attributes}}\n$$\n\\begin{aligned}\na &= b && \\text{why} \\\\\n&= c\n\\end{aligned}\n$$\n:::\n\n`;
const cost = (id: string, total = "| total | $3n$ |\n") => `:::cost{#${id}}\n| | FLOPs |\n|---|---|\n| grains | $2n$ |\n| others | $n$ |\n${total}:::\n\n`;
const rest = "use: it is coarse\nfails: it is fine\nelsewhere: nowhere\n";
const card = (lines: string, of = "mill/surface") => `:::card{of="${of}"}\n${lines}:::\n`;

const proven = { kind: "derivation", draws: 100, rows: 3, reasons: 0, difference: -13, transcribed: [], unchecked: [] } satisfies Result;
const counted: Result = { kind: "cost", sizes: [{ n: 3 }], exact: 3, bounds: 0 };

function bookOf(text: string, others: Readonly<Record<string, string>> = {}) {
  const texts = { "01-a/index.md": `# A\n\n${program}${text}`, ...others };
  const at = (words: string, result: Result) => (text.includes(words) ? [{ at: words, result }] : []);
  return smallBook(texts, { evidence: smallEvidence(texts, { "01-a/index.md": [...at(":::derivation{#d}", proven), ...at(":::derivation{#e}", { ...proven, unchecked: [{ row: 3, why: "a limit" }] }), ...at(":::derivation{#f}", { ...proven, unchecked: [{ row: 2, why: "a limit" }] }), ...at(":::cost{#c}", counted)] }) });
}

/** What is said of a card of these lines, behind the two blocks that it may refer to; its opening is line 35 of the file. */
const saidOf = (lines: string, of?: string): readonly string[] => {
  const { messages } = bookOf(`${derivation("d")}${cost("c")}${card(lines, of)}`);
  return messages.split("\n").filter((line) => line.includes("[card]")).map((line) => line.replace("book/01-a/index.md:", ""));
};

test("takes the result of the derivation and the total of the cost, with links to them and to the function's place", () => {
  const { page, messages } = bookOf(`${derivation("d")}${cost("c")}${card(`formula: [](#d)\ncost: [](#c)\n${rest}`)}`);
  expect(messages).toBe("");
  const [, shown = ""] = page("01-a/index.md").split("\nCard ");
  expect(shown).toBe(`#card-1-1 “{\`surface\` → file-src-models-grind-mill-ts} \`src/models/grind/mill.ts\`”
  list
    listItem
      Formula {break}{Derivation 1.1 → d} ✓
      $$ a = c $$
    listItem
      Cost {break}{Cost 1.1 → c} ✓
      table
         | FLOPs
        total | $3n$
    listItem
      When to use
      it is coarse
    listItem
      How it fails
      it is fine
    listItem
      Elsewhere
      nowhere
`);
});

test("a cost without a total is shown whole; lines are in one order however they are written, and may go on", () => {
  const { page, messages } = bookOf(`${cost("c", "")}${card("elsewhere: nowhere\nat all\nuse: `{ts} 1 + 1` [@x] of $n$\nfails: it is fine\n\ncost: [](#c)\n")}`, {
    "references.json": JSON.stringify([{ id: "x", type: "book", title: "X", author: [{ family: "Lee" }], issued: { "date-parts": [[1999]] } }]),
  });
  expect(messages).toBe("");
  const [, shown = ""] = page("01-a/index.md").split("\nCard ");
  expect(shown).toContain("grains | $2n$\n        others | $n$\n    listItem\n      When to use\n      {value 1 + 1} {cite (Lee 1999)} of $n$\n    listItem\n      How it fails");
  expect(shown).toContain("Elsewhere\n      nowhere\nat all\n");
});

test("of a cost of several operations together, a card of one of them shows its row", () => {
  const several = cost("c").replace("| grains |", "| surface |");
  const { page, messages } = bookOf(`${several}${card(`cost: [](#c)\n${rest}`)}`);
  expect(messages).toBe("");
  const [, shown = ""] = page("01-a/index.md").split("\nCard ");
  expect(shown).toContain("table\n         | FLOPs\n        surface | $2n$\n    listItem\n");
});

test("what the symbols of the formula mean stands below it, wherever the line was written", () => {
  const { page, messages } = bookOf(`${derivation("d")}${card(`formula: [](#d)\n${rest}symbols: $a$ a mass, in grams\n`)}`);
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toMatch(/Formula .*\n +\$\$ a = c \$\$\n(?: +listItem\n)? +Symbols\n +\$a\$ a mass, in grams\n(?: +listItem\n)? +When to use\n/);
});

test("what waits for its proof is said to", () => {
  const { page, messages } = bookOf(`${derivation("later")}${card(`formula: [](#later)\n${rest}`)}`);
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toContain("Formula {break}{Derivation 1.1 → later}{emphasis  not checked yet}\n");
});

test("several formulas stand in one line", () => {
  const { page, messages } = bookOf(`${derivation("d")}${derivation("f")}${card(`formula: [](#d), [](#f)\n${rest}`)}`);
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toContain("Formula {break}{Derivation 1.1 → d} ✓ {break}{Derivation 1.2 → f} ✓\n      $$ a = c $$\n      $$ a = c $$\n");
});

test("equations that are gathered are all shown", () => {
  const gathered = ":::derivation{#g}\n$$\n\\begin{gathered}\na = b \\\\\nc = d\n\\end{gathered}\n$$\n:::\n\n";
  const { page, messages } = bookOf(`${gathered}${card(`formula: [](#g)\n${rest}`)}`);
  expect(messages).toBe("");
  const [, shown = ""] = page("01-a/index.md").split("\nCard ");
  expect(shown).toContain("a = b");
  expect(shown).toContain("c = d");
});

test.each<[string, string, readonly string[]]>([
  ["nothing checked", rest, ['35:1: error[card]: this card refers to nothing checked: it has neither `formula` nor `cost`']],
  ["no use", "formula: [](#d)\nfails: x\nelsewhere: y\n", ["35:1: error[card]: this card has no line `use`"]],
  ["neither fails nor elsewhere", "formula: [](#d)\nuse: x\n", ["35:1: error[card]: this card has no line `fails`", "35:1: error[card]: this card has no line `elsewhere`"]],
  ["an unknown key", `formula: [](#d)\n${rest}when: now\n`, ["40:1: error[card]: a card has no line `when`, only `formula`, `cost`, `symbols`, `use`, `fails` and `elsewhere`"]],
  ["a key twice", `formula: [](#d)\n${rest}use: again\n`, ["40:1: error[card]: `use` stands twice in this card"]],
  ["a line that says nothing", "formula: [](#d)\nuse:\nfails: x\nelsewhere: y\n", ["37:1: error[card]: `use` says nothing"]],
  ["a line without a key", `so it is\nformula: [](#d)\n${rest}`, ["36:1: error[card]: a card holds lines such as `use: …`, and this one begins with no key"]],
  ["a list", `formula: [](#d)\n${rest}\n- x\n`, ["41:1: error[card]: a card holds lines such as `use: …`, and nothing else"]],
  ["a formula in words", `formula: $a = b$\ncost: [](#c)\n${rest}`, ["36:1: error[card]: `formula` is a reference to a derivation and nothing else"]],
  ["a formula with words beside it", `formula: see [](#d)\n${rest}`, ["36:1: error[card]: `formula` is a reference to a derivation and nothing else"]],
  ["a formula that is a cost", `formula: [](#c)\n${rest}`, ["36:10: error[card]: `c` is a cost, and `formula` refers to a `:::derivation`"]],
  ["a cost that is a derivation", `cost: [](#d)\n${rest}`, ["36:7: error[card]: `d` is a derivation, and `cost` refers to a `:::cost`"]],
  ["a formula that is a chunk", `formula: [](#file-src-other-ts)\n${rest}`, ["36:10: error[card]: `file-src-other-ts` is no block, and `formula` refers to a `:::derivation`"]],
])("%s is refused", (_, lines, messages) => {
  expect(saidOf(lines)).toEqual(messages);
});

test("an id that nothing has is refused as everywhere", () => {
  expect(bookOf(card(`formula: [](#nothing)\n${rest}`)).messages).toContain("error[unknown-reference]: nothing has the id `nothing`");
});

test.each<[string, string, string]>([
  ["an equation", ":::equation{#q}\n$$\nx = y\n$$\n:::\n\n", "`q` is an equation, and `formula` refers to a `:::derivation`"],
  ["an unchecked derivation", derivation("q", ' unchecked="a definition"'), "a card refers to what is checked, and `q` is not: a definition"],
])("%s as a formula is refused", (_, block, message) => {
  expect(bookOf(`${block}${card(`formula: [](#q)\n${rest}`)}`).messages).toContain(`error[card]: ${message}\n`);
});

test("a derivation whose result stands unchecked is refused", () => {
  expect(bookOf(`${derivation("e")}${card(`formula: [](#e)\n${rest}`)}`).messages).toContain("error[card]: a card refers to what is checked, and `e` is not: a limit\n");
});

test("a card that does not say of what is refused", () => {
  expect(bookOf(`${derivation("d")}:::card\nformula: [](#d)\n${rest}:::\n`).messages).toContain("error[card]: this card does not say of which function it is\n");
});

test.each(["surface", "mill/surface", "grind/mill/surface", "models/grind/mill/surface", "grind/surface", "models/grind/surface", "mill/total", "outer", "other/outer"])("`%s` is found", (of) => {
  expect(saidOf(`formula: [](#d)\n${rest}`, of)).toEqual([]);
});

test.each<[string, string]>([
  ["total", "`total` is exported by `src/models/grind/mill.ts` and `src/other.ts`"],
  ["surfaces", "`src/` exports no `surfaces` at this chapter's end"],
  ["hidden", "`src/` exports no `hidden` at this chapter's end"],
  ["coarse", "`src/` exports no `coarse` at this chapter's end"],
  ["other/surface", "`other/surface` is no export of `src/`; `surface` is exported by `src/models/grind/mill.ts`"],
  ["ill/surface", "`ill/surface` is no export of `src/`; `surface` is exported by `src/models/grind/mill.ts`"],
])("`%s` is refused", (of, message) => {
  expect(saidOf(`formula: [](#d)\n${rest}`, of)).toEqual([`35:9: error[card]: ${message}`]);
});

test("a function of a later chapter is none yet", () => {
  const later = { "02-b/index.md": "# B\n\n```ts file=src/late.ts\nexport const late = 1;\n```\n" };
  expect(bookOf(`${derivation("d")}${card(`formula: [](#d)\n${rest}`, "late")}`, later).messages).toContain("`src/` exports no `late` at this chapter's end");
});

test("the quick reference has all cards in order, by chapter and section, with ids of their own", () => {
  const { page, messages, document } = bookOf(`${derivation("d")}${card(`formula: [](#d)\n${rest}`)}`, {
    "01-a/two.md": `# Two\n\n${card(`formula: [](#d)\n${rest}`)}`,
    "02-b/index.md": "# B\n",
    "quick.md": "# Quick reference\n\n::cards\n",
  });
  expect(messages).toBe("");
  expect(page("quick.md").split("\n").filter((line) => /^(?:#|Card|Quick)/.test(line))).toEqual([
    "Quick reference #quick",
    "## Chapter 1: A #chapter-1-a",
    "### {1 A → 01-a} #1-a",
    "Card #quick-card-1-1 “{`surface` → file-src-models-grind-mill-ts} `src/models/grind/mill.ts`”",
    "### {1.1 Two → two} #11-two",
    "Card #quick-card-1-2 “{`surface` → file-src-models-grind-mill-ts} `src/models/grind/mill.ts`”",
  ]);
  expect(document.targets.get("quick-card-1-2")?.page.path).toBe("book/quick.md");
});

test("the cards of a chapter may have a page of their own, to which the list of the whole book leads", () => {
  const text = `${derivation("d")}${card(`formula: [](#d)\n${rest}`)}`;
  const { page, document, messages } = bookOf(text, {
    "02-b/index.md": `# B\n\n${derivation("e2")}${card(`formula: [](#e2)\n${rest}`)}`,
    "quick/index.md": "# Quick reference\n\n::cards\n",
    "quick/a.md": '# Cards of A\n\n::cards{of="01-a"}\n',
  });
  expect(messages).toBe("");
  expect(page("quick/index.md")).toContain("## Chapter 1: A #chapter-1-a\nlist\n  listItem\n    {1 A → 01-a}: {`surface` → quick-card-1-1}\n## Chapter 2: B #chapter-2-b\n### {2 B → 02-b} #2-b\nCard #quick-card-2-1");
  expect(page("quick/a.md")).toContain("## {1 A → 01-a} #1-a\nCard #quick-card-1-1 “{`surface` → file-src-models-grind-mill-ts} `src/models/grind/mill.ts`”\n");
  expect(document.targets.get("quick-card-1-1")?.page.path).toBe("book/quick/a.md");
});

test("the name of the technique stands before the function, and in the list of the whole book", () => {
  const { page, messages } = bookOf(`${derivation("d")}${card(`formula: [](#d)\n${rest}`, 'mill/surface" title="Fine *grinding*')}`, { "quick/index.md": "# Quick reference\n\n::cards\n", "quick/a.md": '# Cards of A\n\n::cards{of="01-a"}\n' });
  expect(messages).toBe("");
  expect(page("quick/index.md")).toContain("{1 A → 01-a}: {Fine {emphasis grinding} → quick-card-1-1}");
  expect(page("01-a/index.md")).toContain("Fine {emphasis grinding}");
});

test("a book without cards says so", () => {
  const { page, messages } = smallBook({ "quick.md": "# Quick reference\n\n::cards\n" });
  expect(messages).toBe("");
  expect(page("quick.md")).toBe("Quick reference #quick\nNo card is written yet.\n");
});
