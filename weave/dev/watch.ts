/** Tells when something in a folder has changed, once for a burst of changes. */
import { readdirSync, watch, type FSWatcher } from "node:fs";
import { join, sep } from "node:path";

/** How long, in milliseconds, nothing more must happen before a change is told: an editor saves a file in several steps. */
const pause = 15;

/** Watches a folder and all below it; gives back how to stop. Calls never overlap: what happens during one is told after it. */
export function watchFolder(folder: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let again = false;
  const tell = async (): Promise<void> => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    await onChange();
    busy = false;
    if (again) {
      again = false;
      await tell();
    }
  };
  const stopWatching = watchTree(folder, (name) => {
    // an editor's own files, and the evidence in the making
    if (name !== null && /(?:^|[\\/])(?:\.[^\\/]*|[^\\/]*~|4913)$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), pause);
  });
  return () => {
    clearTimeout(timer);
    stopWatching();
  };
}

/** Is told of everything that happens in a folder and below it, with the name or the path of what it happened to. */
function watchTree(folder: string, onEvent: (name: string | null) => void): () => void {
  if (process.platform === "linux") return watchFolders(folder, onEvent);
  const watcher = watch(folder, { recursive: true }, (_event, name) => onEvent(name));
  return () => watcher.close();
}

/** A watcher for each folder: where Node watches the files themselves, as it does on Linux, it misses some that are replaced, as editors do. */
function watchFolders(root: string, onEvent: (name: string | null) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const forget = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}${sep}`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const add = (folder: string): void => {
    const inner = foldersIn(folder);
    const watcher = inner && watchIfThere(folder, (event, name) => {
      if (event === "rename" && name !== null) {
        forget(join(folder, name));
        add(join(folder, name));
      }
      onEvent(name);
    });
    if (watcher === null) return;
    watchers.set(folder, watcher.on("error", () => forget(folder)));
    for (const name of inner ?? []) add(join(folder, name));
  };
  add(root);
  return () => forget(root);
}

/** Null for a folder that is gone again. */
function watchIfThere(folder: string, onEvent: (event: string, name: string | null) => void): FSWatcher | null {
  try {
    return watch(folder, onEvent);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** The names of the folders in a folder; null where it is none. */
function foldersIn(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return null;
  }
}
