// Tangled from book/01-markov-chains/04-add-one-and-witten-bell.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { train } from "./model.ts";

const { text, testFrom, train: training } = split(data("moby-dick.txt"));
const tables = [0, 1, 2, 3, 4, 5].map((order) => train(training, order).table);
const rowOf = (context: string) => tables[context.length]?.get(context);

test("at five orders the apostrophe of T’gallant is new to a row, and at order 0 it is not", () => {
  const at = text.indexOf("T'gallant", testFrom) + 1;
  const seen = [0, 1, 2, 3, 4, 5].map((order) => rowOf(text.slice(at - order, at))?.counts.has("'"));
  expect(seen).toEqual([true, false, false, false, false, false]);
  expect(rowOf("T")?.counts.has("h")).toBe(true);
});

test("every q after ee stands after uee, in Queequeg; there are more of them than of l or k", () => {
  const after = rowOf("ee")?.counts;
  const q = after?.get("q") ?? NaN;
  expect(rowOf("uee")?.counts.get("q")).toBe(q);
  expect(training.split(/queeq/i).length - 1).toBe(q);
  expect(q).toBeGreaterThan(after?.get("l") ?? NaN);
  expect(q).toBeGreaterThan(after?.get("k") ?? NaN);
  expect([rowOf("see"), rowOf("ree")].map((row) => row?.counts.has("q"))).toEqual([false, false]);
});

test("where a context has no row, no longer one has", () => {
  for (const [context] of tables[5] ?? []) {
    for (let order = 0; order < 5; order++) if (!rowOf(context.slice(5 - order))) expect.fail(JSON.stringify(context));
  }
});

test("the row of q has a u in all of 1,143 cases but one", () => {
  const row = rowOf("q");
  expect([row?.total, row?.counts.get("u")]).toEqual([1143, 1142]);
});
//# sourceMappingURL=../../.maps/models/ngram/zero.test.ts.map
