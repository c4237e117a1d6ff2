import { expect, test } from "vitest";
import { lisp, namesFrom } from "./lisp.ts";
import { accepted, readDisplay } from "./read.ts";

// what the examples of the list are written with
const names = namesFrom("x y n a m p q A B W W_Q X Y D dX loss L lambda x_hat x_0 x' x_star l w v_0", "f g");

test.each(accepted.flatMap(({ name, latex }) => latex.map((each) => [name, each] as const)))("%s: %s is read", (_, latex) => {
  const read = readDisplay(latex, bound(latex));
  const sides = "chains" in read ? read.chains.flatMap(({ expressions }) => expressions) : [read.refusal.message];
  expect(sides.flatMap((side) => (typeof side === "string" ? [side] : side.kind === "unread" ? [lisp(side)] : []))).toEqual([]);
});

/** Indices are given where they are not summed over, as a cell would give them. */
function bound(latex: string): typeof names {
  const free = ["i", "j", "i_1"].filter((index) => !/\\(?:sum|prod|max|partial p)/.test(latex) || (index === "i" && /partial p_i/.test(latex)));
  return { ...names, bound: new Set([...names.bound, ...free]) };
}

test("every entry of the list has a name of its own, an example and a meaning", () => {
  expect(new Set(accepted.map(({ name }) => name)).size).toBe(accepted.length);
  expect(accepted.filter(({ latex, meaning }) => latex.length === 0 || meaning === "")).toEqual([]);
});
