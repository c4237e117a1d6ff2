// Tangled from book/04-neural-lm/03-eleven-thousand-knobs.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { multiply, zeros, type Tensor } from "../tensor-core.ts";
import { leavesOf, mapLeaves, sizeOf, type Parameters } from "./parameters.ts";

const { tree: trees } = fc.letrec<{ tree: Parameters; branch: Tensor | Parameters; leaf: Tensor }>((tie) => ({
  leaf: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).map((shape) => zeros(shape)),
  branch: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("tree")),
  tree: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("branch"), { maxKeys: 4 }),
}));

test("leaves are named by the way to them", () => {
  const tree = { embedding: zeros([2, 3]), hidden: { weight: zeros([3, 1]), bias: zeros([1]) } };
  expect(leavesOf(tree).map(([path, { shape }]) => `${path} ${shape}`)).toEqual(["embedding 2,3", "hidden.weight 3,1", "hidden.bias 1"]);
  expect(sizeOf(tree)).toBe(10);
});

test("any name will do for a branch", () => {
  const tree = { storage: { storage: zeros([2]) }, shape: zeros([3]) };
  expect(leavesOf(tree).map(([path, { shape }]) => `${path} ${shape}`)).toEqual(["storage.storage 2", "shape 3"]);
  expect(leavesOf(mapLeaves(tree, (leaf) => leaf))).toEqual(leavesOf(tree));
});

test.each([
  [{ layers: [zeros([1])] }, "in a list"],
  [[zeros([1])], "in a list"],
  [{ rate: 0.1 }, "0.1"],
  [{ bias: null }, "null"],
])("what has no names is refused: %o", (tree: unknown, what) => {
  const refusal = new TypeError(`parameters: tensors in objects, not ${what}`);
  expect(() => leavesOf(tree as Parameters)).toThrow(refusal);
  expect(() => mapLeaves(tree as Parameters, (leaf) => leaf)).toThrow(refusal);
});

test("to change nothing changes nothing, and makes another tree", () => {
  fc.assert(fc.property(trees, (tree) => {
    const same = mapLeaves(tree, (leaf) => leaf);
    expect(leavesOf(same)).toEqual(leavesOf(tree));
    if (Object.keys(tree).length > 0) expect(same).not.toBe(tree);
  }));
});

test("both walks meet the same leaves under the same names in the same order", () => {
  fc.assert(fc.property(trees, (tree) => {
    const met: [string, Tensor][] = [];
    mapLeaves(tree, (leaf, path) => (met.push([path, leaf]), leaf));
    expect(met).toEqual(leavesOf(tree));
  }));
});

test("two changes one after the other are one change, and sizes stay", () => {
  fc.assert(fc.property(trees, (tree) => {
    const [twice, thrice] = [2, 3].map((by) => (leaf: Tensor) => multiply(leaf, by));
    const one = mapLeaves(tree, (leaf) => thrice!(twice!(leaf)));
    const other = mapLeaves(mapLeaves(tree, twice!), thrice!);
    expect(leavesOf(one).map(([path, leaf]) => [path, leaf.toArray()])).toEqual(leavesOf(other).map(([path, leaf]) => [path, leaf.toArray()]));
    expect(sizeOf(one)).toBe(sizeOf(tree));
  }));
});
//# sourceMappingURL=../.maps/nn/parameters.test.ts.map
