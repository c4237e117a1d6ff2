import { test } from "vitest";
import { finite } from "../helpers/distributions.ts";
import { draws, index, integers, simplex, uniform } from "../helpers/drawing.ts";
import { fromOne, given } from "../helpers/marks.ts";
import { partial } from "../helpers/slopes.ts";
import { delta, dot, sum } from "../helpers/sums.ts";
import { at, between, matrix, number, product, range, same, softmax, times, tryOut, vector, type Trial, type Vector } from "../testing/trials.ts";

// what the book's stages derive, in the order of the stages, as a careful author writes it; every change must be noticed
const derivations: readonly Trial[] = [
  [
    "add-α smoothing shrinks towards the uniform",
    String.raw`\begin{aligned} \frac{c_x + \alpha}{N + \alpha |V|} &= \frac{N}{N + \alpha |V|} \cdot \frac{c_x}{N} + \frac{\alpha |V|}{N + \alpha |V|} \cdot \frac{1}{|V|} \\ &= \lambda \hat{p}_x + \frac{1 - \lambda}{|V|} \end{aligned}`,
    function* () {
      const [c, alpha, x] = [integers(4, 1, 9) as Vector, between(0.2, 2), index(4)];
      const N = sum(c);
      given({ c, alpha, x, N, V: 4, lambda: N / (N + 4 * alpha), p_hat: c.map((each) => each / N) });
      yield* same((at(c, x) + alpha) / (N + 4 * alpha), 3);
    },
    [["1 - \\lambda", "1 + \\lambda"], ["\\lambda \\hat", "\\hat"], ["\\frac{1}{|V|}", "\\frac{1}{N}"], ["c_x + \\alpha", "c_x - \\alpha"]],
  ],
  [
    "Witten–Bell's shares sum to one",
    String.raw`\sum_{w : c_w > 0} \frac{c_w}{N + T} + \sum_{w : c_w = 0} \frac{T}{Z (N + T)} = 1`,
    function* () {
      const c = [...(integers(4, 1, 9) as Vector), 0, 0, 0];
      given({ c, N: sum(c), T: 4, Z: 3 });
      yield* same(1);
    },
    [["c_w > 0", "c_w = 0"], ["\\frac{T}{Z (N + T)}", "\\frac{1}{Z (N + T)}"], ["Z (N + T)", "Z N + T"], ["{N + T}", "{N - T}"]],
  ],
  [
    "Kneser–Ney's marginal constraint",
    String.raw`\begin{aligned} \sum_h C_h \biggl( \frac{\max(c_{hw} - D, 0)}{C_h} + \frac{D n_h}{C_h} q_w \biggr) &= \sum_h c_{hw} \\ q_w &= \frac{\sum_h \mathbb{1}[c_{hw} > 0]}{\sum_h n_h} \end{aligned}`,
    function* () {
      const [w, D] = [index(4), between(0.1, 0.9)];
      const c = range(3).map(() => (integers(4, 0, 3) as Vector).map((each, k) => (k === 0 ? each + 1 : each)));
      const n = c.map((row) => row.filter((each) => each > 0).length);
      const q = range(4).map((k) => c.filter((row) => at(row, k) > 0).length / sum(n));
      given({ c, n, C: c.map(sum), q, w, D });
      yield* same(sum(c.map((row) => at(row, w))));
      yield* same(at(q, w));
    },
    [["c_{hw} - D", "c_{hw} + D"], ["D n_h", "n_h"], ["c_{hw} > 0", "c_{hw} > 1"], ["\\sum_h n_h}", "\\sum_h C_h}"]],
  ],
  [
    "the slope of a mixture's likelihood",
    String.raw`\frac{\partial}{\partial \lambda_j} \sum_t \log \sum_k \lambda_k p_{kt} = \sum_t \frac{p_{jt}}{\sum_k \lambda_k p_{kt}} = \frac{1}{\lambda_j} \sum_t \gamma_{jt}`,
    function* () {
      const [lambda, p, j] = [simplex(3), range(3).map(() => uniform(5, 0.1, 1) as Vector), index(3)];
      const total = range(5).map((t) => sum(p.map((row, k) => at(lambda, k) * at(row, t))));
      const gamma = p.map((row, k) => row.map((each, t) => (at(lambda, k) * each) / at(total, t)));
      given({ lambda, p, j, gamma });
      yield* same(sum(gamma[j] ?? []) / at(lambda, j), 3);
    },
    [["p_{jt}}", "p_{jj}}"], ["\\log", "\\exp"], ["\\frac{1}{\\lambda_j}", "\\frac{1}{\\lambda_j^2}"], ["= \\frac{1}{\\lambda_j} ", "= "]],
  ],
  [
    "entropy grows with temperature",
    String.raw`\frac{dH}{dT} = \frac{1}{T^3} \biggl( \sum_i q_i z_i^2 - \Bigl( \sum_i q_i z_i \Bigr)^2 \biggr) = \frac{\operatorname{Var}(Z)}{T^3} \ge 0`,
    function* () {
      const [z, T] = [vector(4), between(0.5, 2)];
      const q = softmax(z.map((each) => each / T));
      given({ T, H: -dot(q, q.map(Math.log)), q, z, Z: finite(z, q) });
      yield* same((dot(q, z.map((each) => each ** 2)) - dot(q, z) ** 2) / T ** 3, 3);
      yield 0;
    },
    [["z_i^2", "z_i"], ["\\frac{1}{T^3}", "\\frac{1}{T^2}"], ["- \\Bigl", "+ \\Bigl"], ["\\Bigr)^2", "\\Bigr)"], ["\\ge", "\\le"]],
  ],
  [
    "an alias table",
    String.raw`\frac{1}{n} \sum_k \bigl( t_k \mathbb{1}[k = i] + (1 - t_k) \mathbb{1}[a_k = i] \bigr) = p_i`,
    function* () {
      const [t, a, i] = [uniform(4) as Vector, integers(4, 0, 3) as Vector, index(4)];
      const p = range(4).map((x) => sum(t.map((each, k) => each * delta(k, x) + (1 - each) * delta(at(a, k), x))) / 4);
      given({ t, a, i, p, n: 4 });
      yield* same(at(p, i));
    },
    [["(1 - t_k)", "t_k"], ["a_k = i", "a_i = k"], ["[k = i]", "[k \\ne i]"], ["\\frac{1}{n} ", ""]],
  ],
  [
    "the width of a coded text",
    String.raw`\prod_{t=1}^{n} (b_t - a_t) = \prod_{t=1}^{n} p_t = 2^{-\sum_{t=1}^{n} \log_2 \frac{1}{p_t}}`,
    function* () {
      const [p, a] = [simplex(4), uniform(4) as Vector];
      given({ a: fromOne(a), b: fromOne(a.map((each, t) => each + at(p, t))), p: fromOne(p), n: 4 });
      yield* same(p.reduce((all, each) => all * each, 1), 3);
    },
    [["b_t - a_t", "b_t + a_t"], ["2^{-", "2^{"], ["\\log_2", "\\log"], ["\\prod_{t=1}^{n} p_t", "\\prod_{t=1}^{n-1} p_t"]],
  ],
  [
    "the chain rule",
    String.raw`\frac{d}{dx} f(g(x)) = f'(g(x)) \, g'(x)`,
    function* () {
      const x = number();
      const [f, g] = [(t: number) => Math.sin(t) + t * t, (t: number) => Math.exp(t / 2)];
      given({ f, g, x });
      yield partial((t: number) => f(g(t)), x);
      yield ((Math.cos(g(x)) + 2 * g(x)) * g(x)) / 2;
    },
    [["f'(g(x))", "f'(x)"], ["\\, g'(x)", ""], ["g'(x)", "g(x)"], ["f'(g", "f(g"]],
  ],
  [
    "the chain rule of two paths",
    String.raw`\frac{d}{dt} f(u(t), v(t)) = \frac{\partial f(x, y)}{\partial x} u'(t) + \frac{\partial f(x, y)}{\partial y} v'(t)`,
    function* () {
      const t = number();
      const [x, y] = [Math.sin(t), t * t];
      given({ t, x, y, u: Math.sin, v: (s: number) => s * s, f: (a: number, b: number) => a * b + b * b });
      yield* same(Math.cos(t) * y + (x + 2 * y) * 2 * t);
    },
    [["u'(t) +", "u'(t) -"], ["v'(t)", "v(t)"], ["\\partial f(x, y)}{\\partial x}", "\\partial f(x, y)}{\\partial y}"]],
  ],
  [
    "a derivative along a direction",
    String.raw`\frac{d}{dt} f(x + t v) = \nabla f(x + t v)^\top v`,
    function* () {
      const [x, v, t] = [vector(3), vector(3), number()];
      const f = ([a = NaN, b = NaN, c = NaN]: Vector) => a ** 2 * b + Math.sin(c);
      given({ x, v, t, f });
      yield* same(partial((s: number) => f(x.map((each, k) => each + s * at(v, k))), t));
    },
    [["^\\top v", "^\\top x"], ["+ t v)^\\top", ")^\\top"], ["+ t v)^\\top", "- t v)^\\top"]],
  ],
  [
    "a Hessian times a vector",
    String.raw`\nabla_x \bigl( \nabla_x f(x)^\top v \bigr) = H v`,
    function* () {
      draws(20);
      const [x, v] = [vector(2), vector(2)];
      const H = [[2 * at(x, 1), 2 * at(x, 0)], [2 * at(x, 0), 6 * at(x, 1)]];
      given({ x, v, f: ([a = NaN, b = NaN]: Vector) => a ** 2 * b + b ** 3, H });
      yield* same(times(H, v));
    },
    [["H v", "H x"], ["^\\top v", "^\\top x"], ["= H v", "= 2 H v"]],
  ],
  [
    "the gradients of a matrix product",
    String.raw`\operatorname{tr}(dY^\top X W) = \langle dY W^\top, X \rangle = \langle X^\top dY, W \rangle = \sum_{i,j} dY_{ij} (X W)_{ij}`,
    function* () {
      const [X, W, dY] = [matrix(2, 3), matrix(3, 2), matrix(2, 2)];
      given({ X, W, dY });
      yield* same(sum(product(X, W).map((row, i) => dot(row, dY[i] ?? []))), 4);
    },
    [["dY^\\top X W", "dY^\\top X W + dY^\\top X W"], ["X \\rangle", "-X \\rangle"], ["dY_{ij} (", "dY_{ji} ("]],
  ],
  [
    "a bias is added to every row",
    String.raw`\frac{\partial}{\partial b_j} \sum_i \sum_k G_{ik} \bigl( (X W)_{ik} + b_k \bigr) = \sum_i G_{ij} = (\mathbf{1}^\top G)_j`,
    function* () {
      const [X, W, G, b, j] = [matrix(2, 3), matrix(3, 4), matrix(2, 4), vector(4), index(4)];
      given({ X, W, G, b, j, ones: [1, 1] });
      yield* same(sum(G.map((row) => at(row, j))), 3);
    },
    [["G_{ij} =", "G_{ij} + 1 ="], ["+ b_k", "+ 2 b_k"], ["b_k \\bigr)", "b_k^2 \\bigr)"]],
  ],
];

test.each(derivations)("%s", (...trial) => tryOut(trial));
