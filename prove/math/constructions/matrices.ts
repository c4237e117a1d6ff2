/** `\begin{pmatrix} a & b \\ c & d \end{pmatrix}`. */
import type { Expression } from "../expression.ts";
import { takeEnvironment } from "../grammar/environment.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { splitAt } from "../grammar/split.ts";
import { readSlice, type Construction, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const matrices: Construction = {
  name: "matrices by their elements",
  latex: ["\\begin{pmatrix} x & -y \\\\ y & x \\end{pmatrix}", "\\begin{bmatrix} x \\\\ y \\end{bmatrix}", "\\begin{pmatrix} x & y \\end{pmatrix}^\\top"],
  meaning: "Of numbers. One column is a vector, one row a transposed one. Dots, blocks and `vmatrix` are refused.",
  read: (reader) => {
    const found = takeEnvironment(reader, "pmatrix", "bmatrix");
    if (!found) return null;
    const at = { start: found.start, end: found.end };
    const rows = found.rows.map((row) => splitAt(row, "align").map((cell) => readElement(reader, cell)));
    const [first = []] = rows;
    if (rows.some((row) => row.length !== first.length)) refuse("the rows of this matrix differ in length", at);
    if (rows.length * first.length < 2) refuse("a matrix of less than two elements", at, "write parentheses");
    return { form: "group", expression: scripted(reader, { kind: "matrix", rows, at }, readScripts(reader)) };
  },
};

function readElement(reader: Reader, cell: Slice): Expression {
  if (cell.tokens.length === 0) refuse("an element of this matrix is missing", cell, "write `0`");
  return readSlice(reader, cell, reader.grammar.expression);
}
