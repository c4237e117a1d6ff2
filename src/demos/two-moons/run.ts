// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { demonstrateMoons } from "./demo.ts";
import { commandOf } from "../shell/command.ts";
import { endWithReader } from "../shell/reader.ts";
import { screenOn } from "../shell/console.ts";

endWithReader();
const clock = () => performance.now();
process.exitCode = demonstrateMoons(process.argv.slice(2), { screen: screenOn(process.stdout, process.stderr, clock), clock, command: commandOf("two-moons") });
//# sourceMappingURL=../../.maps/demos/two-moons/run.ts.map
