import fc from "fast-check";
import { expect, test } from "vitest";
import { runInNewContext } from "node:vm";
import { notPlain } from "./plain.ts";

class Point {
  readonly x = 1;
}
const loop: Record<string, unknown> = {};
loop["self"] = [loop];

test.each<[string, unknown, string]>([
  ["NaN", { loss: [1, NaN] }, "`value.loss[1]` is `NaN`"],
  ["an infinity", { runs: [{ loss: 1 }, { loss: -Infinity }] }, "`value.runs[1].loss` is `-Infinity`"],
  ["nothing", { a: { "b c": undefined } }, '`value.a["b c"]` is `undefined`'],
  ["a hole in a list", { a: [1, , 3] }, "`value.a[1]` is `undefined`"],
  ["nothing at all", undefined, "`value` is `undefined`"],
  ["a function", { f: () => 1 }, "`value.f` is a function"],
  ["a typed array", { w: Float32Array.of(1) }, "`value.w` is a `Float32Array`: write `[...values]`"],
  ["an instance", { p: new Point() }, "`value.p` is a `Point`"],
  ["a date", [new Date(0)], "`value[0]` is a `Date`"],
  ["a map", { m: new Map() }, "`value.m` is a `Map`"],
  ["a large integer", { n: 3n }, "`value.n` is `3n`"],
  ["a symbol", { s: Symbol("s") }, "`value.s` is `Symbol(s)`"],
  ["a name that is a symbol", { a: { [Symbol("s")]: 1 } }, "`value.a` has a name that is a symbol"],
  ["a circle", loop, "`value.self[0]` contains itself"],
])("%s is not plain, and its place is named", (_, value, message) => {
  expect(notPlain(value, "value")).toBe(message);
});

test("whatever JSON holds is plain, also twice in one value and from another realm", () => {
  const shared = { a: 1 };
  expect(notPlain([shared, shared, null, true, "x", Object.create(null)], "value")).toBeNull();
  expect(notPlain(runInNewContext("({ list: [1, { a: 2 }] })"), "value")).toBeNull();
  fc.assert(fc.property(fc.jsonValue(), (value) => notPlain(value, "value") === null));
});
