// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** All primitives, by name. */
import { elementwiseRules, otherMapRules } from "./elementwise.ts";
import { indexingRules } from "./indexing.ts";
import { matmulRules } from "./matmul.ts";
import { reductionRules } from "./reductions.ts";
import { viewRules } from "./views.ts";

/** The table of primitives. */
export const rules = { ...viewRules, ...elementwiseRules, ...otherMapRules, ...reductionRules, ...indexingRules, ...matmulRules };

/** The name of a primitive. */
export type Primitive = keyof typeof rules;
//# sourceMappingURL=../.maps/primitives/rules.ts.map
