// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { runInterruptibly } from "../shell/interruptible.ts";
import { demonstratePosition } from "./demo.ts";

runInterruptibly("position", demonstratePosition);
//# sourceMappingURL=../../.maps/demos/position/run.ts.map
