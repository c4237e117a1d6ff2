/** Tells when something in a folder has changed, once for a burst of changes. */
import { watch } from "node:fs";

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
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    // an editor's own files, and the evidence in the making
    if (name !== null && /(?:^|[\\/])(?:\.[^\\/]*|[^\\/]*~|4913)$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), pause);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
