import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textAt } from "../disk/stat.ts";
import { toolModules, toolVersion } from "../program/toolVersion.ts";
import { sha256 } from "../text/hash.ts";
import { keptVersions } from "./keptVersions.ts";
import type { SeenTools } from "./toolsSeen.ts";

const entries = ["tangle/text/suggest.ts"];
const others = ["tangle/text/hash.ts", "tangle/text/json.ts"];
const hashes = new Map([...toolModules([...entries, ...others])].map(([path, text]) => [path, sha256(text)]));
const tools: SeenTools = { hash: "of these", hashes };

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "versions-"));
  path = join(folder, "standing/versions.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("versions are kept for the next who finds the same tools, and not for one who finds others", () => {
  const first = keptVersions(tools, path);
  for (const each of [entries, others, entries]) expect(first(each)).toBe(toolVersion(each));
  writeFileSync(path, (textAt(path) ?? "").replace(toolVersion(entries), "as it is kept"));
  expect(keptVersions(tools, path)(entries)).toBe("as it is kept");
  expect(keptVersions(tools, path)(others)).toBe(toolVersion(others));
  expect(keptVersions({ hash: "of others", hashes }, path)(entries)).toBe(toolVersion(entries));
});

test("one is not kept where a module is no longer what was seen, or was never seen", () => {
  for (const seen of [new Map([...hashes, ["tangle/text/suggest.ts", sha256("before it was written over")] as const]), new Map<string, string>()]) {
    expect(keptVersions({ hash: "of these", hashes: seen }, path)(entries)).toBe(toolVersion(entries));
  }
  expect(textAt(path)).toBeNull();
});

test.each(["{", "[]", '{"tools":"of these"}', '{"tools":"of these","versions":{"tangle/text/suggest.ts":1}}'])("a file that says %s is none", (text) => {
  keptVersions(tools, path)(entries);
  writeFileSync(path, text);
  expect(keptVersions(tools, path)(entries)).toBe(toolVersion(entries));
});
