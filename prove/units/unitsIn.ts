/** The units of a section, read once: it never changes, and its evidence, its cells and its claims are asked for one by one. */
import type { Section } from "../../tangle/index.ts";
import { unitsOf, type UnitReading } from "./units.ts";

const known = new WeakMap<Section, Map<string, UnitReading>>();

/** As `unitsOf` reads them. */
export function unitsIn(section: Section, folder: string): UnitReading {
  const readings = known.get(section) ?? new Map<string, UnitReading>();
  known.set(section, readings);
  const reading = readings.get(folder) ?? unitsOf(section, folder);
  readings.set(folder, reading);
  return reading;
}
