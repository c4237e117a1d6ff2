// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { multiply, zeros, type Tensor } from "../tensor-core.ts";
import { leavesOf, mapLeaves, sizeOf, zipLeaves, type Branch, type Parameters } from "./parameters.ts";

const { tree: trees } = fc.letrec<{ tree: Parameters; list: readonly Branch[]; branch: Branch; leaf: Tensor }>((tie) => ({
  leaf: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).map((shape) => zeros(shape)),
  branch: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("tree"), tie("list")),
  list: fc.array(tie("branch"), { maxLength: 3 }),
  tree: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("branch"), { maxKeys: 4 }),
}));

test("leaves are named by the way to them", () => {
  const tree = { embedding: zeros([2, 3]), hidden: { weight: zeros([3, 1]), bias: zeros([1]) } };
  expect(leavesOf(tree).map(([path, { shape }]) => `${path} ${shape}`)).toEqual(["embedding 2,3", "hidden.weight 3,1", "hidden.bias 1"]);
  expect(sizeOf(tree)).toBe(10);
});

test("the items of a list are named by their numbers, and a list stays one", () => {
  const block = (width: number) => ({ hidden: { weight: zeros([width, 2]) }, gains: [zeros([width]), zeros([])] });
  const tree = { embedding: zeros([5]), blocks: [block(3), block(4)] };
  expect(leavesOf(tree).map(([path, { shape }]) => `${path} ${shape}`)).toEqual([
    "embedding 5", "blocks.0.hidden.weight 3,2", "blocks.0.gains.0 3", "blocks.0.gains.1 ",
    "blocks.1.hidden.weight 4,2", "blocks.1.gains.0 4", "blocks.1.gains.1 "]);
  const same: typeof tree = mapLeaves(tree, (leaf) => leaf);
  expect(same).toEqual(tree);
  expect(same.blocks.map(({ gains }) => Array.isArray(gains))).toEqual([true, true]);
  // eleven items stay in their order
  expect(leavesOf({ blocks: Array.from({ length: 11 }, () => zeros([])) }).map(([path]) => path).at(-1)).toBe("blocks.10");
});

test("any name will do for a branch", () => {
  const tree = { storage: { storage: zeros([2]) }, shape: zeros([3]) };
  expect(leavesOf(tree).map(([path, { shape }]) => `${path} ${shape}`)).toEqual(["storage.storage 2", "shape 3"]);
  expect(leavesOf(mapLeaves(tree, (leaf) => leaf))).toEqual(leavesOf(tree));
});

test.each([
  [{ rate: 0.1 }, "tensors in objects and lists, not 0.1"],
  [{ bias: null }, "tensors in objects and lists, not null"],
  [{ blocks: [zeros([1]), undefined] }, "tensors in objects and lists, not undefined"],
  [{ "hidden.bias": zeros([1]) }, 'a name with a dot or without a character, "hidden.bias"'],
  [{ deep: { "": zeros([1]) } }, 'a name with a dot or without a character, ""'],
])("what is no tree is refused: %o", (tree: unknown, what) => {
  const refusal = new TypeError(`parameters: ${what}`);
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

test("two trees of one form are walked together", () => {
  const [tree, other]: readonly [Parameters, Parameters] = [{ a: [zeros([1]), zeros([2])] }, { a: [zeros([3]), zeros([4])] }];
  const met: string[] = [];
  const zipped = zipLeaves(tree, other, (leaf, partner, path) => (met.push(`${path} ${leaf.shape} ${partner.shape}`), partner));
  expect(met).toEqual(["a.0 1 3", "a.1 2 4"]);
  expect(zipped).toEqual(other);
  expect(() => zipLeaves(tree, { a: [zeros([3])] }, (leaf) => leaf)).toThrow(new TypeError("zipLeaves: the second tree has no `a.1`"));
  expect(() => zipLeaves({ a: [] }, other, (leaf) => leaf)).toThrow(new TypeError("zipLeaves: the first tree has no `a.0`"));
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
