/** Vitest's `globalSetup` for the tests in `src/`: native products are built before any of them runs. */
import { join } from "node:path";
import { projectFolder } from "../disk/project.ts";
import { textAt } from "../disk/stat.ts";
import { readBuilds } from "../native/builds.ts";

/** Called once by Vitest. Throws with the compilers' messages where a build fails. */
export default async function buildFirst(): Promise<void> {
  const { builds, diagnostics: wrong } = readBuilds(textAt(join(projectFolder, "book/book.yml")));
  // to read the book takes longer than most runs of a test, and is in vain where it declares none
  if (builds.length + wrong.length === 0) return;
  const [{ buildBook }, { machineOf }, { hasErrors, render }] = await Promise.all([import("../native/buildBook.ts"), import("../native/machine.ts"), import("../text/diagnostic.ts")]);
  const { diagnostics } = buildBook(projectFolder, machineOf(projectFolder));
  const said = diagnostics.map(render).join("");
  if (hasErrors(diagnostics)) throw new Error(`the native products of the book cannot be built\n${said}`);
  process.stderr.write(said);
}
