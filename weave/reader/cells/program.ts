/** The program as the reader has edited it on this page: which chunks, and the modules that are made of them. */
import { chunksName, type ChunksFile } from "./chunksFile.ts";
import { expandedModule } from "./expand.ts";
import { compiledInPage, Failure, Mistake, type Where } from "./mistake.ts";
import { editedModule } from "./programFile.ts";

/** A module that takes the place of the printed one in a worker. */
export interface EditedModule {
  readonly script: string;
  /** For each line of `script`, from 0, the line of the edited chunk that it is; null for all others. */
  readonly places: readonly (Where | null)[];
}

/** A chunk whose code differs from what is printed. */
export interface ChunkEdit {
  /** `⟨Name⟩`, or a file's path. */
  readonly name: string;
  readonly text: string;
}

/** The edits in force on the page. */
export interface EditedProgram {
  /** Sets the text of the chunk in a listing; null puts the printed one back. */
  readonly set: (id: string, edit: ChunkEdit | null) => void;
  /** The names of those among `ids` that are edited. */
  readonly edited: (ids: readonly string[]) => readonly string[];
  /** The modules that differ from the printed ones. Throws `Failure` where one is not TypeScript. */
  readonly modules: () => Promise<readonly EditedModule[]>;
  /** Calls back when a run fails in the chunk of a listing. */
  readonly watch: (id: string, failed: (message: string, line: number) => void) => void;
  /** Told of a run that failed in an edited chunk. */
  readonly tell: (where: Where, message: string) => void;
  readonly nameOf: (id: string) => string;
}

/** Makes it, with nothing edited. */
export function editedProgram(): EditedProgram {
  const edits = new Map<string, ChunkEdit>();
  const watchers = new Map<string, (message: string, line: number) => void>();
  return {
    set: (id, edit) => void (edit === null ? edits.delete(id) : edits.set(id, edit)),
    edited: (ids) => ids.flatMap((id) => edits.get(id)?.name ?? []),
    async modules() {
      if (edits.size === 0) return [];
      const file = (await window.book.take(chunksName(window.book.page))) as ChunksFile | null;
      if (file === null) throw new Error("the chunks of the program were not found");
      const paths = [...new Set([...edits.keys()].flatMap((id) => file.own[id]?.modules ?? []))];
      return Promise.all(paths.map((path) => moduleAt(file, path, edits)));
    },
    watch: (id, failed) => void watchers.set(id, failed),
    tell: ({ chunk, line }, message) => watchers.get(chunk ?? "")?.(message, line),
    nameOf: (id) => edits.get(id)?.name ?? "",
  };
}

async function moduleAt(file: ChunksFile, path: string, edits: ReadonlyMap<string, ChunkEdit>): Promise<EditedModule> {
  const listings = new Map([...edits].flatMap(([id]) => (file.own[id] === undefined ? [] : [[file.own[id].part, id] as const])));
  const texts = new Map([...listings].map(([part, id]) => [part, edits.get(id)?.text ?? ""]));
  const { lines, places } = expandedModule(file, path, texts);
  const own = places.map(({ part, line }): Where | null => {
    const chunk = listings.get(part);
    return chunk === undefined ? null : { chunk, line: line + 1 };
  });
  const compiled = await compiledInPage(`${lines.join("\n")}\n`).catch((error: unknown) => {
    throw error instanceof Mistake ? new Failure(error.message, lastBefore(own, error.line)) : error;
  });
  return { script: editedModule(path, compiled), places: own };
}

/** A brace that is missing in a chunk is missed behind it: the last edited line up to where it is. */
function lastBefore(places: readonly (Where | null)[], line: number | null): Where | null {
  return places.slice(0, line ?? 0).findLast((place) => place !== null) ?? null;
}
