/** Derivations as the book's stages need them, with formulas in their reasons: each holds, and no change of one token in a reason does. */
import { expect, test } from "vitest";
import { checkRows, drawsFor, type VerifyCell } from "../derivations/check.ts";
import { at, between, matrix, normalised, number, product, range, rotation, same, sigmoid, softmax, times, vector, whole, type Change, type Vector } from "../testing/trials.ts";
import { finite } from "../helpers/distributions.ts";
import { draws, index, positive, simplex, uniform } from "../helpers/drawing.ts";
import { given } from "../helpers/marks.ts";
import { delta, dot, mean, sum } from "../helpers/sums.ts";
import { changed, formulaChanges } from "./formulas.ts";

/** A name, rows with reasons, their cell, and false reasons besides those that a change of one token makes. */
type Case = readonly [name: string, latex: string, cell: VerifyCell, changes: readonly Change[]];

const many = (n: number) => uniform(n, 0.4, 2.2) as Vector;
const chances = (n: number) => simplex(n) as Vector;
const phi = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

const cases: readonly Case[] = [
  [
    "a tempered softmax",
    String.raw`-\log p_i &= \log Z - \frac{z_i}{\tau} && \log p_i = z_i / \tau - \log Z`,
    function* () {
      const [z, tau, i] = [vector(4), between(0.4, 3), index(4)];
      const e = z.map((each) => Math.exp(each / tau));
      given({ z, tau, i, Z: sum(e), p: softmax(z.map((each) => each / tau)) });
      yield* same(Math.log(sum(e)) - at(z, i) / tau);
    },
    [["z_i / \\tau - \\log Z", "z_i / \\tau + \\log Z"], ["&& \\log p_i", "&& p_i"], ["\\tau - ", "\\tau^2 - "], ["z_i / \\tau - \\log Z", "z_i / \\tau"]],
  ],
  [
    "the price of the truth",
    String.raw`-\sum_k y_k \log p_k &= \log \sum_k e^{z_k} - z_t && \text{as } y_t = 1 \text{, and } \log p_t = z_t - \log \sum_k e^{z_k}`,
    function* () {
      const [z, t] = [vector(5), index(5)];
      given({ z, t, p: softmax(z), y: z.map((_, k) => delta(k, t)) });
      yield* same(Math.log(sum(z.map(Math.exp))) - at(z, t));
    },
    [["\\log p_t = z_t", "\\log p_t = -z_t"], ["y_t = 1", "y_t = 0"], ["y_t = 1", "y_t < 1"]],
  ],
  [
    "the Jacobian of softmax",
    String.raw`\sum_j g_j \frac{\partial p_j}{\partial z_i} &= p_i \Bigl( g_i - \sum_j g_j p_j \Bigr) && \tfrac{\partial p_k}{\partial z_i} = p_k (\delta_{ik} - p_i)`,
    function* () {
      draws(20);
      const [z, g, i, k] = [vector(3), vector(3), index(3), index(3)];
      const p = softmax(z);
      given({ z, g, i, k, p });
      yield* same(at(p, i) * (at(g, i) - dot(g, p)));
    },
    [["= p_k (", "= p_i ("], ["- p_i)", "- p_k)"], ["\\delta_{ik} - ", "\\delta_{ik} + "], ["(\\delta_{ik} - p_i)", "(1 - p_i)"]],
  ],
  [
    "the largest score may be subtracted",
    String.raw`\frac{e^{z_i - m}}{\sum_k e^{z_k - m}} &= \frac{e^{z_i}}{\sum_k e^{z_k}} && e^{z_i - m} = e^{-m} e^{z_i}, \; m \ge z_i`,
    function* () {
      const [z, i] = [vector(4), index(4)];
      given({ z, i, m: Math.max(...z) });
      yield* same(at(softmax(z), i));
    },
    [["m \\ge", "m >"], ["e^{-m}", "e^{m}"], ["m \\ge z_i", "m \\le z_i"]],
  ],
  [
    "Gibbs",
    String.raw`\begin{aligned} \sum_x p_x \log \frac{q_x}{p_x} &\le \sum_x p_x \Bigl( \frac{q_x}{p_x} - 1 \Bigr) && \log \rho \le \rho - 1 \\ &= 0 && \textstyle\sum_x q_x = \sum_x p_x = 1 \end{aligned}`,
    function* () {
      const [p, q, x] = [chances(4), chances(4), index(4)];
      given({ p, q, rho: at(q, x) / at(p, x) });
      yield sum(p.map((each, k) => each * Math.log(at(q, k) / each)));
      yield* same(0);
    },
    [["\\rho - 1", "\\rho - 2"], ["\\log \\rho \\le", "\\log \\rho \\ge"], ["&& \\log \\rho", "&& \\rho"], ["q_x = \\sum", "q_x < \\sum"], ["p_x = 1", "p_x = 2"]],
  ],
  [
    "what a belief pays beyond the entropy",
    String.raw`-\sum_x p_x \log q_x &= H + D && D = \sum_x p_x \log \frac{p_x}{q_x} \ge 0 \text{, by Gibbs}`,
    function* () {
      const [p, q] = [chances(4), chances(4)];
      given({ p, q, H: -dot(p, p.map(Math.log)), D: sum(p.map((each, k) => each * Math.log(each / at(q, k)))) });
      yield* same(-dot(p, q.map(Math.log)));
    },
    [["\\frac{p_x}{q_x}", "\\frac{q_x}{p_x}"], ["D = \\sum", "D = -\\sum"], ["\\ge 0", "\\le 0"]],
  ],
  [
    "the perplexity of a fair die",
    String.raw`e^{-\sum_x p_x \log p_x} &= V && \text{each } p_x = \tfrac{1}{V}`,
    function* () {
      const [V, x] = [whole(2, 9), 1];
      given({ p: range(V).map(() => 1 / V), V, x });
      yield* same(V);
    },
    [["\\tfrac{1}{V}", "\\tfrac{1}{V^2}"], ["\\tfrac{1}{V}", "\\tfrac{2}{V}"], ["\\tfrac{1}{V}", "V"]],
  ],
  [
    "additive smoothing",
    String.raw`\sum_x \frac{c_x + \alpha}{r + \alpha V} &= 1 && \textstyle\sum_x (c_x + \alpha) = r + \alpha V`,
    function* () {
      const [c, alpha] = [many(5), between(0.1, 2)];
      given({ c, alpha, r: sum(c), V: 5 });
      yield* same(1);
    },
    [["= r + \\alpha V", "= r + \\alpha"], ["= r +", "= r -"], ["(c_x + \\alpha) =", "(c_x - \\alpha) ="]],
  ],
  [
    "a mixture of two beliefs",
    String.raw`\sum_x q_x &= 1 && q_y = \lambda p_y + (1 - \lambda) u_y, \; \sum_x p_x = 1 \text{ and } \sum_x u_x = 1`,
    function* () {
      const [p, u, lambda, y] = [chances(4), chances(4), between(0.1, 0.9), index(4)];
      given({ p, u, lambda, y, q: p.map((each, x) => lambda * each + (1 - lambda) * at(u, x)) });
      yield* same(1);
    },
    [["(1 - \\lambda) u_y", "(1 + \\lambda) u_y"], ["(1 - \\lambda) u_y", "\\lambda u_y"], ["\\lambda p_y + ", "\\lambda p_y - "]],
  ],
  [
    "Bayes' rule over experts",
    String.raw`\sum_j s_j \log \frac{\lambda_j q_j}{s_j} &= \log \sum_j \lambda_j q_j && s_k = \frac{\lambda_k q_k}{\sum_j \lambda_j q_j} \text{, for each } k`,
    function* () {
      const [lambda, q, k] = [chances(3), many(3), index(3)];
      const P = lambda.map((each, j) => each * at(q, j));
      given({ lambda, q, k, s: P.map((each) => each / sum(P)) });
      yield* same(Math.log(sum(P)));
    },
    [["\\frac{\\lambda_k q_k}", "\\frac{q_k}"], ["s_k = ", "s_k = 2 "], ["\\sum_j \\lambda_j q_j} \\text", "\\sum_j q_j} \\text"]],
  ],
  [
    "a step of expectation maximisation",
    String.raw`\sum_i \sum_j s_{ij} &= n && \textstyle\sum_i s_{ik} = n w_k, \; \sum_j s_{lj} = 1`,
    function* () {
      const [k, l] = [index(3), index(5)];
      const s = range(5).map(() => chances(3));
      given({ s, k, l, n: 5, w: range(3).map((j) => mean(s.map((row) => at(row, j)))) });
      yield* same(5);
    },
    [["s_{ik}", "s_{ki}"], ["n w_k", "w_k"], ["s_{lj} = 1", "s_{lj} = n"]],
  ],
  [
    "the chain rule",
    String.raw`\frac{d}{dx} f(g(x)) &= \cos(x^2) \cdot 2 x && f'(u) = \cos u, \; g'(x) = 2 x, \; u = g(x)`,
    function* () {
      draws(20);
      const x = between(0.5, 1.5);
      given({ x, u: x * x, f: Math.sin, g: (t: number) => t * t });
      yield* same(Math.cos(x * x) * 2 * x);
    },
    [["f'(u)", "f(u)"], ["= \\cos u", "= -\\cos u"], ["g'(x) = 2 x", "g'(x) = x"], ["u = g(x)", "u = g'(x)"]],
  ],
  [
    "a dual number's product",
    String.raw`(x + \epsilon x') (y + \epsilon y') - \epsilon^2 x' y' &= x y + \epsilon z' && z' = x y' + x' y`,
    function* () {
      const [x, y, dx, dy, epsilon] = [number(), number(), number(), number(), number()];
      given({ x, y, "x'": dx, "y'": dy, epsilon, "z'": x * dy + dx * y });
      yield* same(x * y + epsilon * (x * dy + dx * y));
    },
    [["x y' + x' y", "x y' - x' y"], ["x y' + x' y", "x y' + x' y'"], ["x y' + x' y", "x y + x' y"]],
  ],
  [
    "the slope of a sigmoid",
    String.raw`\frac{d}{dx} \log \sigma(x) &= 1 - \sigma(x) && \sigma'(x) = \sigma(x) (1 - \sigma(x))`,
    function* () {
      const x = number();
      given({ x, sigma: sigmoid });
      yield* same(1 - sigmoid(x));
    },
    [["(1 - \\sigma(x))", "(1 + \\sigma(x))"], ["= \\sigma(x) (", "= ("], ["\\sigma'(x)", "\\sigma(x)"]],
  ],
  [
    "a hyperbolic tangent is a sigmoid",
    String.raw`1 - \tanh^2 x &= 4 \sigma(2 x) \sigma(-2 x) && \tanh x = 2 \sigma(2 x) - 1 \text{ and } \sigma(-2 x) = 1 - \sigma(2 x)`,
    function* () {
      const x = number();
      given({ x, sigma: sigmoid });
      yield* same(1 - Math.tanh(x) ** 2);
    },
    [["2 \\sigma(2 x) - 1", "2 \\sigma(2 x) + 1"], ["2 \\sigma(2 x) - 1", "2 \\sigma(x) - 1"], ["= 1 - \\sigma(2 x)", "= 1 + \\sigma(2 x)"]],
  ],
  [
    "the slope of a swish",
    String.raw`\frac{d}{dx} \bigl( x \, \sigma(x) \bigr) &= y + \sigma(x) (1 - y) && \text{with } y = x \, \sigma(x)`,
    function* () {
      const x = number();
      const y = x * sigmoid(x);
      given({ x, y, sigma: sigmoid });
      yield* same(y + sigmoid(x) * (1 - y));
    },
    [["= x \\, \\sigma(x)", "= \\sigma(x)"], ["= x \\, \\sigma(x)", "= -x \\, \\sigma(x)"], ["with } y", "with } x"]],
  ],
  [
    "the slope of a chance",
    String.raw`\frac{d}{dx} \bigl( x \, \Phi(x) \bigr) &= \Phi(x) + x \, \varphi(x) && \text{a product; } \Phi'(x) = \varphi(x) = \tfrac{1}{\sqrt{2 \pi}} e^{-x^2 / 2}`,
    function* () {
      draws(20);
      const x = number();
      // the integral of φ from -8, by Simpson's rule
      const chance = (to: number) => {
        const h = (to + 8) / 400;
        return (h / 3) * sum(range(401).map((k) => (k === 0 || k === 400 ? 1 : k % 2 === 1 ? 4 : 2) * phi(-8 + k * h)));
      };
      given({ x, Phi: chance, phi });
      yield* same(chance(x) + x * phi(x));
    },
    [["\\Phi'(x) =", "\\Phi(x) ="], ["e^{-x^2 / 2}", "e^{x^2 / 2}"], ["x^2 / 2}", "x^2}"], ["\\sqrt{2 \\pi}} e", "\\sqrt{\\pi}} e"]],
  ],
  [
    "a rectifier",
    String.raw`x_i \max(0, x_i) &= \mathbb{1}[x_i > 0] \, x_i^2 && \max(0, x_i) = \mathbb{1}[x_i > 0] \, x_i`,
    function* () {
      const [x, i] = [vector(5), index(5)];
      given({ x, i });
      yield* same(Math.max(0, at(x, i)) ** 2);
    },
    [["&& \\max", "&& \\min"], ["&& \\max(0, x_i) = \\mathbb{1}[x_i > 0]", "&& \\max(0, x_i) = \\mathbb{1}[x_i < 0]"]],
  ],
  [
    "back through a product of matrices",
    String.raw`\sum_{i,j} \bar{C}_{ij} (A B)_{ij} &= \langle \bar{C} B^\top, A \rangle && (B^\top)_{lm} = B_{ml}`,
    function* () {
      draws(20);
      const [A, B, C, l, m] = [matrix(2, 3), matrix(3, 4), matrix(2, 4), index(4), index(3)];
      given({ A, B, C_bar: C, l, m });
      yield* same(sum(product(A, B).map((row, i) => dot(row, C[i] ?? []))));
    },
    [["= B_{ml}", "= B_{lm}"], ["(B^\\top)_{lm}", "B_{lm}"], ["= B_{ml}", "= -B_{ml}"]],
  ],
  [
    "the trace of a product",
    String.raw`\operatorname{tr}(A B C) &= \operatorname{tr}(C A B) && \operatorname{tr}(D) = \sum_i D_{ii}, \; D = A B C`,
    function* () {
      const [A, B, C] = [matrix(2, 3), matrix(3, 2), matrix(2, 2)];
      const D = product(product(A, B), C);
      given({ A, B, C, D });
      yield* same(at(D[0], 0) + at(D[1], 1));
    },
    [["D_{ii}", "D_{ii}^2"], ["D = A B C", "D = C A B"], ["\\operatorname{tr}(D) = ", "\\operatorname{tr}(D) = -"]],
  ],
  [
    "a normalised row",
    String.raw`\sum_i (\hat{x}_i - 1)^2 &= 2 d && \textstyle\sum_i \hat{x}_i = 0 \text{ and } \sum_i \hat{x}_i^2 = d, \text{ as } \sigma^2 = \tfrac{1}{d} \sum_i (x_i - \mu)^2`,
    function* () {
      const x = vector(5);
      const { sigma, y } = normalised(x);
      given({ x, x_hat: y, sigma, mu: mean(x), d: 5 });
      yield* same(10);
    },
    [["\\hat{x}_i^2 = d", "\\hat{x}_i^2 = 1"], ["\\hat{x}_i = 0", "\\hat{x}_i = 1"], ["(x_i - \\mu)^2", "(x_i + \\mu)^2"], ["\\sigma^2 =", "\\sigma ="], ["\\tfrac{1}{d}", "d"]],
  ],
  [
    "the slope of a scale",
    String.raw`\frac{\partial r}{\partial x_j} &= -\frac{r^3}{d} x_j && r = \bigl( \tfrac{1}{d} \textstyle\sum_i x_i^2 + \varepsilon \bigr)^{-1/2}`,
    function* () {
      draws(20);
      const [x, j, epsilon] = [vector(4), index(4), 0.1];
      const r = (mean(x.map((each) => each ** 2)) + epsilon) ** -0.5;
      given({ x, j, r, epsilon, d: 4 });
      yield* same((-(r ** 3) / 4) * at(x, j));
    },
    [["^{-1/2}", "^{1/2}"], ["+ \\varepsilon", "- \\varepsilon"], ["x_i^2 +", "x_i +"], ["\\tfrac{1}{d} \\textstyle", "\\textstyle"]],
  ],
  [
    "the variance of a sum",
    String.raw`\mathbb{E} \Bigl[ \Bigl( \sum_i a_i v_i \Bigr)^2 \Bigr] &= s^2 \sum_i a_i^2 && \mathbb{E}[v_j v_k] = s^2 \delta_{jk}`,
    function* () {
      draws(20);
      const [a, s, j, k] = [vector(3), between(0.5, 2), index(3), index(3)];
      given({ a, s, j, k, v: range(3).map(() => finite([-s, s], [0.5, 0.5])) });
      yield* same(s * s * dot(a, a));
    },
    [["s^2 \\delta_{jk}", "s \\delta_{jk}"], ["s^2 \\delta_{jk}", "s^2"], ["[v_j v_k]", "[v_j v_j]"]],
  ],
  [
    "a mean of squares",
    String.raw`\operatorname{Var}(X) + \mathbb{E}[X]^2 &= \mathbb{E}[X^2] && \operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2 \ge 0`,
    function* () {
      const [values, p] = [vector(3), chances(3)];
      given({ X: finite(values, p) });
      yield* same(dot(p, values.map((each) => each ** 2)));
    },
    [["[X^2] - ", "[X^2] + "], ["\\mathbb{E}[X]^2 \\ge", "\\mathbb{E}[X] \\ge"], ["&& \\operatorname{Var}", "&& -\\operatorname{Var}"]],
  ],
  [
    "Adam's correction",
    String.raw`(1 - \beta) \sum_{i=1}^{t} \beta^{t-i} g &= (1 - \beta^t) g && \textstyle\sum_{i=1}^{t} \beta^{t-i} = \tfrac{1 - \beta^t}{1 - \beta}`,
    function* () {
      const [beta, t, g] = [between(0.5, 0.95), whole(2, 9), number()];
      given({ beta, t, g });
      yield* same((1 - beta ** t) * g);
    },
    [["\\tfrac{1 - \\beta^t}", "\\tfrac{1 + \\beta^t}"], ["\\tfrac{1 - \\beta^t}", "\\tfrac{1 - \\beta}"], ["{1 - \\beta}", "{1 + \\beta}"], ["\\textstyle\\sum_{i=1}", "\\textstyle\\sum_{i=0}"]],
  ],
  [
    "Adam's first step",
    String.raw`\frac{\hat{m}}{\sqrt{\hat{v}}} &= \frac{g}{\lvert g \rvert} && m = (1 - \beta) g, \; \hat{m} = \tfrac{m}{1 - \beta} \text{ and } \hat{v} = g^2`,
    function* () {
      const [beta, g] = [between(0.5, 0.95), number()];
      given({ beta, g, m: (1 - beta) * g, m_hat: g, v_hat: g * g });
      yield* same(Math.sign(g));
    },
    [["m = (1 - \\beta) g", "m = (1 + \\beta) g"], ["\\tfrac{m}{1 - \\beta}", "\\tfrac{m}{\\beta}"], ["\\hat{v} = g^2", "\\hat{v} = g"]],
  ],
  [
    "momentum's geometric series",
    String.raw`\sum_{k=0}^{n-1} \mu^k + \frac{\mu^n}{1 - \mu} &= \frac{1}{1 - \mu} && \sum_{k=0}^{n-1} \mu^k = \frac{1 - \mu^n}{1 - \mu} < \frac{1}{1 - \mu}`,
    function* () {
      const [mu, n] = [between(0.3, 0.9), whole(2, 8)];
      given({ mu, n });
      yield* same(1 / (1 - mu));
    },
    [["\\frac{1 - \\mu^n}", "\\frac{1 - \\mu}"], ["< \\frac", "> \\frac"], ["\\frac{1 - \\mu^n}", "\\frac{1 + \\mu^n}"]],
  ],
  [
    "decay of weights",
    String.raw`w - \eta (g + \lambda w) &= (1 - \eta \lambda) w - \eta g && \tfrac{\partial}{\partial w} \bigl( \tfrac{\lambda}{2} w^2 \bigr) = \lambda w`,
    function* () {
      const [w, g, eta, lambda] = [number(), number(), between(0.1, 0.5), between(0.1, 2)];
      given({ w, g, eta, lambda });
      yield* same((1 - eta * lambda) * w - eta * g);
    },
    [["= \\lambda w", "= 2 \\lambda w"], ["\\tfrac{\\lambda}{2} w^2", "\\tfrac{\\lambda}{2} w^3"], ["= \\lambda w", "= \\lambda"]],
  ],
  [
    "a cosine schedule",
    String.raw`\frac{1 + \cos(\pi t / T)}{2} &= c^2 && c = \cos(u), \; u = \tfrac{\pi t}{2 T} \text{ and } 1 + \cos(2 u) = 2 c^2`,
    function* () {
      const [t, T] = [between(0.1, 2), between(2.5, 4)];
      const u = (Math.PI * t) / (2 * T);
      given({ t, T, u, c: Math.cos(u) });
      yield* same(Math.cos(u) ** 2);
    },
    [["= 2 c^2", "= 2 c"], ["\\cos(2 u)", "\\cos(u)"], ["c = \\cos(u), ", "c = \\sin(u), "], ["\\tfrac{\\pi t}{2 T}", "\\tfrac{\\pi t}{T}"], ["1 + \\cos(2 u)", "1 - \\cos(2 u)"]],
  ],
  [
    "rows of attention",
    String.raw`\sum_j A_{ij} (v_j + b) &= \sum_j A_{ij} v_j + b && A_{ik} = e^{S_{ik}} / Z_i, \; Z_i = \textstyle\sum_j e^{S_{ij}}`,
    function* () {
      const [S, v, b, i, k] = [matrix(3, 3), vector(3), number(), index(3), index(3)];
      const A = S.map(softmax);
      given({ S, A, v, b, i, k, Z: S.map((row) => sum(row.map(Math.exp))) });
      yield* same(dot(A[i] ?? [], v) + b);
    },
    [["Z_i = \\textstyle", "Z_k = \\textstyle"], ["/ Z_i", "/ Z_k"], ["e^{S_{ik}}", "e^{S_{ki}}"], ["e^{S_{ik}}", "S_{ik}"]],
  ],
  [
    "the causal mask",
    String.raw`\sum_{j} M_{ij} &= i + 1 && M_{kl} = \mathbb{1}[l \le k], \; \textstyle\sum_{j=0}^{i} 1 = i + 1`,
    function* () {
      const [i, k, l] = [index(4), index(4), index(4)];
      given({ M: range(4).map((row) => range(4).map((column) => (column <= row ? 1 : 0))), i, k, l });
      yield* same(i + 1);
    },
    [["[l \\le k]", "[l < k]"], ["[l \\le k]", "[k \\le l]"], ["1 = i + 1", "1 = i"], ["M_{kl}", "M_{lk}"]],
  ],
  [
    "softmax block by block",
    String.raw`\ell e^{m - n} + e^{x - n} &= \ell' && \ell = \textstyle\sum_k e^{z_k - m}, \; n = \max(m, x), \; \ell' = \sum_k e^{z_k - n} + e^{x - n}`,
    function* () {
      const [z, x] = [vector(3), number()];
      const m = Math.max(...z);
      const n = Math.max(m, x);
      const after = sum(z.map((each) => Math.exp(each - n))) + Math.exp(x - n);
      given({ z, x, m, n, ell: sum(z.map((each) => Math.exp(each - m))), "ell'": after });
      yield* same(after);
    },
    [["z_k - m}", "z_k - n}"], ["\\max(m, x)", "\\min(m, x)"], ["z_k - n} +", "z_k - n} -"], ["z_k - m}", "z_k + m}"]],
  ],
  [
    "rotary positions",
    String.raw`(R_m q)^\top (R_n k) &= q^\top R_{n-m} k && (R_m)^\top R_n = R_{n-m}, \text{ as } \cos(a - b) = \cos a \cos b + \sin a \sin b`,
    function* () {
      draws(20);
      const [theta, m, n, q, k] = [number(), whole(1, 3), whole(4, 7), vector(2), vector(2)];
      given({ R: range(10).map((each) => rotation(each * theta)), m, n, q, k, a: number(), b: number() });
      yield* same(dot(q, times(rotation((n - m) * theta), k)));
    },
    [["(R_m)^\\top R_n =", "(R_n)^\\top R_m ="], ["= R_{n-m},", "= R_{n+m},"], ["\\cos b + \\sin", "\\cos b - \\sin"], ["\\cos(a - b)", "\\cos(a + b)"], ["\\cos a \\cos b", "\\sin a \\cos b"]],
  ],
  [
    "a bias that grows with distance",
    String.raw`\frac{e^{-s (i - j)}}{e^{-s (i - k)}} &= e^{-s (k - j)} && b_{ij} = -s (i - j), \; b_{ij} - b_{ik} = b_{kj}`,
    function* () {
      draws(20);
      const [s, i, j, k] = [between(0.2, 1), index(4), index(4), index(4)];
      given({ s, i, j, k, b: range(4).map((x) => range(4).map((y) => -s * (x - y))) });
      yield* same(Math.exp(-s * (k - j)));
    },
    [["= -s (i - j),", "= s (i - j),"], ["b_{ij} - b_{ik} = b_{kj}", "b_{ij} - b_{ik} = b_{jk}"], ["b_{ij} - b_{ik}", "b_{ij} + b_{ik}"]],
  ],
  [
    "a stack of residual layers",
    String.raw`\prod_{l=1}^{D} \Bigl( 1 + \frac{1}{l} \Bigr) &= D + 1 && 1 + \tfrac{1}{k} = \tfrac{k + 1}{k} \text{ for each layer } k`,
    function* () {
      const D = whole(2, 9);
      given({ D, k: whole(1, D) });
      yield* same(D + 1);
    },
    [["\\tfrac{k + 1}{k}", "\\tfrac{k}{k + 1}"], ["1 + \\tfrac{1}{k}", "1 - \\tfrac{1}{k}"], ["\\tfrac{k + 1}", "\\tfrac{k + 2}"]],
  ],
  [
    "smoothed labels",
    String.raw`-\sum_k u_k \log p_k &= (1 - \epsilon) \ell_t + \frac{\epsilon}{V} \sum_k \ell_k && u_j = (1 - \epsilon) \delta_{jt} + \tfrac{\epsilon}{V}, \; \ell_j = -\log p_j`,
    function* () {
      const [p, epsilon, t, j] = [chances(4), between(0.05, 0.4), index(4), index(4)];
      const [u, ell] = [p.map((_, k) => (1 - epsilon) * delta(k, t) + epsilon / 4), p.map((each) => -Math.log(each))];
      given({ p, epsilon, t, j, u, ell, V: 4 });
      yield* same(dot(u, ell));
    },
    [["(1 - \\epsilon) \\delta", "(1 + \\epsilon) \\delta"], ["+ \\tfrac{\\epsilon}{V},", "- \\tfrac{\\epsilon}{V},"], ["\\ell_j = -\\log", "\\ell_j = \\log"], ["\\delta_{jt}", "\\delta_{jj}"]],
  ],
  [
    "clipping",
    String.raw`\lVert c g \rVert &= s && c = \frac{s}{\lVert g \rVert}, \; \lVert c g \rVert = c \lVert g \rVert`,
    function* () {
      const [g, s] = [vector(4), between(0.5, 2)];
      given({ g, s, c: s / Math.sqrt(dot(g, g)) });
      yield* same(s);
    },
    [["\\frac{s}{\\lVert g \\rVert}", "\\frac{s}{\\lVert g \\rVert^2}"], ["= c \\lVert", "= c^2 \\lVert"], ["\\rVert = c \\lVert g", "\\rVert = \\lVert g"]],
  ],
  [
    "an update of low rank",
    String.raw`(W + \alpha B A) x &= y + \alpha B h && y = W x \text{ and } h = A x`,
    function* () {
      const [W, A, B, x, alpha] = [matrix(3, 3), matrix(2, 3), matrix(3, 2), vector(3), number()];
      const [y, h] = [times(W, x), times(A, x)];
      given({ W, A, B, x, alpha, y, h });
      yield* same(times(B, h).map((each, i) => at(y, i) + alpha * each));
    },
    [["y = W x", "y = W^\\top x"], ["h = A x", "h = -A x"], ["h = A x", "h = 2 A x"]],
  ],
  [
    "rounding to a grid",
    String.raw`(x - \Delta k)^2 &= r^2 && r = x - \Delta k, \; k = \Bigl\lfloor \frac{x}{\Delta} + \frac{1}{2} \Bigr\rfloor, \; \lvert r \rvert \le \frac{\Delta}{2}`,
    function* () {
      const [x, Delta] = [number(), between(0.3, 0.9)];
      const k = Math.floor(x / Delta + 0.5);
      given({ x, Delta, k, r: x - Delta * k });
      yield* same((x - Delta * k) ** 2);
    },
    [["r = x - ", "r = x + "], ["\\frac{\\Delta}{2}", "\\frac{\\Delta}{4}"], ["\\lfloor", "\\lceil"], ["+ \\frac{1}{2}", "- \\frac{1}{2}"], ["\\le \\frac", "\\ge \\frac"]],
  ],
  [
    "learning from a teacher",
    String.raw`\tau^2 \frac{\partial}{\partial z_i} \Bigl( \log \sum_k e^{z_k / \tau} - \sum_k q_k \frac{z_k}{\tau} \Bigr) &= \tau (p_i - q_i) && p_i = e^{z_i / \tau} / Z, \; Z = \textstyle\sum_k e^{z_k / \tau}`,
    function* () {
      draws(20);
      const [z, q, tau, i] = [vector(3), chances(3), between(0.5, 3), index(3)];
      const e = z.map((each) => Math.exp(each / tau));
      given({ z, q, tau, i, p: e.map((each) => each / sum(e)), Z: sum(e) });
      yield* same(tau * (at(e, i) / sum(e) - at(q, i)));
    },
    [["= e^{z_i / \\tau} / Z", "= e^{z_i} / Z"], ["Z = \\textstyle\\sum_k e^{z_k / \\tau}", "Z = \\textstyle\\sum_k e^{z_k}"], ["p_i = e", "q_i = e"]],
  ],
  [
    "a preference",
    String.raw`\frac{e^{a}}{e^{a} + e^{b}} &= \sigma(a - b) && \sigma(x) = \frac{1}{1 + e^{-x}}, \; x = a - b \text{ and } \sigma(-x) = 1 - \sigma(x)`,
    function* () {
      const [a, b] = [number(), number()];
      given({ a, b, x: a - b, sigma: sigmoid });
      yield* same(sigmoid(a - b));
    },
    [["x = a - b", "x = b - a"], ["e^{-x}", "e^{x}"], ["\\sigma(-x) = 1 - ", "\\sigma(-x) = 1 + "], ["\\sigma(-x)", "\\sigma(x)"]],
  ],
  [
    "two bounds of a log-sum-exp",
    String.raw`\log \sum_i e^{z_i} - m &= \log \sum_i e^{z_i - m} && m = \max_i z_i, \text{ and } m < \log \sum_i e^{z_i} \le m + \log n`,
    function* () {
      const z = vector(4);
      given({ z, n: 4, m: Math.max(...z) });
      yield* same(Math.log(sum(z.map((each) => Math.exp(each - Math.max(...z))))));
    },
    [["m = \\max_i", "m = \\min_i"], ["m <", "m >"], ["m + \\log n", "m - \\log n"], ["\\le m + \\log n", "\\le m"]],
  ],
  [
    "gates that choose experts",
    String.raw`\sum_e g_e &= 1 && g_f = \frac{a_f p_f}{\sum_e a_e p_e}, \; \sum_e a_e = 2`,
    function* () {
      const [p, f, out] = [positive(3) as Vector, index(3), index(3)];
      const a = p.map((_, e) => (e === out ? 0 : 1));
      const total = dot(a, p);
      given({ p, a, f, g: p.map((each, e) => (at(a, e) * each) / total) });
      yield* same(1);
    },
    [["a_e = 2", "a_e = 3"], ["\\frac{a_f p_f}", "\\frac{p_f}"], ["{\\sum_e a_e p_e}", "{\\sum_e p_e}"]],
  ],
  [
    "one step of Newton",
    String.raw`y (3 - x y^2) / 2 &= y + \frac{y r}{2} && r = 1 - x y^2, \; x = \frac{1 - r}{y^2}`,
    function* () {
      const [x, y] = [between(0.5, 2), between(0.5, 1.5)];
      given({ x, y, r: 1 - x * y * y });
      yield* same((y * (3 - x * y * y)) / 2);
    },
    [["r = 1 - x", "r = 1 + x"], ["x y^2, \\; x", "x y, \\; x"], ["\\frac{1 - r}", "\\frac{1 + r}"]],
  ],
];

/** All that is said of a display on the draws that were made for another: whether it holds. */
function judgeOf(latex: string, cell: VerifyCell): (other: string) => boolean {
  const claimOf = (each: string) => ({ id: "tried", displays: [{ latex: each, lineStarts: [] }], ranges: [], tolerance: null, approx: null });
  const made = drawsFor(claimOf(latex), cell);
  if ("failures" in made) throw new Error(made.failures[0]?.message);
  return (other) => checkRows(claimOf(other), made.draws).ok;
}

test.each(cases)("%s", (_, latex, cell, changes) => {
  const holds = judgeOf(latex, cell);
  expect(holds(latex)).toBe(true);
  const others = changes.map(([from, to]) => latex.replace(from, () => to));
  expect(others).not.toContain(latex);
  expect(others.filter(holds)).toEqual([]);
  // and every change of one token, but for bounds that stay true
  const ofReasons = formulaChanges(latex, new Set()).filter(({ reason, matters }) => reason !== null && matters);
  expect(ofReasons.length).toBeGreaterThan(1);
  const unnoticed = ofReasons.filter((change) => !/\\[lg]e |[<>]/.test(change.reason ?? "") && holds(changed(latex, change)));
  expect(unnoticed.map((change) => `${change.change}: ${changed(latex, change)}`)).toEqual([]);
});

test("there are at least forty", () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
});
