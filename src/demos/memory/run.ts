// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { totalmem } from "node:os";
import { commandOf } from "../shell/command.ts";
import { endWithReader } from "../shell/reader.ts";
import { screenOn } from "../shell/console.ts";
import { demonstrateMemory } from "./demo.ts";

endWithReader();
const clock = () => performance.now();
process.exitCode = demonstrateMemory(process.argv.slice(2), { screen: screenOn(process.stdout, process.stderr, clock), clock, memory: totalmem(), command: commandOf("memory") });
//# sourceMappingURL=../../.maps/demos/memory/run.ts.map
