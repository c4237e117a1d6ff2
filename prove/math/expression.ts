/** What the reader of mathematics makes of LaTeX: an expression tree in which every node knows where it stands. */

/** A half-open range of UTF-16 offsets into the LaTeX of one display (what stands between its dollars). */
export interface MathSpan {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly at: MathSpan;
}

/** A formula's value: a scalar, or an array of values. */
export type Expression =
  /** `3`, `0.5`, `10^{-3}` is a power; `\pi`, `\infty`; `e` where no symbol of that name is bound. */
  | (Node & { readonly kind: "number"; readonly value: number })
  /** A bound name as `given` has it: `x`, `lambda` for `\lambda`, `x'`, `W_Q` (a whole subscripted name that is bound), `loss` for `\mathrm{loss}`. */
  | (Node & { readonly kind: "symbol"; readonly name: string })
  /** `p_i`, `w_{xyz}`, `a_{i+1,j}`: an element, or a row of a matrix, and so on. */
  | (Node & { readonly kind: "element"; readonly of: Expression; readonly indices: readonly Expression[] })
  /** `f(x, y)`, `p(x \mid h)`, `D(p \,\|\, q)`: a bound function, called. */
  | (Node & { readonly kind: "call"; readonly of: Expression; readonly args: readonly Expression[] })
  /** Arithmetic. A product says whether it was written as juxtaposition or with `\cdot`/`\times`; a juxtaposed product of arrays is a matrix product. */
  | (Node & { readonly kind: "negate"; readonly of: Expression })
  | (Node & { readonly kind: "add" | "subtract" | "divide"; readonly left: Expression; readonly right: Expression })
  | (Node & { readonly kind: "multiply"; readonly left: Expression; readonly right: Expression; readonly sign: "none" | "dot" | "times" | "odot" })
  | (Node & { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression })
  /** `X^\top`, `X^T` where `T` is not bound. */
  | (Node & { readonly kind: "transpose"; readonly of: Expression })
  /** `\sqrt[n]{x}`; `degree` is null for a square root. */
  | (Node & { readonly kind: "root"; readonly of: Expression; readonly degree: Expression | null })
  /** `\log`, `\exp`, `\max`, … of its arguments; `\log_2 x` has a base. */
  | (Node & { readonly kind: "function"; readonly name: FunctionName; readonly args: readonly Expression[]; readonly base: Expression | null })
  /** `|x|`, `\lfloor x \rfloor`, `\lceil x \rceil`, `\lVert x \rVert_2`; `order` is null for `\lVert x \rVert`, the Euclidean norm, and `F` for that of all elements of a matrix. */
  | (Node & { readonly kind: "absolute" | "floor" | "ceiling"; readonly of: Expression })
  | (Node & { readonly kind: "norm"; readonly of: Expression; readonly order: Expression | "F" | null })
  /** `\langle a, b \rangle`. */
  | (Node & { readonly kind: "inner"; readonly left: Expression; readonly right: Expression })
  /** `\sum`, `\prod`, `\max_x`, `\min_x`, `\arg\max_x` over an index. */
  | (Node & { readonly kind: "over"; readonly operator: OverOperator; readonly range: Range; readonly body: Expression })
  /** `\delta_{ij}` where `delta` is not bound; `\mathbb{1}[i = j]`. */
  | (Node & { readonly kind: "kronecker"; readonly left: Expression; readonly right: Expression })
  | (Node & { readonly kind: "indicator"; readonly condition: Condition })
  /** `\begin{cases}`; `condition` is null for the last, `\text{otherwise}`. */
  | (Node & { readonly kind: "cases"; readonly cases: readonly { readonly value: Expression; readonly condition: Condition | null }[] })
  /** `\begin{pmatrix}`: rows of equal length, at least two elements. */
  | (Node & { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] })
  /** `\frac{\partial f}{\partial x_j}`, `\frac{d^2 f}{dx^2}`, `f'(x)` is a call of a `derivative` function: see `prime`. `by` is a symbol or an element of one; one entry for each time. `total` if it was written with a `d`. */
  | (Node & { readonly kind: "derivative"; readonly of: Expression; readonly by: readonly Expression[]; readonly total?: true })
  /** `\nabla_x f`: as many numbers as `by` has. `by` is null for `\nabla f(x)`, where it is the call's only argument. */
  | (Node & { readonly kind: "gradient"; readonly of: Expression; readonly by: Expression | null })
  /** `f'`, `f''`: the derivative of a bound function of one number, itself a function. */
  | (Node & { readonly kind: "prime"; readonly of: Expression; readonly order: number })
  /** `\mathbb{E}[X^2]`, `\operatorname{Var}(X)`, `\operatorname{Cov}(X, Y)`, `P(X = 2)`; `over` names the variables under `\mathbb{E}_{x \sim p}`, else all bound variables in `args`. */
  | (Node & { readonly kind: "expectation"; readonly of: Expression; readonly over: readonly { readonly variable: string; readonly distribution: Expression }[] })
  | (Node & { readonly kind: "variance" | "covariance"; readonly args: readonly Expression[] })
  | (Node & { readonly kind: "probability"; readonly event: Condition });

export type FunctionName =
  | "log" | "exp" | "max" | "min" | "sin" | "cos" | "tan" | "sinh" | "cosh" | "tanh" | "arctan" | "sign"
  | "det" | "tr" | "diag" | "dim" | "erf";

export type OverOperator = "sum" | "product" | "max" | "min" | "argmax" | "argmin";

/** Over what an index runs. */
export type Range =
  /** `\sum_x`: as far as the arrays reach that are indexed by it; they must agree. `except`: `\sum_{j \ne i}`. */
  | { readonly kind: "inferred"; readonly variables: readonly string[]; readonly conditions: readonly Condition[] }
  /** `\sum_{i=1}^{n}`. */
  | { readonly kind: "bounds"; readonly variable: string; readonly from: Expression; readonly to: Expression }
  /** `\sum_{x \in S}`: `S` is a bound array, whose elements are taken. */
  | { readonly kind: "members"; readonly variable: string; readonly of: Expression };

/** `i = j`, `x < 0`, `x \ge 0 \text{ and } y > 0` (all of `all` hold); `left relation right`. */
export type Condition =
  | (Node & { readonly kind: "comparison"; readonly left: Expression; readonly relation: Relation; readonly right: Expression })
  | (Node & { readonly kind: "all"; readonly of: readonly Condition[] });

export type Relation = "=" | "≠" | "≤" | "≥" | "<" | ">" | "≈";

/** A chain of a display: neighbours are related. `relations[k]` stands between `expressions[k]` and `expressions[k + 1]`. */
export interface Chain {
  readonly expressions: readonly (Expression | Unread)[];
  readonly relations: readonly { readonly relation: Relation; readonly at: MathSpan }[];
}

/** The reason of a row, counted from 1, or why it is not read. */
export type RowReason = ReadReason | { readonly row: number; readonly refusal: Refusal };

/** The formulas of a reason. One without a relation is a chain of one expression, and states nothing. */
export interface ReadReason {
  readonly row: number;
  readonly formulas: readonly StatedChain[];
}

/** A chain all of whose sides were read. */
export interface StatedChain extends Chain {
  readonly expressions: readonly Expression[];
}

/** A side of a relation that was not read though its neighbours were: it may be transcribed or left unchecked, else its refusal is an error. */
export interface Unread extends Node {
  readonly kind: "unread";
  readonly refusal: Refusal;
}

/** Why a formula was not read. `construction` names what is not accepted, as the documentation lists it. */
export interface Refusal {
  /** Lower case, without full stop: "`\int` is not a construction that can be checked". */
  readonly message: string;
  readonly at: MathSpan;
  /** What to write instead, where we are sure. */
  readonly cure?: string;
  /** The name, if all that is wrong is that nothing of this name is bound. */
  readonly unbound?: string;
}

/** What is bound while a formula is read: which names are functions, and which subscripted or multi-letter names are whole. */
export interface Names {
  /** Every bound name. */
  readonly bound: ReadonlySet<string>;
  /** Those of them that are functions, so that `f(x)` is a call and `a(x)` a product. */
  readonly functions: ReadonlySet<string>;
  /** Those that are known to be vectors, which have one index: `x_{2i}` is an element of one. */
  readonly vectors?: ReadonlySet<string>;
}
