// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateAttention } from "./demo.ts";

runInterruptibly("attention", demonstrateAttention);
//# sourceMappingURL=../../.maps/demos/attention/run.ts.map
