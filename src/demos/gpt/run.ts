// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateGpt } from "./demo.ts";

runInterruptibly("gpt", demonstrateGpt);
//# sourceMappingURL=../../.maps/demos/gpt/run.ts.map
