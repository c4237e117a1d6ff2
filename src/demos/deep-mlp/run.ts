// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateDeepMlp } from "./demo.ts";

runInterruptibly("deep-mlp", demonstrateDeepMlp);
//# sourceMappingURL=../../.maps/demos/deep-mlp/run.ts.map
