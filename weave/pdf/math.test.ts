import { expect, test } from "vitest";
import { setText } from "../testing/setText.ts";
import { createTranslator } from "./math.ts";
import { ownSymbols, plainCommands, synonyms } from "./vocabulary.ts";

const translate = createTranslator();
const typstOf = (latex: string): string => {
  const found = translate(latex);
  return found.kind === "set" ? found.typst : `refused at ${found.offset}: ${found.reason}`;
};

test.each([
  [String.raw`p(x_t \mid x_{t-1})`, "p(x_t divides x_(t - 1))"],
  [String.raw`a\!b\;c\,d\quad e`, "a #h(-math.thin.amount) b thick c thin d quad e"],
  [String.raw`\lVert x \rVert_2`, 'class("opening", bar.v.double) x class("closing", bar.v.double)_2'],
  [String.raw`\begin{cases} 1 & \text{if } i = j \\ 0 & \text{otherwise} \end{cases}`, 'cases(1 & quad words("if ") i = j, 0 & quad words("otherwise"))'],
  [String.raw`\mathbf{x} \in \mathbb{R}^d`, "upright(bold(x)) in RR^d"],
  [String.raw`\operatorname{softmax}(z)_i`, 'op("softmax")(z)_i'],
  [String.raw`\operatorname*{arg\,max}_x f(x)`, 'op("arg\u2009max", limits: #true)_x f(x)'],
  [String.raw`\begin{aligned} a &= b && \text{quotient rule} \\ &= c \end{aligned}`, String.raw`a &= b & & quad reason("quotient rule") \ &= c`],
  [String.raw`\underbrace{a + b}_{\text{sum}}`, 'underbrace(a + b, words("sum"))'],
  [String.raw`\bigl( x \bigr)`, String.raw`class("opening", lr(\(, size: #1.2em)) x class("closing", lr(\), size: #1.2em))`],
  [String.raw`Q K^\top \odot M`, 'Q K^top class("binary", dot.o) M'],
  [String.raw`\mathcal{L} = \mathrm{KL}(p)`, 'cal(L) = upright("KL")(p)'],
  [String.raw`1{,}215{,}226`, '"1,215,226"'],
  [String.raw`\text{if $i = j$ and "x"}`, String.raw`words("if ", among(i = j), " and \"x\"")`],
  [String.raw`f''(x)`, "f'' (x)"],
  [String.raw`\tfrac12 \dfrac{a}{b}`, "inline(frac(among(1), among(2))) display(frac(among(a), among(b)))"],
  [String.raw`\frac{N(a, b)}{2}`, "frac(N(a comma b), 2)"],
])("%s is set as %s", (latex, typst) => {
  expect(typstOf(latex)).toBe(typst);
});

test.each([
  [String.raw`x + \unknown{y}`, "refused at 4: the PDF edition cannot set `\\unknown`"],
  [String.raw`\color{red}{x}`, "refused at 0: the PDF edition cannot set `\\color`"],
  [String.raw`\begin{tikzcd} A \end{tikzcd}`, "refused at 0: the PDF edition cannot set the environment `tikzcd`"],
  [String.raw`\bigl x`, "refused at 0: `\\bigl` is followed by no delimiter that the PDF edition can set"],
])("%s is refused, not guessed", (latex, refusal) => {
  expect(typstOf(latex)).toBe(refusal);
});

test("Typst sets every command of the vocabulary, without a warning", async () => {
  const oneArgument = "sqrt hat bar tilde vec dot ddot overline underline widehat widetilde overbrace underbrace mathbb mathbf mathcal mathfrak mathscr boldsymbol bold bm pmb cancel mathrel mathbin mathop pmod substack";
  const twoArguments = "frac dfrac tfrac binom dbinom tbinom overset underset stackrel";
  const formulas = [...plainCommands, ...ownSymbols.keys(), ...synonyms.keys()].filter((name) => !["left", "right", "smallmatrix"].includes(name)).map((name) => {
    if (oneArgument.split(" ").includes(name)) return `\\${name}{X}`;
    if (twoArguments.split(" ").includes(name)) return `\\${name}{a}{b}`;
    return name === "not" ? "\\not=" : `a \\${name} b_i`;
  });
  const source = [...formulas, String.raw`\left( x \right] \left\{ a \middle| b \right\} \left. c \right|_{0} \left\lVert d \right\rVert`].map((latex) => `#math.equation(alt: "x", $ ${typstOf(latex)} $.body)`);
  expect(source.filter((each) => each.includes("refused"))).toEqual([]);
  const made = await setText({
    root: "/",
    source: ['#import "/template/book.typ": *', '#show: book.with(title: "x")', '#book-heading("head", 1, "h", [Formulas])', ...source].join("\n\n"),
    files: new Map([["/template/speech.typ", "#let speech = ()"]]),
  });
  expect(made).toMatchObject({ kind: "made", warnings: [] });
});
