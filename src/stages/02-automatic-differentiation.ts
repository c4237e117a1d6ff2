// Tangled from book/02-automatic-differentiation/08-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 2, as `npm run stage -- 2` runs it. */
import { demonstrateMoons } from "./moons-demo.ts";
import { endWithReader } from "./reader.ts";
import { screenOn } from "./screen.ts";

endWithReader();
process.exitCode = demonstrateMoons(process.argv.slice(2), screenOn(process.stdout, process.stderr, () => performance.now()));
//# sourceMappingURL=../.maps/stages/02-automatic-differentiation.ts.map
