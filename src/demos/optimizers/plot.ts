// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** A plot of losses in the terminal. */

/** A point: its label on the axis, and its loss; null or too large where training diverged. */
export interface PlotPoint {
  readonly label: string;
  readonly loss: number | null;
}

const ROWS = 9;

/**
 * Losses from left to right as dots, the least as a star; those above `most` as an arrow at the top. Empty without a loss of at most that.
 * The labels stand below their dots.
 */
export function plotOf(points: readonly PlotPoint[], most: number): readonly string[] {
  const shown = points.flatMap(({ loss }) => (loss !== null && loss <= most ? [loss] : []));
  if (shown.length === 0) return [];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const column = Math.max(7, ...points.map(({ label }) => label.length + 2));
  const rowOf = (loss: number) => (high === low ? ROWS - 1 : Math.round(((high - loss) / (high - low)) * (ROWS - 1)));
  const best = points.findIndex(({ loss }) => loss === low);
  const signAt = ({ loss }: PlotPoint, i: number, row: number) => {
    if (loss === null || loss > most) return row === 0 ? "↑" : " ";
    return rowOf(loss) === row ? (i === best ? "★" : "●") : " ";
  };
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const tick = row === 0 ? high.toFixed(3) : row === ROWS - 1 ? low.toFixed(3) : "";
    return `${tick.padStart(7)} │${points.map((point, i) => signAt(point, i, row).padStart(column)).join("")}`.trimEnd();
  });
  return [...lines, `${" ".repeat(8)}└${"─".repeat(column * points.length)}`, `${" ".repeat(9)}${points.map(({ label }) => label.padStart(column)).join("")}`];
}
//# sourceMappingURL=../../.maps/demos/optimizers/plot.ts.map
