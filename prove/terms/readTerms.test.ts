import fc from "fast-check";
import { expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { readTerms } from "./readTerms.ts";
import { termKey } from "./term.ts";

const said = (text: string): string => readTerms(text).diagnostics.map(render).join("");

test("no file, an empty one and one of comments have no terms", () => {
  for (const text of [null, "", "\n", "# none yet\n"]) expect(readTerms(text)).toEqual({ terms: [], diagnostics: [] });
});

test("everything may be said of a term, and only its meaning must be", () => {
  const { terms, diagnostics } = readTerms(`- term: loss
  means: >-
    What training makes smaller,
    *averaged* over $n$ examples.
  also: [cost function, objective]
  see: [loss explodes]
  not: [bill]
  where: sec-loss
  except:
    - { text: a bill of 3 cents, because: it is money }
- term: step
  means: One update.
- term: epoch
  means: A pass.
  main: sec-c
  where: [sec-a, sec-b]
`);
  expect(diagnostics).toEqual([]);
  expect(terms).toMatchObject([
    { term: "loss", means: "What training makes smaller, *averaged* over $n$ examples.", also: ["cost function", "objective"], see: ["loss explodes"], not: ["bill"], where: ["sec-loss"], main: null, except: [{ text: "a bill of 3 cents", because: "it is money" }] },
    { term: "step", means: "One update.", also: [], see: [], not: [], where: [], main: null, except: [] },
    { term: "epoch", where: ["sec-a", "sec-b"], main: "sec-c" },
  ]);
});

test.each([
  ["loss: x\n", `1:1: error[wrong-term]: \`terms.yml\` must be a list of terms, each with \`term\` and \`means\`
  1 │ loss: x
    ╵ ~~~~~~~
`],
  ["- [\n", `2:1: error[wrong-term]: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  2 │ 
    ╵ ~
`],
  ["- loss\n", `1:3: error[wrong-term]: an entry must be a mapping with \`term\` and \`means\`
  1 │ - loss
    ╵   ~~~~
`],
  ["- means: x\n", `1:3: error[wrong-term]: this entry has no \`term\`, the word that it is about
  1 │ - means: x
    ╵   ~~~~~~~~
`],
  ["- term: loss\n", `1:9: error[wrong-term]: \`loss\` has no \`means\`, which says what it is
  1 │ - term: loss
    ╵         ~~~~
`],
  ["- { term: loss, means: x, no: [bill] }\n", `1:27: error[wrong-term]: a term has no key \`no\`; there are \`term\`, \`means\`, \`also\`, \`see\`, \`not\`, \`main\`, \`where\`, \`except\`
  1 │ - { term: loss, means: x, no: [bill] }
    ╵                           ~~
  cure: write \`not\`
`],
  ["- { term: loss, means: x, also: cost }\n", `1:33: error[wrong-term]: \`also\` of \`loss\` must be a list of words or phrases
  1 │ - { term: loss, means: x, also: cost }
    ╵                                 ~~~~
`],
  ["- { term: loss, means: '[x](y)' }\n", `1:24: error[wrong-term]: \`means\` of \`loss\` must be one paragraph of text, emphasis, code and mathematics
  1 │ - { term: loss, means: '[x](y)' }
    ╵                        ~~~~~~~~
`],
  ["- { term: loss, means: x, see: bill }\n", `1:32: error[wrong-term]: \`see\` of \`loss\` must be a list of words or phrases
  1 │ - { term: loss, means: x, see: bill }
    ╵                                ~~~~
`],
  ["- { term: loss, means: x, main: [a] }\n", `1:33: error[wrong-term]: \`main\` of \`loss\` must be the id of a place in the book
  1 │ - { term: loss, means: x, main: [a] }
    ╵                                 ~~~
`],
  ["- { term: loss, means: x, where: [a, a] }\n", `1:34: error[wrong-term]: \`where\` of \`loss\` must be the id of a place in the book, or a list of several
  1 │ - { term: loss, means: x, where: [a, a] }
    ╵                                  ~~~~~~
`],
  ["- { term: loss, means: x, except: [{ text: y }] }\n", `1:36: error[wrong-term]: an exception of \`loss\` has \`text\` and \`because\`, both of them text
  1 │ - { term: loss, means: x, except: [{ text: y }] }
    ╵                                    ~~~~~~~~~~~
`],
  ["- { term: dual number, means: x }\n- { term: Dual numbers, means: y }\n", `2:11: error[wrong-term]: the term \`Dual numbers\` stands twice
  2 │ - { term: Dual numbers, means: y }
    ╵           ~~~~~~~~~~~~
book/terms.yml:1:11: note: \`dual number\` stands here first
`],
  ["- { term: adjoint, means: x }\n- { term: cotangent, means: y, also: [adjoints] }\n", `2:39: error[wrong-term]: \`adjoints\` is a term of its own, so it cannot be a synonym of \`cotangent\`
  2 │ - { term: cotangent, means: y, also: [adjoints] }
    ╵                                       ~~~~~~~~
book/terms.yml:1:11: note: \`adjoint\` stands here
`],
  ["- { term: FLOP, means: x, also: [FLOPs] }\n", `1:34: error[wrong-term]: \`FLOPs\` stands already in the entry of \`FLOP\`, if only in another form
  1 │ - { term: FLOP, means: x, also: [FLOPs] }
    ╵                                  ~~~~~
`],
  ["- { term: a, means: x, also: [c] }\n- { term: b, means: y, also: [c] }\n", `2:31: error[wrong-term]: \`c\` is a synonym of \`a\`, so it cannot be a synonym of \`b\`
  2 │ - { term: b, means: y, also: [c] }
    ╵                               ~
book/terms.yml:1:11: note: \`a\` stands here
`],
  ["- { term: rate, means: x, also: [speed] }\n- { term: learning rate, means: y, not: [rate, speed] }\n", `2:42: error[wrong-term]: \`rate\` is a term of its own, so it cannot be forbidden for \`learning rate\`
  2 │ - { term: learning rate, means: y, not: [rate, speed] }
    ╵                                          ~~~~
book/terms.yml:1:11: note: \`rate\` stands here
book/terms.yml:2:48: error[wrong-term]: \`speed\` is a synonym of \`rate\`, so it cannot be forbidden for \`learning rate\`
  2 │ - { term: learning rate, means: y, not: [rate, speed] }
    ╵                                                ~~~~~
book/terms.yml:1:11: note: \`rate\` stands here
`],
])("%j is refused", (text, expected) => {
  expect(said(text)).toBe(`book/terms.yml:${expected}`);
});

test.each([
  ["Dual numbers", "dual number"],
  ["Cache misses", "cache miss"],
  ["losses", "loss"],
  ["stochastic gradient descent (SGD)", "Stochastic gradient descent"],
  ["Kneser–Ney smoothing", "kneser-ney  smoothing"],
  ["vector–Jacobian products", "vector-Jacobian product"],
])("%j and %j are one term", (a, b) => {
  expect(termKey(a)).toBe(termKey(b));
});

test.each([["loss", "los"], ["bias", "biased"], ["log-softmax", "softmax"]])("%j and %j are two", (a, b) => {
  expect(termKey(a)).not.toBe(termKey(b));
});

test("any text is read or refused, never thrown at", () => {
  fc.assert(fc.property(fc.string(), (text) => readTerms(`- ${text}\n`).diagnostics.length >= 0));
});
