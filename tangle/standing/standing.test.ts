import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../text/hash.ts";
import { runOf, type Run } from "./standing.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "standing-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const said = { out: "12 cups\n", err: "one was cold\n" };
const brew = (basis: string, asked: unknown = "tea"): Run => runOf({ root, name: "brew", asked }, { read: basis, made: () => "cups" });
const kept = (): string => join(root, "output/.cache/standing");

test("what was said is said again for as long as its basis is the same", () => {
  expect(brew("water").said()).toBeNull();
  brew("water").ended(said);
  expect(brew("water").said()).toEqual(said);
  expect(brew("milk").said()).toBeNull();
  brew("milk").ended({ out: "", err: "" });
  expect(brew("water").said()).toBeNull();
});

test("what a step has made counts as well, and is looked at only where all that it reads is the same", () => {
  let made = "12 cups";
  let looked = 0;
  const run = (read: string): Run => runOf({ root, name: "brew", asked: "tea" }, { read, made: () => (looked++, made) });
  run("water").ended(said);
  looked = 0;
  expect(run("milk").said()).toBeNull();
  expect(looked).toBe(0);
  expect(run("water").said()).toEqual(said);
  made = "11 cups";
  expect(run("water").said()).toBeNull();
});

test("whoever asks for something else is answered apart", () => {
  brew("water").ended(said);
  expect(brew("water", "coffee").said()).toBeNull();
  brew("water", "coffee").ended({ out: "1 cup\n", err: "" });
  expect([brew("water").said()?.out, brew("water", "coffee").said()?.out]).toEqual(["12 cups\n", "1 cup\n"]);
});

test.each(["", "{", "[1]", '{"read":1}', `{"read":"${sha256("water")}"}`, `{"read":"${sha256("water")}","made":"${sha256("cups")}","said":{"out":3}}`])("what is damaged says nothing: %j", (text) => {
  brew("water").ended(said);
  for (const name of readdirSync(kept())) writeFileSync(join(kept(), name), text);
  expect(brew("water").said()).toBeNull();
});

test("where nothing can be kept the step does its work again", () => {
  writeFileSync(join(root, "output"), "a file where the folder should be");
  brew("water").ended(said);
  expect(brew("water").said()).toBeNull();
  rmSync(join(root, "output"));
  mkdirSync(join(root, "output"));
  brew("water").ended(said);
  expect(brew("water").said()).toEqual(said);
});
