import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "./jsonText.ts";

test("whatever JSON holds is read again as it was", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
  }));
});

test("numbers fill their lines, lists and objects begin one of their own", () => {
  const numbers = Array.from({ length: 30 }, (_, i) => 1000 + i);
  expect(jsonText({ name: "a", numbers, rows: [[1, 2], { a: 1 }], none: {}, empty: [] })).toBe(`{
  "name": "a",
  "numbers": [
    1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016,
    1017, 1018, 1019, 1020, 1021, 1022, 1023, 1024, 1025, 1026, 1027, 1028, 1029
  ],
  "rows": [
    [1, 2],
    { "a": 1 }
  ],
  "none": {},
  "empty": []
}`);
});
