/** What Chromium asks for before anybody clicks, in kilobytes (1000 bytes) as they travel. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { none, type Finding, type PageMeasure, type Site, type Visit } from "./measure.ts";
import { fileAt } from "./server.ts";

const baseScript = "assets/book.js";

/** The first page, the heaviest page, the script that every page has, and requests that leave the edition. */
export const weight: PageMeasure = {
  kind: "pages",
  name: "weight",
  module: "weave/audit/weight.ts",
  look: {
    in: "browser",
    from: ["server"],
    width: 1280,
    fresh: false,
    page: (visit) => {
      const { bytes, foreign } = loadOf(visit);
      return Promise.resolve({ amount: bytes, places: foreign.map((address) => `${visit.page}: ${address}`) });
    },
  },
  findings(site, seen) {
    const heaviest = seen.toSorted((a, b) => b.amount - a.amount)[0];
    const first = seen.find(({ page }) => page === "index.html");
    return [
      ...(first ? [kilobytes("the first page, before a click", first.amount, { atMost: 150, page: first.page })] : []),
      ...(heaviest ? [kilobytes(`the heaviest page, ${heaviest.page}, before a click`, heaviest.amount, { atMost: 300, page: heaviest.page })] : []),
      ...scriptOf(site),
      none("requests beyond the edition, or in vain", "requests", seen.flatMap(({ places }) => places)),
    ];
  },
};

/** A page as it was loaded. */
export interface Load {
  readonly bytes: number;
  /** Addresses that are not a file of the edition. */
  readonly foreign: readonly string[];
}

/** What loading the page asked for. */
export function loadOf({ site: { folder, origin, sent }, asked }: Pick<Visit, "site" | "asked">): Load {
  const files = [...asked].filter((address) => !address.startsWith("data:"))
    .map((address) => ({ address, file: address.startsWith(`${origin}/`) ? fileAt(folder, address.slice(origin.length)) : null }));
  const bytes = files.reduce((sum, { file }) => sum + (file === null ? 0 : sent(file).length), 0);
  return { bytes, foreign: files.filter(({ file }) => file === null).map(({ address }) => address) };
}

function scriptOf({ folder, sent }: Site): readonly Finding[] {
  const path = join(folder, baseScript);
  return existsSync(path) ? [kilobytes(`the script of every page, ${baseScript}`, sent(path).length, { atMost: 12, page: baseScript })] : [];
}

function kilobytes(name: string, bytes: number, { atMost, page }: { readonly atMost: number; readonly page: string }): Finding {
  const value = Number((bytes / 1000).toFixed(1));
  return { name, value, unit: "kB", aim: { exact: true, atMost }, places: bytes > atMost * 1000 ? [`${page}: ${bytes} bytes`] : [] };
}
