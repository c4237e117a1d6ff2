/** The native products of a book that are as they would be built now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textAt } from "../disk/stat.ts";
import { productList, productsIn } from "../native/products.ts";
import { sha256 } from "../text/hash.ts";
import { machineText } from "./machine.ts";
import { sourcesAt, sourcesHash } from "./sources.ts";
import { nothingStands, runOf, type Run } from "./standing.ts";

/** A run of `build`, seen from before it begins. */
export function buildingOf(root: string): Run {
  const sources = sourcesAt(root);
  if (sources === null) return nothingStands;
  const read = [sourcesHash(sources), machineText(root)];
  return runOf({ root, name: "build", asked: null }, {
    read: JSON.stringify(read),
    made: () => JSON.stringify([textAt(join(root, productList)), [...productsIn(root)].map(([name, path]) => [name, sha256(readFileSync(path))])]),
  });
}
