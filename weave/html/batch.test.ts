import { expect, test } from "vitest";
import { filesAgain, filesOf, type Batch } from "./batch.ts";

/** A batch of one file, which says when it is made. */
const batch = (key: string | null, path: string, made: string[]): Batch => ({ key, files: () => (made.push(path), [[path, { text: `${path} ${made.length}` }]]) });

test("a batch with the key of one of the last has its files; one without a key is made each time", async () => {
  const made: string[] = [];
  const make = filesAgain(async () => {});
  const first = await make([batch("1", "a", made), batch("2", "b", made), batch(null, "c", made)]);
  const second = await make([batch("1", "a", made), batch("3", "b", made), batch(null, "c", made)]);
  expect(made).toEqual(["a", "b", "c", "b", "c"]);
  expect([second.get("a"), second.get("b")]).toEqual([first.get("a"), { text: "b 4" }]);
});

test("what was not among the last is forgotten", async () => {
  const made: string[] = [];
  const make = filesAgain(async () => {});
  for (const batches of [[batch("1", "a", made)], [], [batch("1", "a", made)]]) await make(batches);
  expect(made).toEqual(["a", "a"]);
});

test("others run after each batch, and of two files with the same path the later one counts", async () => {
  let turns = 0;
  const files = await filesAgain(async () => void turns++)([batch("1", "a", []), batch("2", "a", ["a"])]);
  expect([turns, [...files]]).toEqual([2, [["a", { text: "a 2" }]]]);
  expect(await filesOf([])).toEqual(new Map());
});
