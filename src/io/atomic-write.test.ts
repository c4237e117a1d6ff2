// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Cut, frailDisk } from "../testing/faulty-disk.ts";
import { replaceFile, thisDisk } from "./atomic-write.ts";

const folder = mkdtempSync(join(tmpdir(), "replace-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [before, after] = ["the old one", "the new one, which is longer"].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];

test("a power cut leaves the old file or the new one", () => {
  for (let budget = 0; budget < after.length + 10; budget++) {
    const { disk, left } = frailDisk(new Map([["run", before]]), budget);
    let cut = false;
    try {
      replaceFile("run", after, disk);
    } catch (failure) {
      if (!(failure instanceof Cut)) throw failure;
      cut = true;
    }
    for (const files of left()) {
      const bytes = files.get("run");
      if (cut) expect([before, after]).toContainEqual(bytes);
      else expect(bytes).toEqual(after);
    }
  }
});

test("if a write fails, the old file is there still", () => {
  const path = join(folder, "run");
  writeFileSync(path, before);
  const full = () => { throw new Error("no space is left"); };
  expect(() => replaceFile(path, after, { ...thisDisk, write: full })).toThrow("no space is left");
  expect(new Uint8Array(readFileSync(path))).toEqual(before);
  replaceFile(path, after);
  expect(new Uint8Array(readFileSync(path))).toEqual(after);
  expect(readdirSync(folder)).toEqual(["run"]);
});

test("a file of any other name stays as it is, and a failed rename leaves none", () => {
  const path = join(folder, "run");
  writeFileSync(`${path}.new`, "mine");
  replaceFile(path, after);
  const locked = () => { throw new Error("it is in use"); };
  expect(() => replaceFile(path, before, { ...thisDisk, rename: locked })).toThrow(new Error("it is in use"));
  expect(readdirSync(folder).sort()).toEqual(["run", "run.new"]);
  expect(readFileSync(`${path}.new`, "utf8")).toBe("mine");
  rmSync(`${path}.new`);
});

test("the file that a link leads to is replaced, and not the link", () => {
  const deep = join(folder, "deep");
  mkdirSync(deep);
  writeFileSync(join(deep, "run"), before);
  symlinkSync(join(deep, "run"), join(folder, "link"));
  replaceFile(join(folder, "link"), after);
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(new Uint8Array(readFileSync(join(deep, "run")))).toEqual(after);
  expect(readdirSync(deep)).toEqual(["run"]);
});

test("a folder that is not there is an error", () => {
  expect(() => replaceFile(join(folder, "nowhere", "run"), after)).toThrow(/ENOENT/);
  expect(() => thisDisk.syncFolder(join(folder, "nowhere"))).toThrow(/ENOENT/);
});
//# sourceMappingURL=../.maps/io/atomic-write.test.ts.map
