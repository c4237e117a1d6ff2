// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../../random/xoshiro128.ts";
import { multiplyInto, type Matrix } from "./matmul.ts";

test("a product within a kernel is that of its definition, for all strides, and nothing beside it is written", () => {
  const side = fc.integer({ min: 1, max: 9 });
  fc.assert(fc.property(side, side, side, fc.boolean(), fc.boolean(), fc.nat(), (m, n, k, isATurned, isBTurned, seed) => {
    const random = randomFrom(seed);
    const drawn = (rows: number, columns: number, isTurned: boolean): Matrix =>
      ({ numbers: Float64Array.from({ length: 2 + rows * columns }, random.uniform), start: 2, rows, columns, row: isTurned ? 1 : columns, column: isTurned ? rows : 1 });
    const [a, b] = [drawn(m, k, isATurned), drawn(k, n, isBTurned)];
    const at = ({ numbers, start, row, column }: Matrix, i: number, j: number) => numbers[start + i * row + j * column]!;
    // rows two numbers apart, and room behind the last
    const out: Matrix = { numbers: new Float64Array(3 + (m + 4) * (n + 2)).fill(-7), start: 3, rows: m, columns: n, row: n + 2, column: 1 };
    multiplyInto(out, a, b);
    const wanted = new Float64Array(out.numbers.length).fill(-7);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) wanted[3 + i * (n + 2) + j] = Array.from({ length: k }, (_, p) => at(a, i, p) * at(b, p, j)).reduce((sum, each) => sum + each, 0);
    out.numbers.forEach((each, i) => expect(each).toBeCloseTo(wanted[i]!, 13));
  }));
});
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/multiply-into.test.ts.map
