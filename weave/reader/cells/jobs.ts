/** What is run when a cell runs: its code as it is now, compiled, with the edited modules of the program. */
import { moduleOf, printedModuleOf, usesAfter } from "./assemble.ts";
import type { Module } from "./cellsFile.ts";
import type { EditableCode } from "./editable.ts";
import type { Given } from "./given.ts";
import { compiledInPage, Failure, Mistake } from "./mistake.ts";
import type { EditedProgram } from "./program.ts";
import type { Job } from "./runner.ts";

/** Makes it. What is as printed was compiled when the book was made. Throws `Failure` where something is not TypeScript. */
export async function jobOf(given: Given, code: Pick<EditableCode, "text" | "isEdited">, program: EditedProgram): Promise<Job> {
  const { file, live } = given;
  const edited = await program.modules();
  const module = code.isEdited ? await compiled(given, code.text) : printedModuleOf(file, live.piece);
  return { file, module, edited, packs: live.packs, data: live.data, lines: code.text.split("\n").length };
}

async function compiled({ file, live, piece }: Given, text: string): Promise<Module> {
  const module = moduleOf(file, live.piece, { text, uses: usesAfter(piece, text) });
  try {
    return { ...module, text: await compiledInPage(module.text) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new Failure(error.message, error.line === null ? null : { chunk: null, line: Math.max(1, error.line - module.linesBefore) });
  }
}
