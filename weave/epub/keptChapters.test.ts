/** What is kept of chapters is what was made of them, or nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { keptChapters, type MadePage } from "./keptChapters.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-chapters-"));
afterAll(() => rmSync(folder, { recursive: true }));

const made: readonly MadePage[] = [{ id: "one", text: "<h1>One\n</h1>" }, { id: "tea", text: "<p>“Tea” — 茶</p>" }];

/** A folder that has `made` under `aa`. */
function kept(): string {
  const own = mkdtempSync(join(folder, "each-"));
  const chapters = keptChapters(own, "v1");
  chapters.set("aa", made);
  chapters.keep();
  return own;
}

test("pages come back as they were, and only under their key and version", () => {
  const own = kept();
  expect(keptChapters(own, "v1").get("aa")).toEqual(made);
  expect(keptChapters(own, "v1").get("ab")).toBeNull();
  expect(keptChapters(own, "v2").get("aa")).toBeNull();
  expect(readdirSync(own), "another version is removed").toEqual([]);
});

test("what was not asked for is dropped, and nothing before the end", () => {
  const own = kept();
  const chapters = keptChapters(own, "v1");
  chapters.set("bb", made);
  expect(readdirSync(join(own, "v1"))).toEqual(["aa"]);
  chapters.keep();
  expect(readdirSync(join(own, "v1"))).toEqual(["bb"]);
});

test("a chapter of which any byte has changed, or a part is missing, is made again", () => {
  const own = kept();
  const path = join(own, "v1/aa");
  const whole = readFileSync(path);
  fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
    const damaged = cut ? whole.subarray(0, at) : Buffer.from(whole.map((byte, index) => (index === at ? byte ^ change : byte)));
    writeFileSync(path, damaged);
    expect(keptChapters(own, "v1").get("aa")).toBeNull();
  }));
});
