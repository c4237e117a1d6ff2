/** The modules of all programs in packs, which are scripts: each distinct code is in one, whatever chapters have it. */
import { packedModule, type ProgramFile, type ProgramName } from "../../reader/cells/programFile.ts";
import { digest } from "../fingerprint.ts";
import type { Modules } from "./modules.ts";

/** A program, and its modules that live cells of its chapter import. */
export interface Reached {
  readonly program: NamedModules;
  readonly reached: readonly string[];
  /** Those that checking its chapter's claims imports. */
  readonly claimed?: readonly string[];
}

interface NamedModules {
  readonly name: ProgramName;
  readonly modules: Modules;
}

/** What is written. */
export interface Packed {
  readonly programs: ReadonlyMap<ProgramName, ProgramFile>;
  /** The script of each pack. */
  readonly packs: ReadonlyMap<string, string>;
  /** The packs that hold some modules of a program, in the order of the book. */
  readonly packsOf: (program: NamedModules, paths: readonly string[]) => readonly string[];
}

/**
 * Packs the modules of the programs, which are given in the order of the book. A module is in the pack of the first chapter whose
 * cells import it, so that a page needs few packs, and little that its own chapter's cells do not import; what only the cells of claims
 * import is in packs apart, and what no cell imports is in a pack of the first chapter that has it, for cells that a reader edits.
 */
export function packed(programs: readonly Reached[]): Packed {
  const ids = new Map<string, string>();
  const idOf = (code: string): string => {
    const id = ids.get(code) ?? nameOf(code);
    ids.set(code, id);
    return id;
  };
  const packOf = new Map<string, string>();
  const packs = new Map<string, Set<string>>();
  const put = (code: string | undefined, pack: string): void => {
    if (code === undefined || packOf.has(code)) return;
    packOf.set(code, pack);
    packs.set(pack, (packs.get(pack) ?? new Set()).add(code));
  };
  for (const { program, reached } of programs) for (const path of reached) put(program.modules.get(path), program.name);
  for (const { program, claimed = [] } of programs) for (const path of claimed) put(program.modules.get(path), `${program.name}.claims`);
  for (const { program } of programs) for (const code of program.modules.values()) put(code, `${program.name}.rest`);
  return {
    programs: new Map(programs.map(({ program }) => [program.name, { modules: Object.fromEntries([...program.modules].map(([path, code]) => [path, [idOf(code), packOf.get(code) ?? ""]] as const)) }])),
    packs: new Map([...packs].map(([pack, codes]) => [pack, [...codes].map((code) => packedModule(idOf(code), code)).join("")])),
    packsOf: ({ modules }, paths) => {
      const needed = new Set(paths.map((path) => packOf.get(modules.get(path) ?? "")));
      return [...packs.keys()].filter((pack) => needed.has(pack));
    },
  };
}

/** Enough of a digest to tell all modules of a book from each other. */
function nameOf(code: string): string {
  return digest(code).slice(0, 16);
}
