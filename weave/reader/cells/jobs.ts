/** What is run when a cell runs: its code as it is now, compiled, with the edited modules of the program. */
import { moduleOf, printedModuleOf, usesAfter } from "./assemble.ts";
import type { Module } from "./cellsFile.ts";
import type { EditableCode } from "./editable.ts";
import type { Given } from "./given.ts";
import { bestOf, type Kept } from "./kept.ts";
import { compiledInPage, Failure, Mistake } from "./mistake.ts";
import type { EditedProgram } from "./program.ts";
import type { Job } from "./runner.ts";

/** What a page has besides the cell. */
export interface Around {
  readonly program: EditedProgram;
  /** What runs with the program as printed have left. */
  readonly memory: readonly Kept[];
}

/** Makes it. What is as printed was compiled when the book was made. Throws `Failure` where something is not TypeScript. */
export async function jobOf(given: Given, code: Pick<EditableCode, "text" | "isEdited">, { program, memory }: Around): Promise<Job> {
  const { file, live, piece } = given;
  const edited = await program.modules();
  const uses = code.isEdited ? usesAfter(piece, code.text) : piece.uses;
  const kept = edited.length > 0 ? undefined : bestOf(memory, file.pieces, { index: live.piece, uses });
  const module = code.isEdited ? await compiled(given, { text: code.text, uses, kept }) : printedModuleOf(file, live.piece, kept);
  return { file, module, kept: kept?.values ?? {}, edited, packs: live.packs, data: live.data, lines: code.text.split("\n").length };
}

async function compiled({ file, live }: Given, written: Parameters<typeof moduleOf>[2]): Promise<Module> {
  const module = moduleOf(file, live.piece, written);
  try {
    return { ...module, text: await compiledInPage(module.text) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new Failure(error.message, error.line === null ? null : { chunk: null, line: Math.max(1, error.line - module.linesBefore) });
  }
}
