/** Every live cell prints in the page what the book prints, from a server and from the disk. */
import { none, type Finding, type Origin, type PageMeasure, type SeenPage } from "./measure.ts";
import { faultOf, runCells, type CellRun } from "./runCells.ts";

/** Milliseconds after which a cell is given up: far more than any takes, on a busy machine too. */
const patience = 900_000;
/** Milliseconds after which a reader wonders whether something happens. */
const slow = 1000;

/** Whether a page has live cells. */
export const hasCells = (html: string): boolean => html.includes(" data-live=");

/** The cells of a page one after the other, of several pages at a time, with the page loaded from each of these; `leave` has the ids of those that are not run. */
export function cellsFrom(origins: readonly Origin[], leave: (page: string) => readonly string[] = () => []): PageMeasure {
  return {
    kind: "pages",
    name: "cells",
    module: "weave/audit/cells.ts",
    isFor: hasCells,
    variants: ({ pages }) => pages.map((page) => leave(page).join(" ")),
    look: {
      in: "browser",
      from: origins,
      width: 1280,
      fresh: true,
      async page({ tab, page, variant }) {
        const runs = await tab.evaluate(runCells, { patience, leave: variant === "" ? [] : variant.split(" ") });
        const late = runs.filter(({ milliseconds }) => milliseconds > slow);
        return {
          amount: runs.length,
          places: runs.flatMap((run) => (faultOf(run) === null ? [] : [`${placeOf(page, run)}: ${faultOf(run)}`])),
          remarks: late.map((run) => `${placeOf(page, run)}: ${inSeconds(run.milliseconds)}, of which ${inSeconds(run.before)} before it`),
          times: late.map(({ id, milliseconds }) => ({ name: `${page}#${id}`, seconds: milliseconds / 1000 })),
        };
      },
    },
    findings: (_, seen) => origins.flatMap((from) => findingsFrom(from, seen.filter((each) => each.from === from))),
  };
}

/** From a server and from the disk. */
export const cells = cellsFrom(["server", "disk"]);

/** How long a run takes depends on the machine, and on what the cell computes: the slow ones are told. */
function findingsFrom(from: Origin, seen: readonly SeenPage[]): readonly Finding[] {
  const count = seen.reduce((sum, { amount }) => sum + amount, 0);
  const of = `of ${count}, from ${from === "server" ? "a server" : "the disk"}`;
  const remarks = seen.flatMap(({ remarks = [] }) => remarks);
  const times = seen.flatMap(({ times = [] }) => times);
  return [
    none(`live cells that print something else, ${of}`, "cells", seen.flatMap(({ places }) => places)),
    { name: `first runs of live cells of more than 1 s, ${of}`, value: remarks.length, unit: "cells", aim: { exact: false, atMost: 0 }, places: remarks, times },
  ];
}

/** Where a cell stands on its page. */
export function placeOf(page: string, { place }: Pick<CellRun, "place">): string {
  return `${page}, live cell ${place}`;
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
