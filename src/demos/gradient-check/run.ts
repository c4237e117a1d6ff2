// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration, as `npm run stage` runs it. */
import { commandOf } from "../shell/command.ts";
import { endWithReader } from "../shell/reader.ts";
import { screenOn } from "../shell/console.ts";
import { demonstrateGradientCheck } from "./demo.ts";

endWithReader();
const clock = () => performance.now();
const processorClock = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
process.exitCode = demonstrateGradientCheck(process.argv.slice(2), { screen: screenOn(process.stdout, process.stderr, clock), clock, processorClock, command: commandOf("gradient-check") });
//# sourceMappingURL=../../.maps/demos/gradient-check/run.ts.map
