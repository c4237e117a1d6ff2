// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** The phases of a training step as bars. */
import { bytesIn, largestPhase, type Phase } from "../../memory/budget.ts";
import { gigabytes } from "./gigabytes.ts";

/** A bar is at most so wide, and a chart has about so many rows of blocks in each direction. */
const [BAR, ROWS] = [44, 12];

/** The phases that are drawn: of many blocks those at equal distances, the peak, and all that is no block. */
export function phasesDrawn(phases: readonly Phase[]): readonly Phase[] {
  const peak = largestPhase(phases);
  const every = Math.ceil(phases.filter(({ name }) => /^block \d+$/.test(name)).length / ROWS);
  return phases.filter((phase, i) => {
    const block = /^block (\d+)/.exec(phase.name)?.[1];
    return block === undefined || Number(block) % every === 0 || phase === peak || i === phases.length - 1;
  });
}

/** A line for each phase that is drawn, its bar as long as its bytes; the peak is marked. */
export function chartOf(phases: readonly Phase[]): string {
  const peak = largestPhase(phases);
  const drawn = phasesDrawn(phases);
  const width = Math.max(...drawn.map(({ name }) => name.length));
  const size = Math.max(...drawn.map((phase) => gigabytes(bytesIn(phase)).length));
  return drawn.map((phase) => {
    const bar = "█".repeat(Math.round((BAR * bytesIn(phase)) / bytesIn(peak)));
    return `${phase.name.padStart(width)}  ${gigabytes(bytesIn(phase)).padStart(size)}  ${bar}${phase === peak ? " ← peak" : ""}`;
  }).join("\n");
}
//# sourceMappingURL=../../.maps/demos/memory/chart.ts.map
