import { expect, test } from "vitest";
import { render, source } from "../../tangle/index.ts";
import { typedNumbers } from "./typedNumbers.ts";

function reported(text: string): readonly string[] {
  return typedNumbers({ source: source("book/one.md", text) }).map(({ message }) => /`(.*)`/.exec(message)?.[1] ?? message);
}

const cure = "  cure: compute it in an inline cell, cite its source in the sentence, or set it as mathematics if it is given\n";

test("a decimal is reported at its place, with its cure", () => {
  const text = "# One\n\nIt starts here, and the loss\nis 2.41 nats.\n";
  expect(typedNumbers({ source: source("book/one.md", text) }).map(render)).toEqual([
    "book/one.md:4:4: error[typed-number]: the decimal `2.41` is typed by hand, and no cell, citation or formula stands behind it\n" +
      "  4 │ is 2.41 nats.\n    ╵    ~~~~\n" +
      cure,
  ]);
});

test.each([
  ["It costs 2.41 nats", ["2.41"], "a decimal"],
  ["between 0.1 and 0.9, or 0.1..0.9, or 0.1–0.9", ["0.1", "0.9", "0.1", "0.9", "0.1", "0.9"], "ranges"],
  ["−2.1 or -2.1 or +2.1", ["2.1", "2.1", "2.1"], "signed"],
  ["a chance of .5 (.25 for two)", [".5", ".25"], "without a whole part"],
  ["1,234.5 letters", ["1,234.5"], "with thousands"],
  ["2.5GB, 3.4k, 0.2ms", ["2.5", "3.4", "0.2"], "with a unit"],
  ["some 3.5 times more, 2.5-fold", ["3.5", "2.5"], "a factor in words"],
  ["below 1e-9 and 2.5e12", ["1e-9", "2.5e12"], "with an exponent"],
  ["50 %, 50%, 50\\%, 3.5 ‰, 50&nbsp;%", ["50 %", "50%", "50\\%", "3.5 ‰", "50&nbsp;%"], "percentages"],
  ["50 percent, 12.5 per cent, 3 percentage points", ["50 percent", "12.5 per cent", "3 percentage points"], "percentages in words"],
  ["3× faster, 3 ×, 2.5× slower, 10x as large", ["3×", "3 ×", "2.5×", "10x"], "factors"],
  ["a speed-up of ×3", ["×3"], "a factor with its sign before it"],
  ["a *loss of **2.41***", ["2.41"], "in emphasis"],
  ["[a loss of 2.41](#loss)", ["2.41"], "in the words of a link"],
  ["## Down to 2.41 {#id-3.5}", ["2.41"], "in a heading, not in its id"],
  ["So.[^a]\n\n[^a]: It is 2.41.", ["2.41"], "in a margin note"],
  ["> - It is\n>   2.41.", ["2.41"], "in a list in a quotation"],
  ["| a | b |\n|---|---|\n| one | 2.41 |", ["2.41"], "in a table"],
  ["![a curve up to 2.41](a1.5.svg)", ["2.41"], "in alternative text, not in its address"],
  [':::figure{#f alt="Up to 2.41."}\nFrom 0.25.\n:::', ["2.41", "0.25"], "in a caption and its alternative text"],
  [':::derivation{#d title="Below 2.5" x="0.1..3.5" tolerance="0.5"}\n$$x$$\n:::', ["2.5"], "in a title, not in a range"],
  ["mail a.b@c.org or see www.example.org/2.5, (https://example.org/3.5) is 2.41", ["2.41"], "beside addresses"],
  ["a\\_b http\\://x.org/1.5 and 2.41 of *0.5*", ["2.41", "0.5"], "beside addresses with escapes"],
  ["It is 2.41. Another found 3.5 [@one2020, §4.2].", ["2.41"], "in the sentence before one that cites"],
  ["It was found [@one2020]. We find 2.41.", ["2.41"], "in the sentence after one that cites"],
  ["It is 2.41.[^a]\n\n[^a]: From [@one2020].", ["2.41"], "where only the margin note cites"],
])("%j is reported", (text, expected) => {
  expect([...reported(text)].sort()).toEqual([...expected].sort());
});

test.each([
  ["1,793 times in 35 of 100 cases, in 1913, half of 81", "whole numbers"],
  ["3 times more, a third, 20-fold", "whole factors in words"],
  ["$x = 2.41$ and $$y = 0.5$$", "mathematics"],
  ["$$\n0.5\n$$", "a display"],
  ["`2.41` and `{ts} loss.toFixed(2)` and `{ts} 0.5`", "code and cells"],
  ["```text\n2.41\n```", "a fence"],
  ["    2.41", "indented code"],
  [':::figure{#f alt="Up to `{ts} 2.41`."}\nFrom `{ts} 0.25`.\n:::', "cells in a caption and its alternative text"],
  ["Others found 3.5 %, and twice 2.41 [@one2020; @two2021, p. 7.5].", "a sentence with a citation"],
  ["Dr. Zipf, cf. Fig. 3.1 of his book, found 2.41 [@zipf1949].", "a citation after abbreviations"],
  ["Is it “J. W. Gibbs at 0.5”, e.g. in [@gibbs1902]?", "a citation after initials"],
  ["Section 3.2, §4.1, §§ 4.1 and 4.2, Figure 4.1, Figures 4.1, 4.2 and 4.3, Equation (3.2), Exercises 1.1–1.4", "section references"],
  ["see Fig. 3.2 and Eqs. 1.1 and 1.2, chapter 4.2", "short section references"],
  ["Node 20.19, version 1.2, versions 1.2 and 1.3, v1.5, v1.5.2, 1.5.2, TypeScript 6.0, CC BY 4.0, CC BY-SA 4.0, GPL-3.0, Apache 2.0, GPT-3.5", "versions"],
  ["on 24.11.2026, at 9:30, at 9.30 am, 2026-11-24", "dates and times"],
  ["10.1145/3292500.3330701, arXiv:1706.03762, 127.0.0.1", "addresses"],
  ["https://example.org/2.5/a%20b and <https://example.org/3.5>", "URLs"],
  ["[the page](https://example.org/2.5 \"2.5\")\n\n[a]: https://example.org/2.5", "targets of links"],
  ["a 14×32 tile, 3 × 4 of them, 2x4, 3 × $n$, 3 × n, 0x1F", "shapes and products"],
  ["fp8:e4m3, x86, 1:3, H.264, f16.5", "digits in names"],
  ["---\ntitle: 2.41\n---\n\n<!-- 2.41 -->", "front matter and comments"],
  ["in 1,301, 474 and 16 places. 2 remain.", "a number at a sentence's end"],
])("%j is not", (text) => {
  expect(reported(text)).toEqual([]);
});

test("positions hold behind a byte order mark, carriage returns and astral characters", () => {
  const text = "\uFEFFA 🐋.\r\n\r\n> The 🐋\r\n> has 2.41.\r\n";
  const found = typedNumbers({ source: source("book/one.md", text) });
  expect(found.map(render)[0]).toContain("book/one.md:4:7: error[typed-number]: the decimal `2.41` is");
});
