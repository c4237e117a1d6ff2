/** How long what was made is kept: as long as the modules that made it are the same. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toolModules } from "../../tangle/index.ts";
import { openCaches } from "./caches.ts";
import { scriptMakers } from "./scripts.ts";

test("each kind is in a folder of its maker's version, and what other versions and other layouts left is removed", () => {
  const root = mkdtempSync(join(tmpdir(), "caches-"));
  const cache = join(root, "output/.cache/html");
  for (const old of ["pages/0123", "formulas/4567", "89ab/pages"]) mkdirSync(join(cache, old), { recursive: true });
  const caches = openCaches(root);
  caches.pages.set("key", "a page");
  caches.formulas.set("key", "a formula");
  caches.pages.flush();
  caches.formulas.flush();
  expect(readdirSync(cache).sort()).toEqual(["formulas", "pages"]);
  expect(existsSync(join(cache, "pages/0123"))).toBe(false);
  const again = openCaches(root);
  expect([again.pages.get("key"), again.formulas.get("key")]).toEqual(["a page", "a formula"]);
  rmSync(root, { recursive: true });
});

test("the version of the pages counts the words of proofs, that of the scripts what the prover does in a page", () => {
  expect([...toolModules(["weave/html/site.ts"]).keys()]).toContain("weave/proofWords.ts");
  const makers = [...toolModules(scriptMakers).keys()];
  expect(makers).toEqual(expect.arrayContaining(["prove/cells/pageCells.ts", "prove/figures/own.ts", "prove/process/shown/table.ts", "weave/reader/cells/assemble.ts"]));
});
