// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { apply, cpu, emptyLike, gradient, jvp, multiply, normal, ones, Pool, reshape, slice, sum, variable, type Rule, type Tensor } from "../tensor-core.ts";
import { randomFrom } from "../random/xoshiro128.ts";

/** The product of three tensors, whose derivatives come together, as views of one storage. */
function productOfThree(calls: (readonly boolean[])[]): Rule<undefined> {
  return {
    name: "product of three",
    value: (x) => multiply(multiply(x[0]!.withNode(), x[1]!.withNode()), x[2]!.withNode()),
    saves: ([a, b, c]) => ({ a: a!, b: b!, c: c! }),
    vjpAll(wanted, dY, { saved }) {
      calls.push(wanted);
      const { a, b, c } = saved as Record<"a" | "b" | "c", Tensor>;
      const parts = [[b, c], [a, c], [a, b]].map(([x, y]) => multiply(dY, multiply(x!, y!)));
      if (dY.node || a.node || b.node || c.node) return parts;
      const together = emptyLike([a], [3, a.size]);
      parts.forEach((part, i) => a.backend.run({ kind: "map", name: "copy", inputs: [reshape(part, [a.size])], output: { ...slice(together, [i]), storage: together.storage } }));
      return [0, 1, 2].map((i) => reshape(slice(together, [i]), a.shape));
    },
    jvp: (i, t, { saved }) => multiply(t, Object.values(saved).filter((_, each) => each !== i).reduce(multiply)),
  };
}

const drawn = (backend?: Pool) => [1, 2, 3].map((seed) => normal(randomFrom(seed), [4, 3], { dtype: "float64", ...(backend && { backend }) })) as [Tensor, Tensor, Tensor];

test("a rule with vjpAll is called once a node, and told what is wanted", () => {
  const calls: (readonly boolean[])[] = [];
  const rule = productOfThree(calls);
  const [a, b, c] = drawn();
  const leaves = [a, b, c].map(variable) as [Tensor, Tensor, Tensor];
  const loss = sum(apply(rule, undefined, leaves));
  const right = gradient(sum(multiply(multiply(...(leaves.slice(0, 2) as [Tensor, Tensor])), leaves[2])), leaves);
  expect(gradient(loss, leaves).map((each) => each.toArray())).toEqual(right.map((each) => each.toArray()));
  expect(gradient(loss, [leaves[1]])[0]!.toArray()).toEqual(right[1]!.toArray());
  expect(calls).toEqual([[true, true, true], [false, true, false]]);
});

test("one tensor at all places gets the sum of its parts, and the derivative can be differentiated again", () => {
  const rule = productOfThree([]);
  const x = variable(drawn()[0]);
  const y = sum(apply(rule, undefined, [x, x, x]));
  const [first] = gradient(y, [x], { createGraph: true });
  const [second] = gradient(sum(first!), [x]);
  x.dataSync().forEach((each, i) => {
    expect(first!.dataSync()[i]).toBeCloseTo(3 * each ** 2, 12);
    expect(second!.dataSync()[i]).toBeCloseTo(6 * each, 12);
  });
  expect(jvp([y], [x], [ones([4, 3], x)])[0]!.item()).toBeCloseTo(sum(first!).item(), 12);
});

test("in a pool, parts of one storage are freed when no adjoint needs them, and not before", () => {
  const pool = new Pool(cpu);
  const leaves = drawn(pool).map(variable) as [Tensor, Tensor, Tensor];
  const rule = productOfThree([]);
  const before = pool.liveBytes;
  const gradients = pool.scope(() => {
    const [a, b, c] = leaves;
    return gradient(sum(multiply(apply(rule, undefined, [multiply(a, 2), b, c]), apply(rule, undefined, [c, multiply(a, b), a]))), leaves);
  });
  const plain = drawn().map(variable) as [Tensor, Tensor, Tensor];
  const [a, b, c] = plain;
  const right = gradient(sum(multiply(multiply(multiply(multiply(a, 2), b), c), multiply(multiply(c, multiply(a, b)), a))), plain);
  gradients.forEach((each, i) => each.dataSync().forEach((number, j) => expect(number).toBeCloseTo(right[i]!.dataSync()[j]!, 10)));
  expect(pool.liveBytes - before).toBeLessThanOrEqual(6 * 12 * 8);
  pool.release(gradients);
  expect(pool.liveBytes).toBe(before);
});
//# sourceMappingURL=../.maps/autograd/grad.test.ts.map
