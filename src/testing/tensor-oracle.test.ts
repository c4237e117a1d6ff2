// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { expressions, oracle, oracleErrors } from "./tensor-oracle.ts";

test("every expression of the oracle is written here", () => {
  expect(Object.keys(expressions)).toEqual(Object.keys(oracle().expressions));
});

describe.each([["float64", 1e-13], ["float32", 3e-6]] as const)("%s", (dtype, error) => {
  test.each(Object.keys(expressions))("%s: value, gradient and Hessian–vector product are PyTorch’s", (name) => {
    const errors = oracleErrors(name, dtype);
    expect(errors.shape).toEqual(oracle().expressions[name]!.value.shape);
    expect(errors.value).toBeLessThan(error);
    expect(errors.gradient).toBeLessThan(error);
    expect(errors.hessianVector).toBeLessThan(10 * error);
  });
});
//# sourceMappingURL=../.maps/testing/tensor-oracle.test.ts.map
