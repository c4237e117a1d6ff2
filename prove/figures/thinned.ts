/** Fewer points in a drawing where nobody could see the difference, and a bound on those that everybody sees. */

/** Dots, bars and other shapes of one layout; more of them are no picture but a file, and are drawn from a sample. */
export const mostShapes = 2500;

/** How far a line may be moved, in pixels: an eighth of what a screen shows as one dot. */
const tolerance = 0.125;

/** A layout's source with the points that its lines do not need taken out. Curves, arcs and closed shapes stay as they are. */
export function thinned(content: string): string {
  return content.replace(/(<path\b[^>]*\sd=")([^"]*)(")/g, (whole, before: string, d: string, after: string) => {
    const lines = linesOf(d);
    return lines === null ? whole : `${before}${lines.map((line) => `M${simplified(line).map(([x, y]) => `${x},${y}`).join("L")}`).join("")}${after}`;
  });
}

/** How many shapes a layout has. */
export function shapesIn(content: string): number {
  return content.match(/<(?:circle|rect|path|line|ellipse|polygon|use)\b/g)?.length ?? 0;
}

type Point = readonly [number, number];

/** The open polylines that a path is, as Observable Plot writes them: `M0,1L2,3…`; null for anything else. */
function linesOf(d: string): readonly (readonly Point[])[] | null {
  if (!/^(?:M-?[\d.e-]+,-?[\d.e-]+(?:L-?[\d.e-]+,-?[\d.e-]+)+)+$/.test(d)) return null;
  return d.split("M").slice(1).map((line) => line.split("L").map((point): Point => {
    const [x = "", y = ""] = point.split(",");
    return [Number(x), Number(y)];
  }));
}

/**
 * Douglas and Peucker's line simplification (1973): the point farthest from the chord stays if it is farther than the tolerance,
 * and both sides of it are simplified in turn. A stack in place of recursion, since a line may have many thousand points.
 */
function simplified(points: readonly Point[]): readonly Point[] {
  const kept = new Set([0, points.length - 1]);
  const spans: (readonly [number, number])[] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const farthest = farthestIn(points, span);
    if (farthest === null) continue;
    kept.add(farthest);
    spans.push([span[0], farthest], [farthest, span[1]]);
  }
  return points.filter((_, index) => kept.has(index));
}

/** The point between two that is farthest from the line through them; null if none is farther than the tolerance. */
function farthestIn(points: readonly Point[], [from, to]: readonly [number, number]): number | null {
  const [[x1, y1], [x2, y2]] = [points[from] ?? [0, 0], points[to] ?? [0, 0]];
  const length = Math.hypot(x2 - x1, y2 - y1);
  let [farthest, distance] = [-1, tolerance];
  for (let index = from + 1; index < to; index++) {
    const [x, y] = points[index] ?? [0, 0];
    const off = length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
    if (off > distance) [farthest, distance] = [index, off];
  }
  return farthest < 0 ? null : farthest;
}
