import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskWriter } from "../../tangle/index.ts";
import { keptBundles, keptPath } from "./keptBundles.ts";

let project = "";
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "bundles-")));
  for (const name of ["a.ts", "b.ts"]) writeFileSync(join(project, name), `export const ${name[0]} = 1;\n`);
});
afterEach(() => rmSync(project, { recursive: true }));

/** The hashes that are given, and whether they had to be found. */
function asked(entries: readonly string[] = ["a.ts", "b.ts"], writer = diskWriter()): { readonly hashes: readonly (readonly [string, string])[]; readonly found: boolean } {
  let found = false;
  const hashes = keptBundles(entries, () => {
    found = true;
    return { hashes: new Map(entries.map((path) => [path, `hash of ${path}`])), files: ["a.ts", "b.ts"] };
  }, { project, writer });
  return { hashes: [...hashes], found };
}

const both = [["a.ts", "hash of a.ts"], ["b.ts", "hash of b.ts"]];

test("what was found is known from then on, also where less of it is asked for", () => {
  expect(asked()).toEqual({ hashes: both, found: true });
  expect(asked()).toEqual({ hashes: both, found: false });
  expect(asked(["b.ts"])).toEqual({ hashes: both.slice(1), found: false });
});

test.each([
  ["a file has changed", () => writeFileSync(join(project, "b.ts"), "export const b = 2;\n")],
  ["a file has gone", () => rmSync(join(project, "b.ts"))],
  ["what is kept is cut off", () => writeFileSync(join(project, keptPath), readFileSync(join(project, keptPath), "utf8").slice(0, 30))],
  ["something else stands there", () => writeFileSync(join(project, keptPath), "[1, 2]")],
  ["an entry is not in it", () => writeFileSync(join(project, keptPath), JSON.stringify({ hashes: { "a.ts": "x" }, files: {} }))],
  ["a hash is none", () => writeFileSync(join(project, keptPath), JSON.stringify({ hashes: { "a.ts": "x", "b.ts": 7 }, files: {} }))],
])("it is found again where %s", (_, change) => {
  asked();
  change();
  expect(asked()).toEqual({ hashes: both, found: true });
});

test("on a disk that cannot be written it is found each time", () => {
  const full = diskWriter(() => {
    throw Object.assign(new Error("no space left"), { code: "ENOSPC", errno: -28, syscall: "write" });
  });
  expect(asked(undefined, full)).toEqual({ hashes: both, found: true });
  mkdirSync(dirname(join(project, keptPath)), { recursive: true });
  expect(asked(undefined, full)).toEqual({ hashes: both, found: true });
});
