/** All constructions that begin with a token of their own. */
import { absolute } from "./constructions/absolute.ts";
import { braced } from "./constructions/braced.ts";
import { cases } from "./constructions/cases.ts";
import { derivatives } from "./constructions/derivatives.ts";
import { expectations } from "./constructions/expectations.ts";
import { fractions } from "./constructions/fractions.ts";
import { functions } from "./constructions/functions.ts";
import { gradients } from "./constructions/gradients.ts";
import { groups } from "./constructions/groups.ts";
import { indicators } from "./constructions/indicators.ts";
import { inner } from "./constructions/inner.ts";
import { kronecker } from "./constructions/kronecker.ts";
import { matrices } from "./constructions/matrices.ts";
import { names } from "./constructions/names.ts";
import { norms } from "./constructions/norms.ts";
import { numbers } from "./constructions/numbers.ts";
import { operators } from "./constructions/operators.ts";
import { probability } from "./constructions/probability.ts";
import { roots } from "./constructions/roots.ts";
import { variances } from "./constructions/variances.ts";
import type { Construction } from "./reader.ts";

/** In the order in which they are tried: a construction stands before those that would take its first token for something else. */
export const constructions: readonly Construction[] = [
  numbers, derivatives, fractions, roots, functions, operators, expectations, variances, probability, indicators,
  gradients, kronecker, absolute, norms, inner, cases, matrices, braced, names, groups,
];
