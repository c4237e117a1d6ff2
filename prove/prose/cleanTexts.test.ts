import { expect, test } from "vitest";
import { source } from "../../tangle/index.ts";
import type { Cache } from "../../tangle/standing/index.ts";
import { typedNumberReader } from "./cleanTexts.ts";

const kept = new Map<string, string>();
const cache: Cache = { get: (kind, key) => kept.get(`${kind} ${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind} ${key}`, text) };
const messages = (text: string): readonly string[] => typedNumberReader(cache)({ source: source("book/a.md", text) }).map(({ message }) => message);

test("a text without a typed number is read once, one with such a number each time, with its places", () => {
  const typed = "the decimal `0.5` is typed by hand, and no cell, citation or formula stands behind it";
  for (let round = 0; round < 2; round += 1) {
    expect(messages("# A\n\nNone.\n")).toEqual([]);
    expect(messages("# A\n\nIt is 0.5 now.\n")).toEqual([typed]);
  }
  expect(kept.size).toBe(1);
});
