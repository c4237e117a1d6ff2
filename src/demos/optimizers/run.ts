// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateOptimizers } from "./demo.ts";

runInterruptibly("optimizers", demonstrateOptimizers);
//# sourceMappingURL=../../.maps/demos/optimizers/run.ts.map
