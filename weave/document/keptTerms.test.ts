import { join } from "node:path";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectFolder, render } from "../../tangle/index.ts";
import { noCache, type Cache } from "../cache.ts";
import { termReader } from "./keptTerms.ts";

function memory(): { readonly cache: Cache; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, cache: { get: (kind, key) => kept.get(`${kind}/${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind}/${key}`, text) } };
}

test("a list that was kept is the list, places included", () => {
  const { cache, kept } = memory();
  const text = readFileSync(join(projectFolder, "weave/fixtures/coffee/book/terms.yml"), "utf8");
  const plain = termReader(noCache)(text);
  expect(plain.terms.length).toBeGreaterThan(2);
  expect(termReader(cache)(text)).toEqual(plain);
  expect(kept.size).toBe(1);
  expect(termReader(cache)(text)).toEqual(plain);
  expect(termReader(cache)(`${text}- term: grounds\n  means: what is *left* of $x$\n`).terms).toHaveLength(plain.terms.length + 1);
});

test("a list with mistakes is read each time, and they are said at their places", () => {
  const { cache, kept } = memory();
  const said = () => termReader(cache)("- term: grounds\n").diagnostics.map(render).join("");
  expect(said()).toContain("book/terms.yml:1:9: error[wrong-term]: `grounds` has no `means`");
  expect(said()).toBe(said());
  expect(kept.size).toBe(0);
});
