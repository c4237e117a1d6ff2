// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateNeural } from "./demo.ts";

runInterruptibly("mlp-lm", demonstrateNeural);
//# sourceMappingURL=../../.maps/demos/mlp-lm/run.ts.map
