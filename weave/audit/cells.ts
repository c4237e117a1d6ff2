/** Every live cell prints in the page what the book prints, from a server and from the disk. */
import { none, type Finding, type Origin, type PageMeasure, type SeenPage } from "./measure.ts";
import { faultOf, runCells } from "./runCells.ts";

/** Milliseconds that one cell may take on a busy machine. */
const patience = 120_000;
/** Milliseconds after which a reader wonders whether something happens. */
const slow = 1000;

/** Whether a page has live cells. */
export const hasCells = (html: string): boolean => html.includes(" data-live=");

/** The cells of a page one after the other, of several pages at a time, with the page loaded from each of these. */
export function cellsFrom(origins: readonly Origin[]): PageMeasure {
  return {
    kind: "pages",
    name: "cells",
    module: "weave/audit/cells.ts",
    isFor: hasCells,
    look: {
      in: "browser",
      from: origins,
      width: 1280,
      fresh: true,
      async page({ tab, page }) {
        const runs = await tab.evaluate(runCells, patience);
        const at = (index: number): string => `${page}, live cell ${index + 1}`;
        return {
          amount: runs.length,
          places: runs.flatMap((run, index) => (faultOf(run) === null ? [] : [`${at(index)}: ${faultOf(run)}`])),
          remarks: runs.flatMap(({ milliseconds, before }, index) => (milliseconds <= slow ? [] : [`${at(index)}: ${inSeconds(milliseconds)}, of which ${inSeconds(before)} before it`])),
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
  return [
    none(`live cells that print something else, ${of}`, "cells", seen.flatMap(({ places }) => places)),
    { name: `first runs of live cells of more than 1 s, ${of}`, value: remarks.length, unit: "cells", aim: { exact: false, atMost: 0 }, places: remarks },
  ];
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
