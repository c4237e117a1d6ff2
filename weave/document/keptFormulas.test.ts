import { expect, test } from "vitest";
import type { Cache } from "../cache.ts";
import { katexMistake } from "../formulas.ts";
import { keptFormulas } from "./keptFormulas.ts";

function memory(): { readonly cache: Cache; readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return { texts, cache: { get: (kind, key) => texts.get(`${kind} ${key}`) ?? null, put: (kind, key, text) => void texts.set(`${kind} ${key}`, text) } };
}

test("what was accepted is known the next time, inline and displayed apart; mistakes are found each time", () => {
  const { cache, texts } = memory();
  const first = keptFormulas(cache);
  for (const display of [true, false]) for (const formula of ["x^2", "\\tag{1} x", "x^"]) expect(first.check(formula, display)).toEqual(katexMistake(formula, display));
  first.keep();
  expect([...texts.values()].map((text) => JSON.parse(text) as unknown)).toEqual([["$$x^2", "$$\\tag{1} x", "$x^2"]]);
  const second = keptFormulas(cache);
  expect(second.check("x^", false)).toEqual(katexMistake("x^", false));
  expect(second.check("x^2", false)).toBeNull();
  second.keep();
  expect([...texts.values()]).toEqual(['["$x^2"]']);
});
