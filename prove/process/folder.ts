/** The folder in which the process of a section runs: made for it, and removed with all that it wrote. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellModule } from "../cells/cells.ts";
import type { Job } from "../cells/job.ts";

/** Makes the folder with the job and the module of its cells in it. The answer is its path, links resolved. */
export function makeFolder(job: Job, { text, map }: CellModule): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "prove-")));
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  writeFileSync(join(folder, "cells.ts"), text);
  writeFileSync(join(folder, "cells.ts.map"), map);
  return folder;
}

/** Removes it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
