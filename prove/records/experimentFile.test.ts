import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ExperimentRecord } from "./experiment.ts";
import { experimentPath, experimentText, readExperiment } from "./experimentFile.ts";

const root = mkdtempSync(join(tmpdir(), "records-"));
afterAll(() => rmSync(root, { recursive: true }));
const record: Omit<ExperimentRecord, "seal"> = {
  version: 1, experiment: "names", seed: -3, key: "k", data: {}, confirmed: null, machine: "a mill", load: 0.5, date: "2026-01-02", commit: null,
  seconds: 1.5, count: 400, steps: [0.1, 0.2], value: { loss: 0.1, list: [[1, 2]] },
};
const text = experimentText(record);

function read(written: string, name = "names", seed = -3): ReturnType<typeof readExperiment> {
  const path = join(root, experimentPath(name, seed));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, written);
  return readExperiment(root, name, seed);
}

test("a record is read as it was written, whatever its line ends", () => {
  expect(read(text)).toMatchObject({ kind: "whole", record });
  expect(read(text.replaceAll("\n", "\r\n")).kind).toBe("whole");
});

test.each([
  ["a value", text.replace('"loss": 0.1', '"loss": 0.2'), "edited"],
  ["a first step", text.replace("[0.1, 0.2]", "[0.1, 0.3]"), "edited"],
  ["a machine", text.replace("a mill", "a fast mill"), "edited"],
  ["a confirmation", text.replace('"confirmed": null', '"confirmed": { "key": "x", "date": "2026-01-02" }'), "edited"],
  ["JSON into none", text.replace('"seed": -3,', '"seed": -3'), "edited"],
  ["it into an empty file", "", "truncated"],
  ["its version", text.replace('"version": 1', '"version": 7'), "old"],
])("who changes %s is noticed", (_, changed, kind) => {
  expect(read(changed)).toEqual({ kind });
});

test("a lost end is noticed, wherever it was lost", () => {
  const inside = text.trimEnd().slice(0, -1);
  for (let length = 1; length < inside.length; length += 7) expect(["truncated", "edited"]).toContain(read(inside.slice(0, length)).kind);
  expect(read(inside).kind).toBe("truncated");
});

test("a record of another seed or another experiment is none", () => {
  expect(read(text, "names", 4)).toEqual({ kind: "edited" });
  expect(read(text, "letters")).toEqual({ kind: "edited" });
  expect(readExperiment(root, "nobody", 1)).toEqual({ kind: "missing" });
});
