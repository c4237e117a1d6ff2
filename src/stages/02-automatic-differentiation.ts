// Tangled from book/02-automatic-differentiation/08-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 2, as `npm run stage -- 2` runs it. */
import { demonstrateMoons } from "./moons-demo.ts";
import { screenOn } from "./screen.ts";

// whoever reads what is printed may stop in the middle, as `head` does
process.stdout.on("error", (failure: NodeJS.ErrnoException) => process.exit(failure.code === "EPIPE" ? 0 : 1));

process.exitCode = demonstrateMoons(process.argv.slice(2), screenOn(process.stdout, process.stderr, () => performance.now()));
//# sourceMappingURL=../.maps/stages/02-automatic-differentiation.ts.map
