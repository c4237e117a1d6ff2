import fc from "fast-check";
import { expect, test } from "vitest";
import type { SectionRecord } from "./record.ts";
import { readRecord, recordText } from "./recordText.ts";

const content: Omit<SectionRecord, "seal"> = {
  version: 1,
  node: "v20.20.0",
  units: {
    "cell-samples": { key: "k1", data: { "moby.txt": "d1" }, result: { kind: "run", output: ["1: a", "2: b"], shown: [{ kind: "table", line: 0, lines: 2, head: ["n", "p"], rows: [["1", "0.5"], ["2", "0.25"]] }] } },
    "value-1": { key: "k2", data: {}, result: { kind: "value", text: "0.5 “half”" } },
  },
};

test("a record is a text that a review can read", () => {
  const text = recordText(content);
  const [seal] = /[0-9a-f]{64}/.exec(text) ?? [];
  expect(text).toBe(`{
  "version": 1,
  "node": "v20.20.0",
  "units": {
    "cell-samples": {
      "key": "k1",
      "data": { "moby.txt": "d1" },
      "result": {
        "kind": "run",
        "output": ["1: a", "2: b"],
        "shown": [
          {
            "kind": "table",
            "line": 0,
            "lines": 2,
            "head": ["n", "p"],
            "rows": [["1", "0.5"], ["2", "0.25"]]
          }
        ]
      }
    },
    "value-1": {
      "key": "k2",
      "data": {},
      "result": { "kind": "value", "text": "0.5 “half”" }
    }
  },
  "seal": "${seal}"
}
`);
});

test("long lists have a line for each entry", () => {
  const line = "x".repeat(60);
  const text = recordText({ ...content, units: { a: { key: "k", data: {}, result: { kind: "run", output: [line, line], shown: [] } } } });
  expect(text).toContain(`        "output": [\n          "${line}",\n          "${line}"\n        ],\n        "shown": []\n`);
});

test("what was written is read again, also with other line ends", () => {
  const text = recordText(content);
  const { seal, ...rest } = JSON.parse(text) as SectionRecord;
  expect(rest).toEqual(content);
  expect(readRecord(text)).toEqual({ kind: "whole", record: { ...content, seal } });
  expect(readRecord(text.replaceAll("\n", "\r\n")).kind).toBe("whole");
});

test("any outputs are read again", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }).filter((id) => id !== "__proto__"), fc.array(fc.string({ unit: "binary" }))), (outputs) => {
      const units = Object.fromEntries(Object.entries(outputs).map(([id, output]) => [id, { key: "", data: {}, result: { kind: "run", output, shown: [] } }] as const));
      const reading = readRecord(recordText({ version: 1, node: "v20", units }));
      expect(reading.kind === "whole" && reading.record.units).toEqual(units);
    }),
  );
});

test.each([
  ["a digit that was changed", (text: string) => text.replace('"0.5', '"0.6'), "edited"],
  ["a unit that was taken out", (text: string) => text.replace(/,\s*"value-1": \{[^}]*\{[^}]*\}[^}]*\{[^}]*\}\s*\}/, ""), "edited"],
  ["a seal that was taken out", (text: string) => text.replace(/,\s*"seal": "[^"]*"/, ""), "edited"],
  ["the marks of a merge", (text: string) => `<<<<<<< ours\n${text}=======\n${text}`, "edited"],
  ["a list in its place", () => "[]\n{}", "edited"],
  ["its end lost", (text: string) => text.slice(0, -80), "truncated"],
  ["no text", () => "", "truncated"],
  ["a layout of another version", (text: string) => text.replace('"version": 1', '"version": 2'), "old"],
] as const)("%s is noticed", (_, change, kind) => {
  expect(change(recordText(content))).not.toBe(recordText(content));
  expect(readRecord(change(recordText(content)))).toEqual({ kind });
});

test("cut anywhere but in its last line end, a record is not whole", () => {
  const text = recordText(content);
  fc.assert(fc.property(fc.nat(text.length - 2), (end) => void expect(readRecord(text.slice(0, end)).kind).not.toBe("whole")));
});
