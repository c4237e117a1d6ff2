import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchFolder } from "./watch.ts";

let folder = "";
let told = 0;
let stop: () => void = () => undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watch-"));
  mkdirSync(join(folder, "one"));
  writeFileSync(join(folder, "one/a.md"), "0");
  told = 0;
  stop = watchFolder(folder, () => Promise.resolve(void (told += 1)));
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Does something, and waits until a change has been told. */
async function tells(change: () => void): Promise<void> {
  const before = told;
  change();
  while (told === before) await new Promise((resolve) => setTimeout(resolve, 5));
  // the rest of the same change
  await new Promise((resolve) => setTimeout(resolve, 60));
}

test("a file that is replaced is told of each time, as one that is written", async () => {
  for (let save = 1; save <= 6; save += 1) {
    await tells(() => {
      writeFileSync(join(folder, "one/.a.md"), String(save));
      renameSync(join(folder, "one/.a.md"), join(folder, "one/a.md"));
    });
    await tells(() => writeFileSync(join(folder, "one/a.md"), `${save} again`));
  }
});

test("what is in a new folder is told of, and in one that was removed and is there again", async () => {
  await tells(() => mkdirSync(join(folder, "two/deep"), { recursive: true }));
  await tells(() => writeFileSync(join(folder, "two/deep/b.md"), "1"));
  await tells(() => rmSync(join(folder, "two"), { recursive: true }));
  await tells(() => mkdirSync(join(folder, "two/deep"), { recursive: true }));
  await tells(() => writeFileSync(join(folder, "two/deep/b.md"), "2"));
  await tells(() => renameSync(join(folder, "two"), join(folder, "three")));
  await tells(() => writeFileSync(join(folder, "three/deep/b.md"), "3"));
});

test("an editor's own files are not told of, and nothing after it was stopped", async () => {
  for (const name of [".a.md.swp", "a.md~", "4913"]) writeFileSync(join(folder, "one", name), "");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toBe(0);
  stop();
  writeFileSync(join(folder, "one/a.md"), "1");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toBe(0);
});
