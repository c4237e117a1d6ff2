import { test } from "vitest";
import { finite, gaussian, uniformOn } from "../helpers/distributions.ts";
import { draws, index, uniform } from "../helpers/drawing.ts";
import { fromOne, given } from "../helpers/marks.ts";
import { jacobian } from "../helpers/slopes.ts";
import { delta, dot, mean, sum } from "../helpers/sums.ts";
import {
  at, between, matrix, normalised, number, range, rotation, same, sigmoid, softmax, times, tryOut, vector, whole, type Trial, type Vector,
} from "../testing/trials.ts";

// what the book's stages derive of networks and transformers, as a careful author writes it
const derivations: readonly Trial[] = [
  [
    "softmax's gradient, backwards",
    String.raw`J^\top g = s \odot \bigl( g - (g^\top s) \mathbf{1} \bigr) = s \odot g - \langle g, s \rangle s`,
    function* () {
      const [z, g] = [vector(4), vector(4)];
      const s = softmax(z);
      given({ J: jacobian(softmax, z), s, g, ones: [1, 1, 1, 1] });
      yield* same(s.map((each, i) => each * (at(g, i) - dot(g, s))), 3);
    },
    [["g^\\top s", "g^\\top g"], ["\\odot g - ", "\\odot g + "], ["J^\\top g", "J^\\top s"]],
  ],
  [
    "the bounds of a logarithm of a sum of exponentials",
    String.raw`\max_i z_i \le \log \sum_i e^{z_i} \le \max_i z_i + \log n`,
    function* () {
      const z = vector(4);
      given({ z, n: 4 });
      yield Math.max(...z);
      yield Math.log(sum(z.map(Math.exp)));
      yield Math.max(...z) + Math.log(4);
    },
    [[" + \\log n", ""], ["z_i \\le \\log", "z_i + \\log n \\le \\log"], ["+ \\log n", "- \\log n"]],
  ],
  [
    "the gradient of a batch's cross-entropy",
    String.raw`\frac{\partial}{\partial Z_{ij}} \Bigl( -\frac{1}{n} \sum_{k=1}^{n} \log P_{k, t_k} \Bigr) = \frac{P_{ij} - \mathbf{1}[t_i = j]}{n}`,
    function* () {
      draws(20);
      const [Z, t, i, j] = [matrix(3, 4), range(3).map(() => whole(1, 4)), whole(1, 3), whole(1, 4)];
      const P = Z.map(softmax);
      given({ Z: fromOne(Z), P: fromOne(P), t: fromOne(t), i, j, n: 3 });
      yield* same((at(P[i - 1], j - 1) - delta(at(t, i - 1), j)) / 3);
    },
    [["-\\frac{1}{n}", "\\frac{1}{n}"], ["t_i = j", "t_j = i"], ["- \\mathbf", "+ \\mathbf"]],
  ],
  [
    "normalisation projects the gradient",
    String.raw`\nabla_x L = \frac{1}{\sigma} \Bigl( I - \frac{1}{n} \mathbf{1} \mathbf{1}^\top - \frac{1}{n} \hat{x} \hat{x}^\top \Bigr) g`,
    function* () {
      const [x, g] = [vector(5), vector(5)];
      const { sigma, y } = normalised(x);
      given({ x, g, n: 5, sigma, x_hat: y, L: dot(g, y), ones: range(5).map(() => 1), I: range(5).map((i) => range(5).map((j) => delta(i, j))) });
      yield* same(g.map((each, i) => (each - mean(g) - (at(y, i) * dot(g, y)) / 5) / sigma));
    },
    [["I - ", "I + "], ["\\hat{x} \\hat{x}", "x \\hat{x}"], ["- \\frac{1}{n} \\hat", "- \\hat"]],
  ],
  [
    "the slope of a rectifier",
    String.raw`\frac{\partial y_i}{\partial x_j} = \delta_{ij} \begin{cases} 1 & \text{if } x_j > 0, \\ 0 & \text{if } x_j \le 0 \end{cases}`,
    function* () {
      const [x, i, j] = [vector(3), index(3), index(3)];
      given({ x, y: x.map((each) => Math.max(0, each)), i, j });
      yield* same(delta(i, j) * (at(x, j) > 0 ? 1 : 0));
    },
    [["x_j > 0", "x_j < 0"], ["x_j \\le 0", "x_j \\ge 0"], ["1 &", "x_j &"], ["\\delta_{ij} ", ""]],
  ],
  [
    "the variance of a score",
    String.raw`\operatorname{Var}\Bigl( \sum_{i=1}^{d} q_i k_i \Bigr) = \sum_{i=1}^{d} \mathbb{E}[q_i^2] \, \mathbb{E}[k_i^2] = d`,
    function* () {
      draws(20);
      const coins = () => fromOne(range(3).map(() => finite([-1, 1], [0.5, 0.5])));
      given({ q: coins(), k: coins(), d: 3 });
      yield* same(3, 3);
    },
    [["q_i^2", "q_i"], ["= d", "= d^2"], ["\\operatorname{Var}", "\\mathbb{E}"]],
  ],
  [
    "the slope of a stack of residual layers",
    String.raw`\frac{dy}{du} = \prod_{l=1}^{L} \bigl( 1 + f'(x_{l-1}) \bigr)`,
    function* () {
      const [u, f] = [number(), (t: number) => Math.tanh(t)];
      const x = range(3).reduce<Vector>((all) => [...all, (all.at(-1) ?? u) + f(all.at(-1) ?? u)], [u]);
      given({ u, x, y: x[3], L: 3, f });
      yield* same(range(3).reduce((all, l) => all * (2 - f(at(x, l)) ** 2), 1));
    },
    [["1 + f'", "1 - f'"], ["x_{l-1}", "x_{l}"], ["l=1}", "l=2}"], ["f'", "f"]],
  ],
  [
    "Adam's first moment",
    String.raw`\begin{aligned} m_t &= \beta_1 m_{t-1} + (1 - \beta_1) g_t = (1 - \beta_1) \sum_{i=1}^{t} \beta_1^{t-i} g_i \\ \hat{m}_t &= \frac{m_t}{1 - \beta_1^t} \end{aligned}`,
    function* () {
      const [g, beta, t] = [vector(4), between(0.5, 0.9), whole(1, 4)];
      const m = g.reduce<Vector>((all, each) => [...all, beta * (all.at(-1) ?? NaN) + (1 - beta) * each], [0]);
      given({ m, m_hat: m.map((each, k) => (k === 0 ? 0 : each / (1 - beta ** k))), g: fromOne(g), beta_1: beta, t });
      yield* same(at(m, t), 3);
      yield* same(at(m, t) / (1 - beta ** t));
    },
    [["m_{t-1}", "m_{t}"], ["\\beta_1^{t-i}", "\\beta_1^{i}"], ["\\beta_1^t}", "\\beta_1}"], ["+ (1", "- (1"]],
  ],
  [
    "the causal mask",
    String.raw`A_{ij} = \frac{\mathbb{1}[j \le i] \, e^{S_{ij}}}{\sum_{k \le i} e^{S_{ik}}}`,
    function* () {
      const [S, i, j] = [matrix(4, 4), index(4), index(4)];
      const A = S.map((row, k) => range(4).map((l) => softmax(row.slice(0, k + 1))[l] ?? 0));
      given({ S, A, i, j });
      yield* same(at(A[i], j));
    },
    [["j \\le i", "j < i"], ["k \\le i", "k < i"], ["S_{ik}", "S_{ki}"], ["k \\le i", "k"]],
  ],
  [
    "rotary positions",
    String.raw`\begin{aligned} R_m q &= \begin{pmatrix} \cos(m\theta) & -\sin(m\theta) \\ \sin(m\theta) & \cos(m\theta) \end{pmatrix} \begin{pmatrix} q_0 \\ q_1 \end{pmatrix} \\ (R_m q)^\top (R_n k) &= q^\top R_{n-m} k \end{aligned}`,
    function* () {
      const [m, n, theta, q, k] = [whole(0, 4), whole(5, 9), number(), vector(2), vector(2)];
      given({ R: range(10).map((each) => rotation(each * theta)), m, n, theta, q, k });
      yield* same(times(rotation(m * theta), q));
      yield* same(dot(q, times(rotation((n - m) * theta), k)));
    },
    [["& -\\sin", "& \\sin"], ["q_0 \\\\ q_1", "q_1 \\\\ q_0"], ["n-m", "n+m"], ["(R_n k)", "(R_m k)"], ["q^\\top R", "k^\\top R"]],
  ],
  [
    "rotary positions, pair by pair",
    String.raw`y_{2i} = x_{2i} \cos(m\theta_i) - x_{2i+1} \sin(m\theta_i)`,
    function* () {
      const [x, theta, m, i] = [vector(6), vector(3), whole(0, 9), index(3)];
      const y = x.map((each, k) => each * Math.cos(m * at(theta, k / 2)) - at(x, k + 1) * Math.sin(m * at(theta, k / 2))).map((each) => (Number.isNaN(each) ? 0 : each));
      given({ x, y, theta, m, i });
      yield* same(at(y, 2 * i));
    },
    [["x_{2i+1}", "x_{2i}"], ["x_{2i} \\cos", "x_{i} \\cos"], ["- x", "+ x"], ["\\sin(m\\theta_i)", "\\sin(\\theta_i)"]],
  ],
  [
    "softmax online",
    String.raw`\begin{aligned} m_k &= \max(m_{k-1}, x_k) = \max_{j \le k} x_j \\ \ell_k &= \ell_{k-1} e^{m_{k-1} - m_k} + e^{x_k - m_k} = \sum_{j=1}^{k} e^{x_j - m_k} \end{aligned}`,
    function* () {
      const [x, k] = [vector(4), whole(1, 4)];
      const m = [-Infinity, ...x.map((_, j) => Math.max(...x.slice(0, j + 1)))];
      const ell = m.map((most, j) => sum(x.slice(0, j).map((each) => Math.exp(each - most))));
      given({ x: fromOne(x), m, ell, k });
      yield* same(at(m, k), 3);
      yield* same(at(ell, k), 3);
    },
    [["m_{k-1} - m_k", "m_k - m_{k-1}"], ["\\max_{j \\le k}", "\\max_{j \\ge k}"], ["e^{x_k - m_k}", "e^{x_k}"], ["\\ell_{k-1} e", "\\ell_k e"]],
  ],
  [
    "the divergence of two normal distributions",
    String.raw`\mathbb{E}[\log f(X) - \log g(X)] = \log \frac{\sigma_2}{\sigma_1} + \frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2 \sigma_2^2} - \frac{1}{2}`,
    function* () {
      draws(20);
      const [mu, sigma] = [vector(2), uniform(2, 0.5, 2) as Vector];
      const density = (k: number) => (x: number) => Math.exp(-((x - at(mu, k)) ** 2) / (2 * at(sigma, k) ** 2)) / (at(sigma, k) * Math.sqrt(2 * Math.PI));
      given({ X: gaussian(at(mu, 0), at(sigma, 0)), f: density(0), g: density(1), mu_1: mu[0], mu_2: mu[1], sigma_1: sigma[0], sigma_2: sigma[1] });
      yield* same(Math.log(at(sigma, 1) / at(sigma, 0)) + (at(sigma, 0) ** 2 + (at(mu, 0) - at(mu, 1)) ** 2) / (2 * at(sigma, 1) ** 2) - 0.5);
    },
    [["- \\frac{1}{2}", "+ \\frac{1}{2}"], ["\\sigma_2}{\\sigma_1", "\\sigma_1}{\\sigma_2"], ["(\\mu_1 - \\mu_2)^2", "(\\mu_1 + \\mu_2)^2"]],
  ],
  [
    "the error of rounding",
    String.raw`\begin{aligned} \Bigl| x - \Delta \Bigl\lfloor \frac{x}{\Delta} + \frac{1}{2} \Bigr\rfloor \Bigr| &\le \frac{\Delta}{2} \\ \mathbb{E}[U^2] &= \frac{\Delta^2}{12} \end{aligned}`,
    function* () {
      draws(20);
      const [x, Delta] = [number(), between(0.5, 2)];
      given({ x, Delta, U: uniformOn(-Delta / 2, Delta / 2) });
      yield Math.abs(x - Delta * Math.floor(x / Delta + 0.5));
      yield Delta / 2;
      yield* same(Delta ** 2 / 12);
    },
    [["\\frac{\\Delta}{2}", "\\frac{\\Delta}{4}"], ["\\le", "\\ge"], ["+ \\frac{1}{2}", "+ \\frac{3}{2}"], ["{12}", "{6}"], ["U^2", "U"]],
  ],
  [
    "the loss of a preference",
    String.raw`\begin{aligned} \frac{e^{r_w}}{e^{r_w} + e^{r_l}} &= \sigma(r_w - r_l) \\ \frac{\partial}{\partial \theta} \bigl( -\log \sigma(\beta m(\theta)) \bigr) &= -\beta \, \sigma(-\beta m(\theta)) \, m'(\theta) \end{aligned}`,
    function* () {
      const [w, l, theta, beta] = [number(), number(), number(), between(0.1, 2)];
      const m = (t: number) => t * t + Math.sin(t);
      given({ r_w: w, r_l: l, theta, beta, m, sigma: sigmoid });
      yield* same(sigmoid(w - l));
      yield* same(-beta * sigmoid(-beta * m(theta)) * (2 * theta + Math.cos(theta)));
    },
    [["r_w - r_l", "r_l - r_w"], ["\\sigma(-\\beta m", "\\sigma(\\beta m"], ["= -\\beta \\,", "= \\beta \\,"], ["\\, m'(\\theta)", ""]],
  ],
];

test.each(derivations)("%s", (...trial) => tryOut(trial));
