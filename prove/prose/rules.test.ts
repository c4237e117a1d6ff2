import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../tangle/index.ts";
import { manuscriptOf } from "./manuscript.ts";
import { mistakesIn } from "./rules.ts";

const notation = "# Notation\n\n| symbol | meaning |\n|---|---|\n| $x_i$, $\\lambda$, $D(p \\,\\|\\, q)$ | letters |\n| $\\mathcal{L}$ | loss |\n";

/** What is found in a book of two chapters and an appendix, without the numbers of lines, each once as a line of text. */
function found(files: { readonly [name: string]: string }): readonly string[] {
  const texts = { "preface.md": "# Preface\n", "01-one/index.md": "# One\n", "02-two/index.md": "# Two\n", "notation.md": notation, ...files };
  const contents = "# A\n\n- [Preface](preface.md)\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n- [Notation](notation.md)\n";
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map([["book/contents.md", contents], ["book/book.yml", "title: A\n"], ...Object.entries(texts).map(([path, text]) => [`book/${path}`, text] as const)]));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  return mistakesIn(manuscriptOf(book)).map((each) => render(each).split("\n").filter((line) => /^book.*(?:error|warning)\[|^ {2}cure/.test(line)).join("\n"));
}

const one = (text: string): readonly string[] => found({ "01-one/index.md": text });

test.each([
  ["It is obviously so.", "1:7: error[banned-phrase]: `obviously` is not in this book\n  cure: say why, or prove it"],
  ["Clearly, it is.", "1:1: error[banned-phrase]: `Clearly` is not in this book\n  cure: say why, or prove it"],
  ["So. It is well\nknown.", "1:5: error[banned-phrase]: `It is well known` is not in this book\n  cure: say why, or prove it"],
  ["In this chapter we will learn.", "1:1: error[banned-phrase]: `In this chapter we will` is not in this book\n  cure: do it, without saying so first"],
  ["## Let’s dive in", "1:4: error[banned-phrase]: `Let’s dive` is not in this book\n  cure: do it, without saying so first"],
  ["A *powerful* idea.", "1:4: error[banned-phrase]: `powerful` is not in this book\n  cure: say what it does, with a number"],
  ["The key insight is that.", "1:5: error[banned-phrase]: `key insight` is not in this book\n  cure: the sentence says it without this"],
  ["It’s not just a model, it’s a table.", "1:1: error[banned-phrase]: `It’s not just a model, it’s` is not in this book\n  cure: say the second half; nobody said the first"],
  [':::figure{#f alt="An amazing curve."}\n![x](x.svg)\n\nIt rises.\n:::', "1:22: error[banned-phrase]: `amazing` is not in this book\n  cure: say what it does, with a number"],
  ["So it works!", "1:12: error[exclamation-mark]: an exclamation mark asks for the enthusiasm that the sentence should cause\n  cure: write a full stop"],
  ["So.[^a]\n\n[^a]: Twice!!", "3:12: error[exclamation-mark]: an exclamation mark asks for the enthusiasm that the sentence should cause\n  cure: write a full stop"],
  ["> #### Four", "1:3: error[deep-heading]: this heading has level 4, and a section has two levels of headings under its title\n  cure: let the first sentence say what comes, or make it a section"],
  [':::figure{#f alt="A curve."}\n![A curve](x.svg)\n:::', "1:1: error[figure-without-caption]: this figure has no caption\n  cure: write a sentence in it that says what to see, and under which conditions"],
  [':::figure{#f alt="A curve."}\n```ts figure="f"\n1\n```\n`{ts} 1`\n:::', "1:1: error[figure-without-caption]: this figure has no caption\n  cure: write a sentence in it that says what to see, and under which conditions"],
  [":::figure{#f}\nIt rises.\n:::", '1:1: error[figure-without-alt]: this figure has no `alt`, which says what it shows to someone who cannot see it\n  cure: write `:::figure{#id alt="…"}`'],
  [':::figure{#f alt=" "}\nIt rises.\n:::', '1:1: error[figure-without-alt]: this figure has no `alt`, which says what it shows to someone who cannot see it\n  cure: write `:::figure{#id alt="…"}`'],
  ["See ![](x.svg).", "1:5: error[image-without-alt]: this image has no alternative text, which says what it shows to someone who cannot see it\n  cure: write it between the brackets: `![…](…)`"],
  ["So $x + \\mu$, and $\\mu$.", "1:9: error[unlisted-symbol]: the symbol `\\mu` is not in the table of notation\n  cure: add a row for it to `book/notation.md`, or use the symbol that is there"],
  ["> $$\n> x +\n> L\n> $$", "3:3: error[unlisted-symbol]: the symbol `L` is not in the table of notation\n  cure: add a row for it to `book/notation.md`, or use the symbol that is there"],
  ["$\\mathbb{E}[x]$", "1:2: error[unlisted-symbol]: the symbol `\\mathbb{E}` is not in the table of notation\n  cure: add a row for it to `book/notation.md`, or use the symbol that is there"],
  ["So $x = $ `{ts} 1`.", "1:4: error[unread-mathematics]: `$x = $` is not read as mathematics: a space stands inside its dollars\n  cure: let no space stand behind the first dollar or before the last; for a dollar that is one, write `\\$`"],
  ["> Of $x_1$ and $ \\lambda$.", "1:16: error[unread-mathematics]: `$ \\lambda$` is not read as mathematics: a space stands inside its dollars\n  cure: let no space stand behind the first dollar or before the last; for a dollar that is one, write `\\$`"],
  ["It is is so.", "1:4: warning[repeated-word]: `is` stands twice"],
  ["It is the\n*the* end.", "1:7: warning[repeated-word]: `the` stands twice"],
])("%j is reported", (text, expected) => {
  expect(one(text)).toEqual([`book/01-one/index.md:${expected}`]);
});

test.each([
  ["They call “powerful” what is 'clearly' \"obviously\" so.", "quoted words"],
  ["> It is obviously powerful!", "a block quotation"],
  ["It costs $5, and that $6 or \\$7.", "prices"],
  ["A whale dives into the sea; a clearly written page is not clear.", "other senses"],
  ["It is not just to pay less than others.", "half a phrase"],
  ["`powerful!` and `x !== y`\n\n```text\nobviously!\n```", "code"],
  ["*Blang-whang! God!* he said, “Thar she blows!” and $x! \\ne q$", "exclamations of others, and factorials"],
  ["![A curve](x.svg) and [![A curve](x.svg)](#a)", "images"],
  ["## Two\n\n### Three", "three levels"],
  ["$e^x$, $\\pi$, $x \\in \\mathbb{R}$, $\\log \\mathrm{loss}$, $\\text{if } x$, $\\operatorname{Var}(x)$", "what every formula may hold"],
  ["$\\sum_{k=1}^{x} x_k$, $\\prod_{j \\ne i} x_j$, $\\max_t x_t$, $\\arg\\max_{a \\in p} q_a$", "what an operator runs over"],
  ["$\\mathbf{x}$, $\\hat{\\lambda}$, $\\mathcal{L}$, $x'$, $\\Bigl( x \\Bigr)$", "letters in another dress"],
  ["It costs $5 or $7, and a_b.", "dollars in a text"],
  ["He had had that that can can; the `a` the `b`; in $x$ in.", "words that may stand twice"],
  ["| a a |\n|---|\n| the | the |", "cells of a table"],
])("%j is not", (text) => {
  expect(one(text)).toEqual([]);
});

const use = (at: string, term: string, severity = "error", rest = ""): string => `book/${at}: ${severity}[undefined-term]: \`${term}\` is used before it is defined${rest}`;
const plain = ", unless it means something else here";

test.each([
  ["in an earlier chapter", "A Markov chain writes.", "A **Markov chain** is a table.", [use("01-one/index.md:1:3", "Markov chain")]],
  ["in an earlier paragraph, in the plural, once", "Held-outs.\n\nAll held-outs.\n\nThe **held-out** text.", "", [use("01-one/index.md:1:1", "held-out")]],
  ["an abbreviation", "Each FLOP.", "A **FLOP** is an operation.", [use("01-one/index.md:1:6", "FLOP")]],
  ["a plain word", "In the right order.", "Its **order** is a number.", [use("01-one/index.md:1:14", "order", "warning", plain)]],
  ["in a margin note", "So.[^a]\n\n[^a]: A Markov\nchain.", "A **Markov chain**.", [use("01-one/index.md:3:9", "Markov chain")]],
])("a term is used too early: %s", (_, first, second, expected) => {
  expect(found({ "01-one/index.md": first, "02-two/index.md": second })).toEqual(expected);
});

test.each([
  ["in the paragraph that defines it", "A Markov chain, or **Markov chain**.", ""],
  ["afterwards", "A **Markov chain**.", "A Markov chain."],
  ["in a title", "# Markov chains\n\nThey write.", "A **Markov chain**."],
  ["in words that lead to it", "We shall see a [Markov chain](#chain).", "A **Markov chain**."],
  ["in a longer term", "The **conditional entropy** is a sum; conditional entropies.", "The **entropy**."],
  ["in a longer word", "Reordered, flop, pre-order.", "The **order** and a **FLOP**."],
  ["in a quotation", "He calls it a “Markov chain”.", "A **Markov chain**."],
  ["in code", "`Markov chain`", "A **Markov chain**."],
])("a term may stand %s", (_, first, second) => {
  expect(found({ "01-one/index.md": first, "02-two/index.md": second })).toEqual([]);
});

test("front matter may use any term, and an appendix define one", () => {
  expect(found({ "preface.md": "A Markov chain, and FLOPs.", "01-one/index.md": "A FLOP. A **Markov chain**.", "notation.md": `${notation}\nA **FLOP** is an operation.\n` })).toEqual([]);
});

test("a book without a table of notation has no unlisted symbols", () => {
  expect(found({ "01-one/index.md": "$\\mu$", "notation.md": "# Notation\n\n| a | b |\n|---|---|\n| $\\mu$ | x |\n" })).toHaveLength(1);
  expect(found({ "01-one/index.md": "$\\mu + 5$", "notation.md": `${notation}| $\\mu$ | mean |\n` })).toEqual([]);
});
