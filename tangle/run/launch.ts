/** How a program of the book is started, so that its errors name the book. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startedModule } from "../start/commands.ts";

/** Folders besides the root; links resolved. */
export interface ProgramFolders {
  /** Holds the `src/` that is run, where it is not the root's: the program at some chapter's end. Its maps are its own. */
  readonly program?: string;
  /** Modules in it are treated like the program's, with the maps that stand beside them. */
  readonly beside?: string;
}

/**
 * The arguments that Node needs before the path of a program to run it with the hooks of `hooks.ts`: modules of
 * `ROOT/src/` are compiled, `#src/…` and packages are found, stack traces show `book/….md:line:column`. `root` is absolute
 * and has its links resolved. Any supported version of Node takes them: `spawn(process.execPath, [...programArguments(root), path])`.
 */
export function programArguments(root: string, folders: ProgramFolders = {}): readonly string[] {
  const hooks = startedModule(join(import.meta.dirname, "./hooks.ts"));
  const registration = `import { register } from "node:module"; register(${JSON.stringify(pathToFileURL(hooks.path).href)}, { data: ${JSON.stringify({ root, ...folders })} });`;
  return ["--enable-source-maps", ...hooks.needs, "--import", `data:text/javascript,${encodeURIComponent(registration)}`];
}
