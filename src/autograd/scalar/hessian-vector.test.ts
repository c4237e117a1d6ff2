// Tangled from book/02-automatic-differentiation/08-hessian-vector-products.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Arithmetic } from "./arithmetic.ts";
import { hessianVectorProduct } from "./hessian-vector.ts";

const number = fc.double({ min: -2, max: 2, noNaN: true });
const vector = fc.array(number, { minLength: 3, maxLength: 3 });
const dot = (u: readonly number[], v: readonly number[]) => u.reduce((sum, each, k) => sum + each * v[k]!, 0);

test("of a quadratic it is the matrix times the vector, wherever it is taken", () => {
  // 2 x² + 3 x y + y z has the Hessian [[4, 3, 0], [3, 0, 1], [0, 1, 0]]
  const quadratic = <T>(a: Arithmetic<T>, [x, y, z]: readonly T[]): T =>
    a.add(a.add(a.multiply(a.constant(2), a.multiply(x!, x!)), a.multiply(a.constant(3), a.multiply(x!, y!))), a.multiply(y!, z!));
  fc.assert(
    fc.property(vector, vector, (at, [u = 0, v = 0, w = 0]) => {
      const product = hessianVectorProduct(quadratic, at, [u, v, w]);
      [4 * u + 3 * v, 3 * u + w, v].forEach((expected, i) => expect(product[i]).toBeCloseTo(expected, 12));
    }),
  );
});

test("it is symmetric: u · Hv is v · Hu", () => {
  const program = <T>(a: Arithmetic<T>, [x, y, z]: readonly T[]): T => a.multiply(a.sin(a.multiply(x!, y!)), a.exp(a.multiply(y!, z!)));
  fc.assert(
    fc.property(vector, vector, vector, (at, u, v) => {
      const [one, other] = [dot(u, hessianVectorProduct(program, at, v)), dot(v, hessianVectorProduct(program, at, u))];
      expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(one)));
    }),
  );
});

test("a direction of another length is refused", () => {
  expect(() => hessianVectorProduct((a, [x]) => a.multiply(x!, x!), [1], [1, 2])).toThrow(new RangeError("hessianVectorProduct: a direction of 2 numbers for 1 inputs"));
});
//# sourceMappingURL=../../.maps/autograd/scalar/hessian-vector.test.ts.map
