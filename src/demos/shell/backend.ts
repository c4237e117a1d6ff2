// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The option `--backend`, which every demonstration has. */
import { backend } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { Pool } from "../../tensor/pool.ts";
import { BadInput } from "./bad-input.ts";

/** Makes the backend of that name the default, and says on the standard error which it is; without a name nothing changes. Throws `BadInput` where it is not available. */
export function chooseBackend(name: string | undefined): void {
  if (name === undefined) return;
  try {
    const chosen = backend(name);
    // the memory of one step is that of the next, and the garbage collector does not see how large it is
    useBackend(new Pool(chosen));
    process.stderr.write(`backend: ${chosen.name}\n`);
  } catch (mistake) {
    throw new BadInput(`--backend ${name}: ${(mistake as Error).message}`);
  }
}
//# sourceMappingURL=../../.maps/demos/shell/backend.ts.map
