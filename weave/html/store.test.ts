import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dropOthers, fileStore, shardedStore } from "./store.ts";

let folder = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "store-")), "deep");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

test.each([["sharded", shardedStore], ["file", fileStore]] as const)("a %s store gives back after a restart what was flushed, and only that", (_name, open) => {
  const store = open(folder);
  store.set("aa1", "one\n∂");
  store.set("aa2", "two");
  store.flush();
  store.set("ab3", "three");
  const reopened = open(folder);
  expect(["aa1", "aa2", "ab3", "zz"].map(reopened.get)).toEqual(["one\n∂", "two", undefined, undefined]);
});

test("a damaged file of a sharded store is taken as empty", () => {
  const store = shardedStore(folder);
  store.set("aa1", "one");
  store.flush();
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '[["aa1", "on');
  expect(shardedStore(folder).get("aa1")).toBe(undefined);
});

test("a file store keeps what it is told to and drops the rest", () => {
  const store = fileStore(folder);
  store.set("one", "1");
  store.set("two", "2");
  store.flush();
  store.keep(new Set(["two"]));
  expect(readdirSync(folder)).toEqual(["two"]);
  expect(store.get("one")).toBe(undefined);
});

test("what earlier versions of the writer left is dropped", () => {
  for (const version of ["old", "new"]) mkdirSync(join(folder, version), { recursive: true });
  dropOthers(folder, ["new"]);
  expect(readdirSync(folder)).toEqual(["new"]);
});
