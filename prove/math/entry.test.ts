import { expect, test } from "vitest";
import { lisp, namesFrom } from "../testing/lisp.ts";
import { readEntry } from "./read.ts";

const names = namesFrom("N n B H T d V k");

test.each<[string, string]>([
  ["2N", "= (* 2 N)"],
  ["\\le 2n", "≤ (* 2 n)"],
  ["\\leq 3n", "≤ (* 3 n)"],
  ["= 2n", "= (* 2 n)"],
  ["\\approx n \\log n", "≈ (* n (log n))"],
  ["4BHT^2d + 5BHT^2", "= (+ (* (* (* (* 4 B) H) (^ T 2)) d) (* (* (* 5 B) H) (^ T 2)))"],
  ["\\min(N, V^k)", "= (min N (^ V k))"],
  ["\\lceil n / 2 \\rceil", "= (ceiling (/ n 2))"],
  ["1{,}000n", "= (* 1000 n)"],
  ["0", "= 0"],
  ["2N.", "= (* 2 N)"],
  ["\\ge n", "refused: `\\ge` says nothing that can be counted"],
  ["2n = 3k", "refused: `=` cannot stand here"],
  ["\\mathbb{E}[n]", "= (E n)"],
  ["O(n)", "refused: `O` is not bound"],
  ["q", "refused: `q` is not bound"],
  ["", "refused: nothing stands in this formula"],
  ["\\le", "refused: an operand is missing here"],
])("the entry %s", (latex, read) => {
  const entry = readEntry(latex, names);
  expect("refusal" in entry ? `refused: ${entry.refusal.message}` : `${entry.relation} ${lisp(entry.expression)}`).toBe(read);
});
