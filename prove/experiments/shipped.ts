/** What a page or a notebook needs so that its cells can read experiments and measurements. */
import { join } from "node:path";
import { textAt, walk, type Book } from "../../tangle/index.ts";
import { experimentSeeds } from "../records/experimentSeeds.ts";
import { valuesIn } from "../records/experimentValues.ts";

/** JSON by `experiments/NAME` and `measurements/NAME`. An experiment that lacks a seed is left out. */
export function shippedRecords({ root, sections }: Pick<Book, "root" | "sections">): ReadonlyMap<string, string> {
  const experiments = Object.entries(experimentSeeds({ sections })).flatMap(([name, seeds]): readonly (readonly [string, string])[] => {
    const found = valuesIn(root, name, seeds);
    return "values" in found ? [[`experiments/${name}`, JSON.stringify(found.values)]] : [];
  });
  const files = walk(root, "book/measurements").filter((path) => path.endsWith(".json"));
  const measurements = files.map((path) => [path.replace(/^book\//, "").replace(/\.json$/, ""), textAt(join(root, path)) ?? "null"] as const);
  return new Map([...experiments, ...measurements]);
}
