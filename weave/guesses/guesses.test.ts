/** `::guess` in a chapter: what it finds, what it leaves in the text, and what it refuses. */
import { describe, expect, test } from "vitest";
import { smallBook, headsOf } from "../testing/smallBook.ts";
import { drawnLine, smallEvidence, type HandMade } from "../testing/smallEvidence.ts";
import { numberAt } from "./printed.ts";

const asking = "How many?\n\n";
const cell = `

\`\`\`ts run id="cell-beans"
print();
\`\`\`

\`\`\`output
colour       floats    sinks
pale yellow  1,200 %  −3e-4
pale green   7        2

all in all: 12 of them
\`\`\`

It is \`{ts} beans.length\`, and of others \`{ts} others.length\`; again \`{ts} beans.length\`.

:::figure{#fig-foam alt="A line."}
\`\`\`ts figure="foam"
draw(foam);
\`\`\`

The foam.
:::
`;

const csv = 'set,minute,height,of\n1,0,8,foam\n1,8,0,foam\n1,4,2,"foam"\n2,0,9,"a ""dark"" beer, cold"\n2,0,7,beer\n';

/** A book of one page with these guesses; the cell's value is 40. */
function bookWith(guesses: string, evidence: readonly HandMade[] = known) {
  const text = `# A\n\n${asking}${guesses}${cell}`;
  return smallBook({ "01-a/index.md": text }, { evidence: smallEvidence({ "01-a/index.md": text }, { "01-a/index.md": evidence }, { "foam.svg": drawnLine, "foam.csv": csv }) });
}

const known: readonly HandMade[] = [
  { at: "`{ts} beans.length", result: { kind: "value", text: "40" } },
  { at: "`{ts} others.length", result: { kind: "value", text: "2–3" } },
  { at: "```ts figure", result: { kind: "figure", svg: "foam.svg", svgSha256: "", csv: "foam.csv", csvSha256: "", width: 580, height: 310 } },
];

const guessesIn = (book: ReturnType<typeof bookWith>) => book.document.pages.flatMap(({ tree }) => tree.children.flatMap(({ data }) => data?.guesses ?? []));

const found: readonly (readonly [written: string, guess: object])[] = [
  ['::guess[Beans]{#g number="0..100" value="beans.length"}', { kind: "number", answer: 40, said: "40", at: null, scale: { low: 0, high: 100, unit: "", log: false } }],
  ['::guess[Beans]{#g point="1..2,000 %" log of="cell-beans" row="pale yellow" column="floats"}', { kind: "point", answer: 1200, said: "1,200", at: "cell-beans", scale: { low: 1, high: 2000, unit: "%", log: true } }],
  ['::guess[Beans]{#g number="-1..1" of="cell-beans" row="pale yellow" column="sinks"}', { answer: -0.0003, said: "−3e-4" }],
  ['::guess[Beans]{#g number="0..20" of="cell-beans" row="all in all:"}', { answer: 12, said: "12" }],
  ['::guess[Beans]{#g choice="yellow | green" rows="pale yellow | pale green" column="floats" least of="cell-beans"}', { kind: "choice", options: ["yellow", "green"], answer: 1 }],
  ['::guess[Beans]{#g choice="float | sink" columns="floats | sinks" row="pale green" most of="cell-beans"}', { answer: 0 }],
  ['::guess[Beans]{#g choice="few | some | many" cuts="10 | 40" value="beans"}', { answer: 2 }],
  ['::guess[Beans]{#g number="0..10" of="fig-foam" x="minute" y="height" where="of: foam" least}', { answer: 8, said: "8", at: "fig-foam" }],
  ['::guess[Beans]{#g number="0..10" of="fig-foam" x="minute" y="height" where="of: foam" at="2"}', { answer: 5, said: "5" }],
  ['::guess[Beans]{#g curve="0..8 min" up="0..10 cm" of="fig-foam" x="minute" y="height" where="of: foam"}', { kind: "curve", answer: [8, 6.286, 4.571, 2.857, 1.714, 1.143, 0.5714, 0] }],
];

describe("a guess", () => {
  test("has its answer from what the book shows: an inline cell, what a cell prints, a figure’s data", () => {
    const book = bookWith(found.map(([written], index) => written.replace("#g", `#g-${index}`)).join("\n\n"));
    expect(book.messages).toBe("");
    expect(guessesIn(book)).toEqual(found.map(([, guess], index) => expect.objectContaining({ id: `g-${index}`, label: "Beans", ...guess })));
  });

  test("leaves nothing in the text, where others print it, but what the HTML edition reads", () => {
    const [without, with_] = ["", '::guess[Beans]{#g number="0..100" value="beans.length"}'].map((written) => bookWith(written).page("01-a/index.md"));
    expect(with_).toBe(without);
  });

  test("waits until its answer has been run", () => {
    const book = bookWith('::guess[Beans]{#g number="0..100" value="beans.length"}\n\n::guess[Foam]{#h number="0..10" of="fig-foam" x="minute" y="height" where="of: foam" most}', []);
    expect([book.messages, guessesIn(book)]).toEqual(["", []]);
  });
});

const wrong: readonly (readonly [written: string, message: string])[] = [
  ['::guess[Beans]{number="0..9" value="beans"}', "a guess has an id, under which the reader’s answer is kept"],
  ['::guess{#g number="0..9" value="beans"}', "a guess says in brackets what is guessed"],
  ['::guess[Beans]{#g value="beans"}', "a guess is a `number`, a `choice`, a `point` or a `curve`, one of them"],
  ['::guess[Beans]{#g number="0..9" choice="a | b" value="beans"}', "a guess is a `number`, a `choice`, a `point` or a `curve`, one of them"],
  ['::guess[Beans]{#g number="0..9"}', "a guess has its answer from `value`, an inline cell, or from `of`, the id of a cell or a figure"],
  ['::guess[Beans]{#g number="0..9" value="beans" row="1"}', "`row` and `column` are of what a cell prints, which `of` names"],
  ['::guess[Beans]{#g number="9" value="beans"}', "`9` is no scale: write two numbers, the smaller first, as in `0..100 %`"],
  ['::guess[Beans]{#g number="9..1" value="beans"}', "`9..1` is no scale: write two numbers, the smaller first, as in `0..100 %`"],
  ['::guess[Beans]{#g number="0..9" log value="beans"}', "a logarithmic scale begins above zero, and this one at `0`"],
  ['::guess[Beans]{#g number="0..9" value="beans.length"}', "the answer, 40, is not between 0 and 9"],
  ['::guess[Beans]{#g number="0..9" value="tea"}', "no inline cell behind the guess has `tea` in its expression"],
  ['::guess[Beans]{#g number="0..9" value="length"}', "2 different inline cells behind the guess have `length` in their expressions"],
  ['::guess[Beans]{#g number="0..9" value="others"}', "a guess is of one number, and `2–3` is none"],
  ['::guess[Beans]{#g number="0..9" of="cell-tea"}', "no cell behind the guess has the id `cell-tea`"],
  ['::guess[Beans]{#g number="0..9" of="cell-beans" row="pale"}', "`cell-beans` prints 2 lines that begin with `pale`"],
  ['::guess[Beans]{#g number="0..9" of="cell-beans" row="pal"}', "`cell-beans` prints no line that begins with `pal`"],
  ['::guess[Beans]{#g number="0..9" of="cell-beans" row="pale green" column="swims"}', "`cell-beans` prints no column `swims`"],
  ['::guess[Beans]{#g number="0..9" of="cell-beans" row="all in all:" column="floats"}', "the line of `cell-beans` has 1 entry under 3 heads"],
  ['::guess[Beans]{#g number="0..9" of="cell-beans" row="colour"}', "`floats    sinks` of `cell-beans` is no number"],
  ['::guess[Beans]{#g choice="many" cuts="" value="beans"}', "a choice has two options or more, with `|` between them"],
  ['::guess[Beans]{#g choice="a | b" value="beans"}', "a choice says which option is right, by one of `cuts`, `least` and `most`"],
  ['::guess[Beans]{#g choice="a | b" cuts="1 | 2" value="beans"}', "2 options have 1 cut between them, not 2"],
  ['::guess[Beans]{#g choice="a | b | c" cuts="2 | 1" value="beans"}', "`2 | 1` are no cuts: write numbers that rise, with `|` between them"],
  ['::guess[Beans]{#g choice="a | b" least value="beans"}', "`least` compares numbers that a cell prints, which `of` names"],
  ['::guess[Beans]{#g choice="a | b" rows="a" columns="b" least of="cell-beans"}', "options are `rows` or `columns`, not both"],
  ['::guess[Beans]{#g choice="a | b" rows="pale green" least of="cell-beans"}', "there are 2 options and 1 row"],
  ['::guess[Beans]{#g choice="a | b" rows="pale green | pale green" column="floats" least of="cell-beans"}', "two options are right: `pale green` and `pale green` both have 7"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute"}', "a curve of a figure’s data has two columns: `x` and `y`"],
  ['::guess[Beans]{#g number="0..9" of="fig-tea" x="minute" y="height" least}', "no figure behind the guess has the id `fig-tea`"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height"}', "of a curve one number is asked for: `least`, `most`, where it is lowest or highest, or `at`, its height there"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" at="noon"}', "`noon` is no place on a scale"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" where="set 1" least}', "`set 1` says no rows: write `column: entry`"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" where="of: foam; set: 1" least}', "`set` counts the marks of a figure, whose order may change: name a curve by another column of its data"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="hour" y="height" least}', "the data of `fig-foam` has no column `hour`: it has `set`, `minute`, `height`, `of`"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" least}', "the data of `fig-foam` has more than one `height` where `minute` is 0: say by `where=\"column: entry\"` which rows are meant"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" where="of: beer" least}', "the data of `fig-foam` has no curve of `height` against `minute` there"],
  ['::guess[Beans]{#g number="0..9" of="fig-foam" x="minute" y="height" where="of: foam" at="9"}', "the curve does not reach to 9"],
  ['::guess[Beans]{#g curve="0..8" of="fig-foam" x="minute" y="height" where="of: foam"}', "a curve has two scales: `curve=\"0..10\"` from left to right, and `up=\"0..1\"` from bottom to top"],
  ['::guess[Beans]{#g curve="0..8" up="0..7" of="fig-foam" x="minute" y="height" where="of: foam"}', "the curve goes to 8, which is not between 0 and 7"],
  ['::guess[Beans]{#g curve="0..8" up="0..7" value="beans"}', "a curve is one of a figure’s data: `of` names the figure, `x` and `y` the columns"],
  ['- one\n- two\n\n::guess[Beans]{#g number="0..99" value="beans"}', "a guess stands behind the paragraph that asks for it"],
  [':::aside\nHow many?\n\n::guess[Beans]{#g number="0..99" value="beans"}\n:::', "a guess stands behind a paragraph of the page, not inside of a block"],
];

test("what is wrong in a guess is said of each", () => {
  const messages = headsOf(bookWith(wrong.map(([written]) => written).join("\n\nHow many?\n\n")).messages).map((line) => line.replace(/^.*error\[invalid-guess\]: /, ""));
  expect(wrong.map(([written], index) => [written, messages[index]])).toEqual(wrong);
});

test("a mistake is shown where it stands", () => {
  expect(bookWith('::guess[Beans]{#g number="0..99" of="cell-beans" row="pal"}').messages).toBe([
    "book/01-a/index.md:5:55: error[invalid-guess]: `cell-beans` prints no line that begins with `pal`",
    '  5 │ ::guess[Beans]{#g number="0..99" of="cell-beans" row="pal"}',
    "    ╵                                                       ~~~",
    "",
  ].join("\n"));
});

test("an attribute that guesses have not is refused, as is an id that is used twice", () => {
  expect(headsOf(bookWith('::guess[Beans]{#g number="0..99" value="beans.length" rows-of="x"}').messages)[0]).toContain("error[unknown-attribute]: `::guess` has no attribute `rows-of`");
  expect(headsOf(bookWith('::guess[Beans]{#cell-beans number="0..99" value="beans.length"}').messages)[0]).toContain("error[duplicate-id]: the id `cell-beans` is used twice");
});

test("an entry may be told by the words with which its line begins, whatever the spaces between them", () => {
  expect(numberAt(["a  b   5", "a 6"], { row: "a b", column: null }, "c")).toEqual({ value: 5, said: "5" });
});

test("the names of the lines may have no head", () => {
  const lines = ["         floats  sinks", "pale green    7      2", "green         1"];
  expect(numberAt(lines, { row: "pale green", column: "sinks" }, "c")).toEqual({ value: 2, said: "2" });
  expect(numberAt(lines, { row: "green", column: "floats" }, "c")).toHaveProperty("refused");
});
