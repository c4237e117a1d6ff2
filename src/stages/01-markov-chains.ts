// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 1, as `npm run stage -- 1` runs it. */
import { demonstrate } from "./chain-demo.ts";
import { terminal } from "./screen.ts";

process.exitCode = demonstrate(process.argv.slice(2), terminal());
//# sourceMappingURL=../.maps/stages/01-markov-chains.ts.map
