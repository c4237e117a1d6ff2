import { expect, test } from "vitest";
import type { Cache } from "../cache.ts";
import { speak } from "./speech.ts";

function memory(): { readonly cache: Cache; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, cache: { get: (kind, key) => kept.get(`${kind}/${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind}/${key}`, text) } };
}

test("formulas are spoken in worker threads and kept", async () => {
  const { cache, kept } = memory();
  expect(Object.fromEntries(await speak(["x^2", "a+b"], cache))).toEqual({ "x^2": "x squared", "a+b": "a plus b" });
  expect([...kept.values()]).toEqual(['{"a+b":"a plus b","x^2":"x squared"}']);
});

test("what was spoken once is not spoken again", async () => {
  const { cache, kept } = memory();
  await speak(["x^2"], cache);
  const [key = ""] = kept.keys();
  kept.set(key, '{"x^2":"as it was kept"}');
  expect((await speak(["x^2"], cache)).get("x^2")).toBe("as it was kept");
});
