import { expect, test } from "vitest";
import { checkDerivation, type VerifyCell } from "./check.ts";
import { draws, index, integers, normal, positive, simplex, uniform } from "../helpers/drawing.ts";
import { bernoulli, expectation, finite, gaussian } from "../helpers/distributions.ts";
import { fromOne, given } from "../helpers/marks.ts";
import { gradient, jacobian, partial } from "../helpers/slopes.ts";
import { delta, dot, sum } from "../helpers/sums.ts";

const vector = (n: number) => normal(n) as readonly number[];
const matrix = (n: number, m: number) => normal(n, m) as readonly (readonly number[])[];
const at = (x: readonly number[], i: number) => x[i] ?? NaN;
const softmax = (z: readonly number[]) => {
  const e = z.map((each) => Math.exp(each - Math.max(...z)));
  return e.map((each) => each / sum(e));
};

// formulas of the kind that books on networks have: [LaTeX, cell, a changed LaTeX that must be noticed]
test.each<[string, string, VerifyCell, string]>([
  [
    "the logarithm of a sum of exponentials, shifted",
    String.raw`\log \sum_i e^{z_i} = m + \log \sum_i e^{z_i - m}`,
    function* () {
      const [z, m] = [vector(5), normal() as number];
      given({ z, m });
      yield Math.log(sum(z.map(Math.exp)));
      yield m + Math.log(sum(z.map((each) => Math.exp(each - m))));
    },
    String.raw`\log \sum_i e^{z_i} = m + \log \sum_i e^{z_i + m}`,
  ],
  [
    "the gradient of cross-entropy through softmax",
    String.raw`\frac{\partial}{\partial z_j} \Bigl( -\sum_i y_i \log s_i \Bigr) = s_j - y_j`,
    function* () {
      const [z, y, j] = [vector(4), simplex(4), index(4)];
      const s = softmax(z);
      given({ z, y, s, j });
      yield partial((at: readonly number[]) => -sum(softmax(at).map((each, i) => (y[i] ?? NaN) * Math.log(each))), z, j);
      yield at(s, j) - at(y, j);
    },
    String.raw`\frac{\partial}{\partial z_j} \Bigl( -\sum_i y_i \log s_i \Bigr) = s_j + y_j`,
  ],
  [
    "a layer's weights",
    String.raw`\frac{\partial}{\partial W_{ij}} \sum_k g_k \sum_l W_{kl} x_l = g_i x_j`,
    function* () {
      const [W, x, g, i, j] = [matrix(3, 4), vector(4), vector(3), index(3), index(4)];
      given({ W, x, g, i, j });
      yield at(g, i) * at(x, j);
      yield partial((V: readonly (readonly number[])[]) => dot(g, V.map((row) => dot(row, x))), W, [i, j]);
    },
    String.raw`\frac{\partial}{\partial W_{ij}} \sum_k g_k \sum_l W_{kl} x_l = g_i x_i`,
  ],
  [
    "the same as matrices",
    String.raw`\nabla_W \bigl( g^\top W x \bigr) = g x^\top`,
    function* () {
      const [W, x, g] = [matrix(3, 4), vector(4), vector(3)];
      given({ W, x, g });
      const outer = g.map((each) => x.map((other) => each * other));
      yield outer;
      yield outer;
    },
    String.raw`\nabla_W \bigl( g^\top W x \bigr) = 2 g x^\top`,
  ],
  [
    "the transpose of a product",
    String.raw`(A B)^\top = B^\top A^\top`,
    function* () {
      const [A, B] = [matrix(2, 3), matrix(3, 4)];
      given({ A, B });
      const product = [0, 1, 2, 3].map((j) => [0, 1].map((i) => sum([0, 1, 2].map((k) => (A[i]?.[k] ?? NaN) * (B[k]?.[j] ?? NaN)))));
      yield product;
      yield product;
    },
    String.raw`(A B)^\top = B^\top A^\top + B^\top A^\top`,
  ],
  [
    "a standardized vector's Jacobian",
    String.raw`\frac{\partial y_i}{\partial x_j} = \frac{1}{\sigma} \Bigl( \delta_{ij} - \frac{1}{n} - \frac{y_i y_j}{n} \Bigr)`,
    function* () {
      const [x, i, j] = [vector(5), index(5), index(5)];
      const standard = (v: readonly number[]) => {
        const mean = sum(v) / v.length;
        const sigma = Math.sqrt(sum(v.map((each) => (each - mean) ** 2)) / v.length);
        return { sigma, y: v.map((each) => (each - mean) / sigma) };
      };
      const { sigma, y } = standard(x);
      given({ x, y, sigma, n: 5, i, j });
      yield at(jacobian((v: readonly number[]) => standard(v).y, x)[i] ?? [], j);
      yield (delta(i, j) - 1 / 5 - (at(y, i) * at(y, j)) / 5) / sigma;
    },
    String.raw`\frac{\partial y_i}{\partial x_j} = \frac{1}{\sigma} \Bigl( \delta_{ij} - \frac{1}{n} + \frac{y_i y_j}{n} \Bigr)`,
  ],
  [
    "the variance of a product",
    String.raw`\operatorname{Var}(q k) = s^2`,
    function* () {
      const s = uniform(1, 3) as number;
      given({ q: gaussian(0, 1), k: gaussian(0, s), s });
      yield s ** 2;
      yield s ** 2;
    },
    String.raw`\operatorname{Var}(q + k) = s^2`,
  ],
  [
    "the variance by its moments",
    String.raw`\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2`,
    function* () {
      const [values, p] = [vector(4), simplex(4)];
      const X = finite(values, p);
      given({ X });
      const mean = expectation((x: number) => x, X);
      yield expectation((x: number) => (x - mean) ** 2, X);
      yield expectation((x: number) => x ** 2, X) - mean ** 2;
    },
    String.raw`\operatorname{Var}(X) = \mathbb{E}[X^2] + \mathbb{E}[X]^2`,
  ],
  [
    "the gradient of an expected reward",
    String.raw`\frac{\partial}{\partial \theta_j} \mathbb{E}_{x \sim p}[r_x] = \mathbb{E}_{x \sim p} \Bigl[ r_x \frac{\partial \log p_x}{\partial \theta_j} \Bigr]`,
    function* () {
      draws(20);
      const [theta, r, j] = [vector(3), vector(3), index(3)];
      const p = softmax(theta);
      given({ theta, r, p, j });
      const value = sum(p.map((share, x) => share * at(r, x) * (delta(x, j) - at(p, j))));
      yield value;
      yield value;
    },
    String.raw`\frac{\partial}{\partial \theta_j} \mathbb{E}_{x \sim p}[r_x] = \mathbb{E}_{x \sim p} \Bigl[ r_j \frac{\partial \log p_x}{\partial \theta_j} \Bigr]`,
  ],
  [
    "a sigmoid's slope",
    String.raw`\sigma'(x) = \sigma(x) (1 - \sigma(x))`,
    function* () {
      const sigma = (x: number) => 1 / (1 + Math.exp(-x));
      const x = normal() as number;
      given({ sigma, x });
      yield partial(sigma, x);
      yield sigma(x) * (1 - sigma(x));
    },
    String.raw`\sigma'(x) = \sigma(x) (1 + \sigma(x))`,
  ],
  [
    "a rectifier by cases",
    String.raw`\max(0, x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`,
    function* () {
      const x = normal() as number;
      given({ x });
      yield Math.max(0, x);
      yield Math.max(0, x);
    },
    String.raw`\max(0, x) = \begin{cases} x & \text{if } x < 0 \\ 0 & \text{otherwise} \end{cases}`,
  ],
  [
    "the angle between rotated vectors",
    String.raw`\cos(m \theta) \cos(n \theta) + \sin(m \theta) \sin(n \theta) = \cos((m - n) \theta)`,
    function* () {
      const [m, n, theta] = [integers(0, 50) as number, integers(0, 50) as number, normal() as number];
      given({ m, n, theta });
      yield Math.cos(m * theta) * Math.cos(n * theta) + Math.sin(m * theta) * Math.sin(n * theta);
      yield Math.cos((m - n) * theta);
    },
    String.raw`\cos(m \theta) \cos(n \theta) + \sin(m \theta) \sin(n \theta) = \cos((m + n) \theta)`,
  ],
  [
    "a divergence, as a function and as a sum",
    String.raw`D(p \,\|\, q) = \sum_x p_x \log \frac{p_x}{q_x} \ge 0`,
    function* () {
      const [p, q] = [simplex(4), simplex(4)];
      const D = (a: readonly number[], b: readonly number[]) => sum(a.map((share, x) => share * Math.log(share / at(b, x))));
      given({ D, p, q });
      yield D(p, q);
      yield D(p, q);
      yield 0;
    },
    String.raw`D(q \,\|\, p) = \sum_x p_x \log \frac{p_x}{q_x} \ge 0`,
  ],
  [
    "a geometric sum",
    String.raw`\sum_{k=0}^{n} r^k = \frac{1 - r^{n+1}}{1 - r}`,
    function* () {
      const [n, r] = [integers(0, 8) as number, uniform(0.1, 0.9) as number];
      given({ n, r });
      const total = (1 - r ** (n + 1)) / (1 - r);
      yield total;
      yield total;
    },
    String.raw`\sum_{k=0}^{n} r^k = \frac{1 - r^{n}}{1 - r}`,
  ],
  [
    "a norm",
    String.raw`\lVert x \rVert^2 = x^\top x = \sum_{i=1}^{n} x_i^2`,
    function* () {
      const x = positive(3) as readonly number[];
      given({ x: fromOne(x), n: 3 });
      yield dot(x, x);
      yield dot(x, x);
      yield dot(x, x);
    },
    String.raw`\lVert x \rVert^2 = x^\top x = \sum_{i=1}^{n-1} x_i^2`,
  ],
  [
    "the gradient of a bound function",
    String.raw`\nabla f(x) = 2 A x`,
    function* () {
      const half = matrix(3, 3);
      const A = half.map((row, i) => row.map((each, j) => each + (half[j]?.[i] ?? NaN)));
      const x = vector(3);
      const f = (v: readonly number[]) => dot(v, A.map((row) => dot(row, v)));
      given({ f, A, x });
      yield gradient(f, x);
      yield A.map((row) => 2 * dot(row, x));
    },
    String.raw`\nabla f(x) = A x`,
  ],
  [
    "a coin",
    String.raw`P(X = 1) = p = \mathbb{E}[X]`,
    function* () {
      const p = uniform(0.1, 0.9) as number;
      given({ p, X: bernoulli(p) });
      yield p;
      yield p;
      yield p;
    },
    String.raw`P(X = 0) = p = \mathbb{E}[X]`,
  ],
])("%s", (name, latex, cell, changed) => {
  const outcome = (each: string) => checkDerivation({ id: name, displays: [{ latex: each, lineStarts: [] }], ranges: [], tolerance: null, approx: null }, cell);
  const right = outcome(latex);
  const wrong = outcome(changed);
  expect(right).toMatchObject({ ok: true });
  expect(wrong).toMatchObject({ ok: false });
  if (!wrong.ok) expect(wrong.failures.map((failure) => failure.code)).toEqual([expect.stringMatching(/^un(equal|related)$/)]);
});
