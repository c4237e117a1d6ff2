// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** Prints a file of ours in base64, for the reference implementation to read. Run by safetensors.oracle.py. */
import { ours } from "./safetensors.samples.ts";

process.stdout.write(Buffer.from(ours()).toString("base64"));
//# sourceMappingURL=../.maps/io/safetensors.oracle.ts.map
