import { expect, test } from "vitest";
import { namesFrom, readInLisp } from "./lisp.ts";

/** A formula, and what is read or why it is refused. Pairs that look alike stand together. */
type Row = readonly [latex: string, read: string];

const names = namesFrom("x y z n m a b c p q r A B K Q V W X Y i j t u s eta", "f g h sigma softmax");

const check = (rows: readonly Row[]): void => {
  test.each(rows.map(([latex, read]) => ({ latex, read })))("$latex", ({ latex, read }) => {
    expect(readInLisp(latex, names)).toBe(read);
  });
};

const half = "how much of this is the function's argument cannot be seen";
const argument = "whether this belongs to the function's argument cannot be seen";

check([
  ["\\sum_k p_k", "(sum k p[k])"],
  ["\\sum_{k=1}^{n} p_k", "(sum k=1..n p[k])"],
  ["\\sum_{k=1}^n p_k", "(sum k=1..n p[k])"],
  ["\\sum\\limits_{k} p_k", "(sum k p[k])"],
  ["\\sum p_k", "refused: a sum without an index @ \\sum"],
  ["\\sum_{k=1} p_k", "refused: a lower bound stands without an upper one @ ="],
  ["\\sum_k^n p_k", "refused: an upper bound stands without a lower one @ n"],
  ["\\sum_{k \\in q} k", "(sum k∈q k)"],
  ["\\sum_{k \\in \\{0, 1\\}} p_k", "refused: braces make a set, which cannot be checked @ \\{"],
  ["\\sum_{k,l} A_{kl}", "(sum k,l A[k,l])"],
  ["\\sum_{kl} A_{kl}", "(sum k,l A[k,l])"],
  ["\\sum_k \\sum_l A_{kl}", "(sum k (sum l A[k,l]))"],
  ["\\sum_k p_k \\sum_k q_k", "refused: `k` is the index of a sum around this one too @ k"],
  ["\\sum_{k \\ne i} p_k", "(sum k | (≠ k i) p[k])"],
  ["\\sum_{k < l} A_{kl}", "(sum k,l | (< k l) A[k,l])"],
  ["\\sum_{i < j} A_{ij}", "refused: all of these names are bound, so none can be seen to be the index @ i < j"],
  ["\\sum_{1 \\le k \\le n} p_k", "(sum k=1..n p[k])"],
  ["\\sum_{0 \\le k < n} p_k", "(sum k | (and (≤ 0 k) (< k n)) p[k])"],
  ["\\sum_{k : p_k > 0} p_k", "(sum k | (> p[k] 0) p[k])"],
  ["\\sum_{x'} p_{x'}", "(sum x' p[x'])"],
  ["\\sum_{x_1} p_{x_1}", "(sum x_1 p[x_1])"],
  ["\\sum_{k + 1} p_k", "refused: the name of an index is expected here @ +"],
  ["\\sum_f p_f", "refused: `f` is a function and no index @ f"],
  ["\\sum_k p_k + q_k", "refused: `k` is not bound @ k"],
  ["\\sum_x p_x + x", "refused: `x` is an index here and stands outside of its sum as well @ x"],
  ["\\sum_k p_k q_k - 1", "(- (sum k (* p[k] q[k])) 1)"],
  ["\\sum_k (p_k - q_k)", "(sum k (- p[k] q[k]))"],
  ["\\sum_k -p_k", "refused: a sign stands where a factor is expected @ -"],
  ["\\sum_k p_k \\cdot a", "(sum k (· p[k] a))"],
  ["a \\sum_k p_k b", "(* a (sum k (* p[k] b)))"],
]);

check([
  ["\\prod_k p_k", "(product k p[k])"],
  ["\\prod_k p_k q_k", "(product k (* p[k] q[k]))"],
  ["\\prod_k a p_k", "(product k (* a p[k]))"],
  ["\\prod_k p_k a", "refused: whether this factor, which has no index, belongs to the sign before it cannot be seen @ a"],
  ["\\prod_k p_k \\cdot a", "refused: whether this belongs to a product cannot be seen @ \\cdot"],
  ["\\prod_k p_k / a", "refused: whether this belongs to a product cannot be seen @ /"],
  ["\\prod_k p_k + a", "(+ (product k p[k]) a)"],
  ["a \\cdot \\prod_k p_k", "(· a (product k p[k]))"],
  ["\\max_k p_k", "(max k p[k])"],
  ["\\max(x, y)", "(max x y)"],
  ["\\max \\{ x, y \\}", "(max x y)"],
  ["\\max p", "(max p)"],
  ["\\max_k p_k - a", "refused: whether this belongs to a maximum cannot be seen @ -"],
  ["a - \\max_k p_k", "(- a (max k p[k]))"],
  ["\\bigl( \\max_k p_k \\bigr) - a", "(- (max k p[k]) a)"],
  ["\\arg\\max_k p_k", "(argmax k p[k])"],
  ["\\operatorname*{arg\\,min}_k p_k", "(argmin k p[k])"],
  ["\\operatorname{argmax}_k p_k", "(argmax k p[k])"],
]);

check([
  ["\\log x", "(log x)"],
  ["\\ln x", "(log x)"],
  ["\\lg x", "refused: `\\lg` is to base 2 or 10 @ \\lg"],
  ["\\log_2 x", "(log_2 x)"],
  ["\\log_{10} x", "(log_10 x)"],
  ["\\log_{b} x", "(log_b x)"],
  ["\\log x^2", "(log (^ x 2))"],
  ["\\log^2 x", "(^ (log x) 2)"],
  ["\\log^{-1} x", "refused: this may be an inverse function or a reciprocal @ -1"],
  ["\\log (x)^2", "refused: whether this belongs to the function or to its argument cannot be seen @ ^"],
  ["\\log x y", `refused: ${argument} @ y`],
  ["\\log 2x", `refused: ${argument} @ x`],
  ["\\log (x) y", "(* (log x) y)"],
  ["\\log (x) (y)", "refused: whether these parentheses belong to what stands before them cannot be seen @ ("],
  ["\\log (xy)", "(log (* x y))"],
  ["y \\log x", "(* y (log x))"],
  ["\\log x \\cdot y", "(· (log x) y)"],
  ["\\log x \\log y", "(* (log x) (log y))"],
  ["\\log \\log x", "(log (log x))"],
  ["\\log x + y", "(+ (log x) y)"],
  ["\\log x / y", "refused: `/` may belong to the function's argument or not @ /"],
  ["\\log(x) / y", "(/ (log x) y)"],
  ["\\log \\frac{x}{y}", "(log (/ x y))"],
  ["\\log \\frac{x}{y} z", `refused: ${argument} @ z`],
  ["\\log |x|", "(log (absolute x))"],
  ["\\log -x", "refused: a sign stands where a factor is expected @ -"],
  ["\\log a(x + y)", `refused: ${argument} @ (`],
  ["\\log f(x)", "(log f(x))"],
  ["\\log \\sum_k p_k q_k", "(log (sum k (* p[k] q[k])))"],
  ["\\log \\sum_k p_k \\cdot a", `refused: ${half} @ \\cdot`],
  ["\\log \\sum_k p_k / a", `refused: ${half} @ /`],
  ["\\log x \\sum_k p_k", "(* (log x) (sum k p[k]))"],
  ["\\log f", `refused: ${half} @ f`],
  ["\\log", "refused: an operand is missing here @ "],
  ["\\exp_2 x", "refused: `\\exp` has no base @ 2"],
  ["\\operatorname{tr}(A^\\top B)", "(tr (* (transpose A) B))"],
  ["\\operatorname{tr} A^\\top B", `refused: ${argument} @ B`],
  ["\\operatorname{softmax}(z)_i", "softmax(z)[i]"],
  ["\\operatorname{rank}(A)", "refused: `rank` is not bound @ \\operatorname{rank}"],
]);

check([
  ["i", "i"],
  ["p_i", "p[i]"],
  ["A_{ij}", "A[i,j]"],
  ["A_{i,j}", "A[i,j]"],
  ["A_{i j}", "A[i,j]"],
  ["A_ij", "(* A[i] j)"],
  ["p_{i+1}", "p[(+ i 1)]"],
  ["A_{i+1,j}", "A[(+ i 1),j]"],
  ["A_{ij+1}", "refused: whether this is one index or several cannot be seen @ ij"],
  ["p_{2i}", "refused: whether this is one index or several cannot be seen @ 2"],
  ["p_{2 \\cdot i}", "p[(· 2 i)]"],
  ["p_2", "p[2]"],
  ["p_{12}", "refused: `12` may be one index or several @ 12"],
  ["p_{(12)}", "p[12]"],
  ["A_{1,2}", "A[1,2]"],
  ["p_12", "refused: `_` takes only the first digit of `12` @ 12"],
  ["p_i_j", "refused: two indices stand below each other @ _j"],
  ["p_{i_j}", "p[i[j]]"],
  ["p_k", "refused: `k` is not bound @ k"],
  ["p_{<i}", "refused: `<` cannot stand here @ <"],
  ["p_{1 \\ldots n}", "refused: dots leave out what a reader has to guess @ \\ldots"],
  ["p_{1:n}", "refused: `:` cannot stand here @ :"],
  ["p_i^2", "(^ p[i] 2)"],
  ["p^2_i", "(^ p[i] 2)"],
  ["p^{(2)}", "p[2]"],
  ["A^{(t)}_{ij}", "A[t,i,j]"],
  ["2^{(n)}", "(^ 2 n)"],
  ["(x + y)^{(2)}", "refused: an exponent in parentheses is read as an index of a name @ (2)"],
  ["A_{ij}^\\top", "refused: whether the matrix or its element is transposed cannot be seen @ A_{ij}^\\top"],
  ["A_{ij}^{-1}", "refused: whether the matrix or its element is inverted cannot be seen @ A_{ij}^{-1}"],
  ["(A^\\top)_{ij}", "(transpose A)[i,j]"],
  ["q_i^\\top q_j", "(* (transpose q[i]) q[j])"],
]);

const vectors = namesFrom("x A i j n", "", "x");
test.each([
  ["x_{2i}", "x[(* 2 i)]"],
  ["x_{2i+1}", "x[(+ (* 2 i) 1)]"],
  ["x_{ni+j}", "x[(+ (* n i) j)]"],
  ["x_{12}", "x[12]"],
  ["x_{ij}", "x[i,j]"],
  ["x_{2i,j}", "refused: whether this is one index or several cannot be seen @ 2i"],
  ["A_{2i+1}", "refused: whether this is one index or several cannot be seen @ 2i"],
  ["\\sum_x x_{2i}", "refused: whether this is one index or several cannot be seen @ 2"],
])("%s, where x is a vector", (latex, read) => expect(readInLisp(latex, vectors)).toBe(read));

check([
  ["\\delta_{ij}", "(kronecker i j)"],
  ["\\delta_{i,j+1}", "(kronecker i (+ j 1))"],
  ["\\delta_i", "refused: Kronecker's `\\delta` has two indices @ i"],
  ["\\delta_{ijn}", "refused: Kronecker's `\\delta` has two indices @ ijn"],
  ["\\delta", "refused: `delta` is not bound @ \\delta"],
  ["x\\delta_{ij}", "(* x (kronecker i j))"],
  ["\\Delta_i", "refused: `Delta` is not bound @ \\Delta"],
]);

check([
  ["\\begin{pmatrix} a & -b \\\\ b & a \\end{pmatrix}", "(matrix [a (negate b)] [b a])"],
  ["\\begin{pmatrix} \\cos t & 0 \\\\[2pt] 0 & 1 \\\\ \\end{pmatrix} x", "(* (matrix [(cos t) 0] [0 1]) x)"],
  ["\\begin{bmatrix} x \\\\ y \\end{bmatrix}^\\top z", "(* (transpose (matrix [x] [y])) z)"],
  ["\\begin{pmatrix} a & b \\\\ c \\end{pmatrix}", "refused: the rows of this matrix differ in length @ \\begin{pmatrix} a & b \\\\ c \\end{pmatrix}"],
  ["\\begin{pmatrix} a & \\\\ c & b \\end{pmatrix}", "refused: an element of this matrix is missing @  "],
  ["\\begin{pmatrix} a \\end{pmatrix}", "refused: a matrix of less than two elements @ \\begin{pmatrix} a \\end{pmatrix}"],
  ["\\begin{pmatrix} a & \\cdots \\end{pmatrix}", "refused: dots leave out what a reader has to guess @ \\cdots"],
  ["\\begin{vmatrix} a & b \\\\ c & b \\end{vmatrix}", "refused: `vmatrix` is not an environment that can be checked @ \\begin{vmatrix}"],
]);

check([
  ["\\mathbb{E}[X]", "(E X)"],
  ["\\mathbb{E}[X^2]", "(E (^ X 2))"],
  ["\\mathbb{E}[X]^2", "(^ (E X) 2)"],
  ["\\mathbb{E}^2[X]", "refused: what stands above `\\mathbb{E}` may belong to the variable @ \\mathbb{E}^2"],
  ["\\mathbb{E} X", "refused: an expectation lacks its brackets @ \\mathbb{E}"],
  ["\\mathbb{E}_{v \\sim q}[f(v)]", "(E v~q f(v))"],
  ["\\mathbb{E}_v[v]", "refused: from where the variable is drawn is not said @ "],
  ["\\mathbb{E}[X \\mid Y]", "refused: `\\mid` stands outside of a function's arguments @ \\mid"],
  ["E[X]", "refused: `E` is not bound @ E"],
  ["\\operatorname{Var}(X)", "(variance X)"],
  ["\\mathrm{Var}[X]", "(variance X)"],
  ["\\operatorname{Cov}(X, Y)", "(covariance X Y)"],
  ["\\operatorname{Cov}(X)", "refused: a covariance is of two variables @ (X)"],
  ["P(X = 2)", "(P (= X 2))"],
  ["\\Pr(X > 1, Y > 1)", "(P (and (> X 1) (> Y 1)))"],
  ["P(X)", "refused: a comparison is expected here @ X"],
  ["P(X = 1 \\mid Y = 2)", "refused: `\\mid` stands outside of a function's arguments @ \\mid"],
  ["\\mathbb{1}[x = y]", "(indicator (= x y))"],
  ["\\mathbf{1}[x = y]", "(indicator (= x y))"],
  ["\\mathbf{1}", "refused: `ones` is not bound @ \\mathbf{1}"],
  ["\\mathbb{1}", "refused: an indicator lacks its condition @ \\mathbb{1}"],
  ["\\mathbb{R}", "refused: `\\mathbb` is read only in `\\mathbb{E}`, `\\mathbb{P}` and `\\mathbb{1}` @ \\mathbb"],
]);
