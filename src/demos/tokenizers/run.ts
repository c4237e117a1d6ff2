// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstrateTokenizers } from "./demo.ts";

runInterruptibly("tokenizers", demonstrateTokenizers);
//# sourceMappingURL=../../.maps/demos/tokenizers/run.ts.map
