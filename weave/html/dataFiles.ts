/** The data of what cells drew, as files beside the pages: those of a page are made from its tree, where that is another one. */
import { posix } from "node:path";
import type { Page } from "../tree.ts";
import type { Batch } from "./batch.ts";
import { digest, digestOfTree } from "./fingerprint.ts";
import { drawingsOn, inventoryOf } from "./inventory.ts";
import { dataFiles } from "./nodes/drawing.ts";

/** The files of all pages, a batch for each with some; a path that several pages have is the last one's. */
export function dataBatches(pages: readonly Page[]): readonly Batch[] {
  const pathsOn = (page: Page): readonly string[] => inventoryOf(page).data.map((name) => posix.join(posix.dirname(page.href), name));
  const owners = new Map(pages.flatMap((page) => pathsOn(page).map((path) => [path, page] as const)));
  return pages.flatMap((page): Batch[] => {
    const own = [...new Set(pathsOn(page))].filter((path) => owners.get(path) === page);
    if (own.length === 0) return [];
    const files: Batch["files"] = () => [...new Map(dataFiles(page, drawingsOn(page)))].filter(([path]) => own.includes(path));
    return [{ key: digest(JSON.stringify(["data", page.href, own, digestOfTree(page)])), files }];
  });
}
