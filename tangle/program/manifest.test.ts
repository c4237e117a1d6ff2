import { expect, test } from "vitest";
import { layoutOf } from "./layout.ts";
import { isOwnRecord, isProgramPath, manifestOf, readManifest, writeManifest } from "./manifest.ts";

const empty = (path: string, definedIn: string): ReturnType<typeof layoutOf> => layoutOf({ path, language: "json", lines: [], definedIn, needs: [] });
const sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("the manifest is sorted, a file a line, with hashes and chapters", () => {
  const manifest = manifestOf([empty("src/b.json", "book/02-b/index.md"), empty("src/a.json", "book/01-a/index.md")], (path) => path.split("/")[1] ?? "");
  expect(writeManifest(manifest)).toBe(`{
  "version": 1,
  "files": {
    "src/a.json": {"sha256":"${sha256OfNothing}","chapters":["01-a"]},
    "src/b.json": {"sha256":"${sha256OfNothing}","chapters":["02-b"]}
  }
}
`);
});

test("what was written is read back", () => {
  const manifest = manifestOf([empty("src/a.json", "book/01-a/index.md")], () => "01-a");
  expect(readManifest(writeManifest(manifest))).toEqual(manifest);
  expect(readManifest(writeManifest({ files: new Map() }))).toEqual({ files: new Map() });
});

test("what a test needs of the machine stands in the manifest, and is read back", () => {
  const layout = empty("src/a.test.json", "book/01-a/index.md");
  const manifest = manifestOf([{ ...layout, file: { ...layout.file, needs: ["native", "cuda"] } }], () => "01-a");
  expect(writeManifest(manifest)).toContain('"chapters":["01-a"],"needs":["native","cuda"]}');
  expect(readManifest(writeManifest(manifest))).toEqual(manifest);
});

test.each([
  ["a merge conflict", "<<<<<<< ours\n{}\n"],
  ["another version", '{"version":2,"files":{}}'],
  ["no files", '{"version":1}'],
  ["an entry without a hash", '{"version":1,"files":{"src/a.ts":{"chapters":[]}}}'],
  ["chapters that are no names", '{"version":1,"files":{"src/a.ts":{"sha256":"0","chapters":[1]}}}'],
  ["needs that are no words", '{"version":1,"files":{"src/a.ts":{"sha256":"0","chapters":[],"needs":"cuda"}}}'],
  ["a path outside src/", '{"version":1,"files":{"book/a.md":{"sha256":"0","chapters":[]}}}'],
  ["a path that climbs", '{"version":1,"files":{"src/../package.json":{"sha256":"0","chapters":[]}}}'],
])("%s is no manifest", (_, text) => {
  expect(readManifest(text)).toBe(null);
});

test.each([
  ["src/a.ts", true],
  ["src/.hidden/a.ts", true],
  ["src", false],
  ["src/", false],
  ["src//a.ts", false],
  ["src/./a.ts", false],
  ["src/a\\..\\b", false],
  ["/src/a.ts", false],
  ["src/.manifest.json", false],
  ["src/.tangle/base.json", false],
  ["src/.maps", false],
])("whether %j names a file of the program: %j", (path, expected) => {
  expect(isProgramPath(path)).toBe(expected);
});

test("our own records are the manifest, the maps and the last tangle, and nothing that only begins like them", () => {
  expect(["src/.manifest.json", "src/.maps/a.map", "src/.tangle/lock", "src/.mapsize", "src/.tangled"].map(isOwnRecord)).toEqual([true, true, true, false, false]);
});
