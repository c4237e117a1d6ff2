/** What the cells and claims of a section are made from, but for where in the chapter they stand: prose around them changes nothing of it. */
import type { Section } from "../../tangle/index.ts";
import { unitsIn } from "../units/unitsIn.ts";

/** What says where something stands, by the names under which fences and units have it. */
const places: ReadonlySet<string> = new Set(["source", "span", "info", "nameSpan", "line", "column", "lineStarts", "expressionStart"]);

/** All fences and units of a section as one text, and in which order they begin: a claim begins before the cells that stand in it. */
export function placelessCells(section: Section, folder: string): string {
  const { units } = unitsIn(section, folder).units;
  const starts = [...section.fences.map(({ span }, index) => [`fence ${index}`, span.start] as const), ...units.map(({ id, span }) => [`unit ${id}`, span.start] as const)];
  const order = starts.toSorted(([, a], [, b]) => a - b).map(([name]) => name);
  return JSON.stringify([folder, section.fences, units, order], (key, value: unknown) => (places.has(key) ? undefined : value));
}
