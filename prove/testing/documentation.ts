/** What authors are told of the helpers; `helpers/README.md` holds the same as a table. */

/** One helper. */
export interface HelperDoc {
  readonly name: string;
  /** How it is called, in all its forms. */
  readonly call: string;
  readonly meaning: string;
}

/** All helpers, by topic. */
export const helperDocs: readonly { readonly topic: string; readonly helpers: readonly HelperDoc[] }[] = [
  {
    topic: "Symbols and yields",
    helpers: [
      { name: "given", call: "given({ x, lambda, \"x'\": y })", meaning: "binds the symbols of the display: numbers, arrays (nested or typed), functions, random variables; once, before the first `yield`" },
      { name: "fromOne", call: "fromOne(x)", meaning: "the array, its indices counted from 1 in the formula; without it they count from 0 as in code" },
      { name: "transcribed", call: "yield transcribed(value, \"why\")", meaning: "for an expression that cannot be evaluated from its LaTeX: compared with its neighbours only" },
      { name: "unchecked", call: "yield unchecked(\"why\")", meaning: "for what no number can test, a definition or a limit: compared with nothing" },
      { name: "draws", call: "draws(20)", meaning: "states the number of draws of a cell that takes long, from 20 to 1000; 100 without it" },
    ],
  },
  {
    topic: "Drawing",
    helpers: [
      { name: "normal", call: "normal(), normal(n), normal(n, m, …)", meaning: "standard normal numbers: one, a vector, an array of that shape" },
      { name: "positive", call: "positive(), positive(n), positive(n, m, …)", meaning: "positive numbers around 1: exponentials of normal ones" },
      { name: "uniform", call: "uniform(low, high), uniform(n, low, high), uniform(n)", meaning: "numbers spread evenly: one, a vector, a vector between 0 and 1" },
      { name: "simplex", call: "simplex(n)", meaning: "n positive numbers that sum to 1" },
      { name: "index", call: "index(n)", meaning: "a whole number from 0 to n − 1" },
      { name: "integers", call: "integers(low, high), integers(n, low, high)", meaning: "whole numbers, both ends included: one, a vector" },
      { name: "permutation", call: "permutation(n)", meaning: "the numbers from 0 to n − 1 in random order" },
      { name: "pick", call: "pick(items)", meaning: "one of the items" },
    ],
  },
  {
    topic: "Arithmetic",
    helpers: [
      { name: "sum", call: "sum(x)", meaning: "the sum of all numbers of an array of any shape" },
      { name: "mean", call: "mean(x)", meaning: "their mean" },
      { name: "delta", call: "delta(i, j)", meaning: "1 if the two are the same, else 0" },
      { name: "dot", call: "dot(a, b)", meaning: "the sum of products of the elements of two vectors" },
    ],
  },
  {
    topic: "Derivatives, by central differences to six digits",
    helpers: [
      { name: "partial", call: "partial(f, x, j), partial(f, W, [i, j]), partial(f, t)", meaning: "the derivative of f, which takes the whole vector, matrix or number, by one number of it; a number, or an array if f gives one" },
      { name: "gradient", call: "gradient(f, x)", meaning: "the derivatives by all numbers of x, in its shape" },
      { name: "jacobian", call: "jacobian(f, x)", meaning: "row i: the derivatives of the i-th number that f gives" },
    ],
  },
  {
    topic: "Random variables",
    helpers: [
      { name: "finite", call: "finite(values, probabilities)", meaning: "a variable with finitely many values: its expectations are exact" },
      { name: "bernoulli", call: "bernoulli(p)", meaning: "1 with probability p, else 0" },
      { name: "jointly", call: "const [X, Y] = jointly([[0, 0], [1, 1]], [0.4, 0.6])", meaning: "variables of one experiment, which depend on each other; different experiments are independent" },
      { name: "gaussian", call: "gaussian(mean, deviation)", meaning: "a normal variable: its expectations are means of 20,000 samples, allowed five standard errors" },
      { name: "uniformOn", call: "uniformOn(low, high)", meaning: "a variable spread evenly; sampled" },
      { name: "sampled", call: "sampled((uniform) => …)", meaning: "a variable of one's own, made of numbers from [0, 1); sampled" },
      { name: "expectation", call: "expectation((x, y) => x * y, X, Y)", meaning: "the expectation of a function of variables, exact where they are finite" },
    ],
  },
];

/** The documentation as Markdown tables, a topic each. */
export function helperTables(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return helperDocs
    .map(({ topic, helpers }) => {
      const rows = helpers.map(({ name, call, meaning }) => `| \`${name}\` | \`${cell(call)}\` | ${cell(meaning)} |\n`);
      return `### ${topic}\n\n| helper | call | meaning |\n|---|---|---|\n${rows.join("")}`;
    })
    .join("\n");
}
