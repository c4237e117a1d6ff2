import fc from "fast-check";
import { expect, test } from "vitest";
import type { RecordFile } from "./record.ts";
import { readRecord, recordText } from "./recordText.ts";

const content: Omit<RecordFile, "seal"> = {
  version: 2,
  node: "v20.20.0",
  key: "k1",
  data: { "moby.txt": "d1" },
  result: { kind: "run", output: ["1: a “half”", "2: b"], shown: [{ kind: "table", line: 0, lines: 2, head: ["n", "p"], rows: [["1", "0.5"], ["2", "0.25"]] }] },
};

test("a record is a text that a review can read", () => {
  const text = recordText(content);
  const [seal] = /[0-9a-f]{64}/.exec(text) ?? [];
  expect(text).toBe(`{
  "version": 2,
  "node": "v20.20.0",
  "key": "k1",
  "data": { "moby.txt": "d1" },
  "result": {
    "kind": "run",
    "output": ["1: a “half”", "2: b"],
    "shown": [
      {
        "kind": "table",
        "line": 0,
        "lines": 2,
        "head": ["n", "p"],
        "rows": [["1", "0.5"], ["2", "0.25"]]
      }
    ]
  },
  "seal": "${seal}"
}
`);
});

test("long lists have a line for each entry", () => {
  const line = "x".repeat(60);
  const text = recordText({ ...content, result: { kind: "run", output: [line, line], shown: [] } });
  expect(text).toContain(`    "output": [\n      "${line}",\n      "${line}"\n    ],\n    "shown": []\n`);
});

test("what was written is read again, also with other line ends", () => {
  const text = recordText(content);
  const { seal, ...rest } = JSON.parse(text) as RecordFile;
  expect(rest).toEqual(content);
  expect(readRecord(text)).toEqual({ kind: "whole", record: { ...content, seal } });
  expect(readRecord(text.replaceAll("\n", "\r\n")).kind).toBe("whole");
});

test("any output is read again", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.dictionary(fc.string(), fc.string()).filter((data) => !Object.hasOwn(data, "__proto__")), (output, data) => {
      const reading = readRecord(recordText({ version: 2, node: "v20", key: "", data, result: { kind: "run", output, shown: [] } }));
      expect(reading.kind === "whole" && [reading.record.data, reading.record.result]).toEqual([data, { kind: "run", output, shown: [] }]);
    }),
  );
});

test.each([
  ["a digit that was changed", (text: string) => text.replace('"0.5', '"0.6'), "edited"],
  ["a data file that was taken out", (text: string) => text.replace('"moby.txt": "d1"', ""), "edited"],
  ["a seal that was taken out", (text: string) => text.replace(/,\s*"seal": "[^"]*"/, ""), "edited"],
  ["the marks of a merge", (text: string) => `<<<<<<< ours\n${text}=======\n${text}`, "edited"],
  ["a list in its place", () => "[]\n{}", "edited"],
  ["its end lost", (text: string) => text.slice(0, -80), "truncated"],
  ["no text", () => "", "truncated"],
  ["a layout of another version", (text: string) => text.replace('"version": 2', '"version": 3'), "old"],
] as const)("%s is noticed", (_, change, kind) => {
  expect(change(recordText(content))).not.toBe(recordText(content));
  expect(readRecord(change(recordText(content)))).toEqual({ kind });
});

test("cut anywhere but in its last line end, a record is not whole", () => {
  const text = recordText(content);
  fc.assert(fc.property(fc.nat(text.length - 2), (end) => void expect(readRecord(text.slice(0, end)).kind).not.toBe("whole")));
});
