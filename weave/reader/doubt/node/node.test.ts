/** What stands for Node's modules in a page does as they do. */
import { AsyncLocalStorage as Real } from "node:async_hooks";
import { createHash as real } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AsyncLocalStorage } from "./asyncHooks.ts";
import { createHash } from "./crypto.ts";

test("SHA-256 is that of Node, of texts of any length", () => {
  const words = (text: string): readonly number[] => [0, 4, 8, 12].map((at) => createHash("sha256").update(text).digest().readInt32LE(at));
  const expected = (text: string): readonly number[] => [0, 4, 8, 12].map((at) => real("sha256").update(text).digest().readInt32LE(at));
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: "binary" }), (text) => {
    expect(words(text)).toEqual(expected(text));
  }));
  for (const length of [0, 55, 56, 63, 64, 119, 120]) expect(words("a".repeat(length))).toEqual(expected("a".repeat(length)));
});

test.each([["in a page", AsyncLocalStorage], ["in Node", Real]])("a store is there while a part runs, and until what it promises is there: %s", async (_, Storage) => {
  const storage = new Storage<number>();
  const seen: (number | undefined)[] = [];
  const note = (): void => void seen.push(storage.getStore());
  storage.run(1, () => {
    note();
    storage.run(2, note);
    note();
  });
  note();
  expect(() => storage.run(3, () => { throw new Error("thrown"); })).toThrow("thrown");
  note();
  await storage.run(4, async () => {
    await Promise.resolve();
    note();
  });
  note();
  expect(seen).toEqual([1, 2, 1, undefined, undefined, 4, undefined]);
});
