// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheSizes } from "./caches.ts";

test("the caches of a core are read as Linux states them, those for instructions left out", () => {
  const folder = mkdtempSync(join(tmpdir(), "caches-"));
  const caches = [["1", "Data", "48K"], ["1", "Instruction", "32K"], ["2", "Unified", "2048K"], ["3", "Unified", "307200K"]] as const;
  caches.forEach(([level, type, size], index) => {
    const path = join(folder, `index${index}`);
    mkdirSync(path);
    for (const [name, text] of Object.entries({ level, type, size })) writeFileSync(join(path, name), `${text}\n`);
  });
  expect(cacheSizes(folder)).toEqual(["48 KiB", "2 MiB", "300 MiB"]);
  rmSync(folder, { recursive: true });
  expect(cacheSizes(folder)).toEqual(["unknown", "unknown", "unknown"]);
});
//# sourceMappingURL=../.maps/timing/caches.test.ts.map
