import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openVerdicts, type Verdict } from "./store.ts";

let root = "";
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "verdicts-"))));
afterEach(() => rmSync(root, { recursive: true }));

const verdict: Verdict = { tests: [{ fullName: "mill > grinds", name: "grinds" }] };
const folder = (): string => join(root, "output/.cache/verdicts");
const file = (): string => join(folder(), "k.json");
const aged = (path: string, days: number): void => utimesSync(path, new Date(), new Date(Date.now() - days * 86_400_000));

test("what is kept is found under its key, by whoever opens the store, and nothing else is", () => {
  openVerdicts(root, {}).put("k", verdict);
  expect(openVerdicts(root, {}).get("k")).toEqual(verdict);
  expect(openVerdicts(root, {}).get("l")).toBeNull();
  expect(readdirSync(folder())).toEqual(["k.json"]);
});

test.each([
  ["cut short", (text: string) => text.slice(0, -5)],
  ["edited", (text: string) => text.replace("grinds", "brews")],
  ["empty", () => ""],
  ["sealed, and no verdict", () => "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n{}\n"],
])("one that is %s is none", (_, damage) => {
  openVerdicts(root, {}).put("k", verdict);
  writeFileSync(file(), damage(readFileSync(file(), "utf8")));
  expect(openVerdicts(root, {}).get("k")).toBeNull();
});

test("with other inputs of property tests nothing is read and nothing is kept", () => {
  openVerdicts(root, {}).put("k", verdict);
  for (const env of [{ PROPERTY_SEED: "7" }, { PROPERTY_RUNS: "1000" }, { PROPERTY_SEED: "random", VERDICTS: "renew" }]) {
    const store = openVerdicts(root, env);
    store.put("l", verdict);
    expect([store.get("k"), store.get("l")]).toEqual([null, null]);
  }
  expect(readdirSync(folder())).toEqual(["k.json"]);
});

test("`VERDICTS=renew` reads none and keeps new ones; anything else is refused", () => {
  const renewing = openVerdicts(root, { VERDICTS: "renew" });
  renewing.put("k", verdict);
  expect(renewing.get("k")).toBeNull();
  expect(openVerdicts(root, { VERDICTS: "" }).get("k")).toEqual(verdict);
  expect(() => openVerdicts(root, { VERDICTS: "no" })).toThrow(new RangeError("VERDICTS must be `renew` or nothing, not `no`"));
});

test("what nobody has asked for in a month is removed; what is asked for stays", () => {
  const store = openVerdicts(root, {});
  for (const key of ["k", "old", "young"]) store.put(key, verdict);
  for (const name of ["k.json", "old.json"]) aged(join(folder(), name), 31);
  aged(join(folder(), "young.json"), 29);
  expect(store.get("k")).toEqual(verdict);
  expect(statSync(file()).mtimeMs).toBeGreaterThan(Date.now() - 86_400_000);
  store.sweep();
  expect(readdirSync(folder()).sort()).toEqual(["k.json", "young.json"]);
});

test("a folder that cannot be made is no error", () => {
  writeFileSync(join(root, "output"), "a file in the folder's place\n");
  const store = openVerdicts(root, {});
  store.put("k", verdict);
  store.sweep();
  expect(store.get("k")).toBeNull();
});
