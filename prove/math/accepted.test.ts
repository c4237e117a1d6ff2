import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { accepted, acceptedTable } from "./accepted.ts";
import { lisp, namesFrom } from "../testing/lisp.ts";
import { readDisplay } from "./read.ts";

// what the examples of the list are written with; `i` and `j` are indices of its sums as well, so only some examples have them bound
const values = "x y n a m p q A B W W_Q X Y D dX loss L lambda x_hat x_0 x' x_star l w";
const withIndices = namesFrom(`${values} i j i_1`, "f g");
const without = namesFrom(values, "f g");

test.each(accepted.flatMap(({ name, latex }) => latex.map((each) => [name, each] as const)))("%s: %s is read", (_, latex) => {
  const refusals = [withIndices, without].map((names) => refusalsOf(readDisplay(latex, names)));
  expect(refusals.find((each) => each.length === 0) ?? refusals).toEqual([]);
});

function refusalsOf(read: ReturnType<typeof readDisplay>): readonly string[] {
  if ("refusal" in read) return [read.refusal.message];
  const ofReasons = read.reasons.flatMap((reason) => ("refusal" in reason ? [reason.refusal.message] : []));
  return [...read.chains.flatMap(({ expressions }) => expressions.filter(({ kind }) => kind === "unread").map(lisp)), ...ofReasons];
}

test("every entry of the list has a name of its own, an example and a meaning", () => {
  expect(new Set(accepted.map(({ name }) => name)).size).toBe(accepted.length);
  expect(accepted.filter(({ latex, meaning }) => latex.length === 0 || meaning === "")).toEqual([]);
});

test("the README shows the list as it is", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(acceptedTable());
});
