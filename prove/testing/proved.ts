/** For tests: proves a small book, as its author would. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { commandArguments } from "../../tangle/index.ts";
import type { SmallBook } from "./smallBook.ts";

/** Tangles and proves it. Throws with what was said where that fails. */
export function proved(book: SmallBook): void {
  book.read();
  const project = join(import.meta.dirname, "../..");
  const { status, stderr } = spawnSync(process.execPath, [...commandArguments("prove/cli.ts"), "--root", book.root], { cwd: project, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
