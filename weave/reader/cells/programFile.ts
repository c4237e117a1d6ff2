/**
 * The program of a chapter as the chapter's end has it: `assets/program/CHAPTER.js` names its modules, `assets/modules/PACK.js` has
 * their code. Chapters share what one does not change, so each text of a module is in one pack, and a page loads the packs that it needs.
 */

/** The name of a chapter's program: the chapter's folder. */
export type ProgramName = string;

/** The modules of a program. */
export interface ProgramFile {
  /** By path: which text the module has there, and the pack that holds it. */
  readonly modules: Readonly<Record<string, readonly [id: string, pack: string]>>;
}

/** The name in the data store under which a chapter's program is given. */
export function programName(program: ProgramName): string {
  return `program/${program}`;
}

/** The name in the data store under which a pack is given: a script in which each module is a function that a worker calls when it is first imported. */
export function packName(pack: string): string {
  return `modules/${pack}`;
}

/** A module in a pack's script. */
export function packedModule(id: string, code: string): string {
  return `__module(${JSON.stringify(id)}, ${factory(code)});\n`;
}

/** A module in a script that takes the place of the program's own. */
export function editedModule(path: string, code: string): string {
  return `__edited(${JSON.stringify(path)}, ${factory(code)});\n`;
}

/** No line stands before the code's own. */
function factory(code: string): string {
  return `function (require, exports, __meta) {${code}\n}`;
}
