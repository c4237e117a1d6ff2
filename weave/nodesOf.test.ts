/** Nodes by type are those that a walk visits, in its order. */
import type { Nodes, Root, RootContent } from "mdast";
import { expect, test } from "vitest";
import { readDocument } from "./build.ts";
import { noCache } from "./cache.ts";
import { nodesOf, openNodesOf } from "./nodesOf.ts";
import { coffee } from "./testing/wovenBook.ts";
import { walk, walkOpen } from "./walk.ts";

const inert = (node: RootContent): RootContent => ({ ...node, data: { inert: true } }) as RootContent;

function visited(tree: Nodes, visiting: typeof walkOpen): ReadonlyMap<string, readonly RootContent[]> {
  const found = new Map<string, RootContent[]>();
  visiting(tree, (node) => void found.set(node.type, [...(found.get(node.type) ?? []), node]));
  return found;
}

const trees: readonly Root[] = (readDocument(coffee, { cache: noCache }).document?.pages ?? []).flatMap(({ tree }) => [tree, { ...tree, children: tree.children.map((node, index) => (index % 3 === 0 ? inert(node) : node)) }]);

test.each([["all", walk, nodesOf], ["open", walkOpen, openNodesOf]] as const)("%s nodes of each type", (_, visiting, given) => {
  let count = 0;
  for (const tree of trees) {
    for (const [type, nodes] of visited(tree, visiting)) {
      expect(given(tree, type as RootContent["type"])).toEqual(nodes);
      count += nodes.length;
    }
    expect(given(tree, "footnoteDefinition")).toEqual([]);
  }
  expect(count).toBeGreaterThan(1000);
});
