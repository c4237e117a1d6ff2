// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
/** Points that the person at the keyboard brings. */
import type { Point } from "../../data/two-moons.ts";
import { positionAfter } from "../../tokenizers/characters.ts";
import { BadInput } from "../shell/bad-input.ts";
import { textIn } from "../shell/text.ts";

const [FEWEST, MOST] = [4, 2000];

/**
 * The points of a file, one a line: `x y 0` or `x y 1`, of which 1 is the sign +; empty lines are left out. Throws `BadInput` for a
 * line that is something else, for fewer than 4 or more than 2000 points, if all are of one kind, and as `textIn` does.
 */
export function pointsIn(file: string): readonly Point[] {
  const lines = textIn(file).split(/\r?\n/);
  const points = lines.flatMap((line, i) => (line.trim() === "" ? [] : [pointOf(line, `${file}:${i + 1}`)]));
  if (points.length < FEWEST || points.length > MOST) throw new BadInput(`${file} has ${points.length} points; there must be from ${FEWEST} to ${MOST}`);
  const [first] = points;
  if (points.every(({ label }) => label === first!.label)) throw new BadInput(`${file} has points of kind ${first!.label > 0 ? 1 : 0} only; there must be both 0 and 1`);
  return points;
}

const LINE = /^(?<x>\S+)\s+(?<y>\S+)\s+(?<kind>[01])$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const LONGEST = 40;

function pointOf(line: string, place: string): Point {
  const { x = "", y = "", kind } = LINE.exec(line.trim())?.groups ?? {};
  const isNumber = (text: string) => NUMBER.test(text) && Number.isFinite(Number(text));
  if (isNumber(x) && isNumber(y)) return { x: Number(x), y: Number(y), label: kind === "1" ? 1 : -1 };
  throw new BadInput(`${place}: a line must be x y 0 or x y 1, not ${JSON.stringify(line.length > LONGEST ? `${line.slice(0, positionAfter(line, LONGEST))}…` : line)}`);
}

/** From the least to the largest coordinate, of the points along each axis. */
export interface Box {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Where half-moons without noise lie. */
const MOONS: Box = { x: [-1, 2], y: [-0.5, 1] };

/** The box around points. */
export function boxOf(points: readonly Point[]): Box {
  const range = (numbers: readonly number[]) => [Math.min(...numbers), Math.max(...numbers)] as const;
  return { x: range(points.map(({ x }) => x)), y: range(points.map(({ y }) => y)) };
}

/** The points with each axis scaled so that their box is that of the half-moons; an axis without extent is put in its middle. */
export function scaledToMoons(points: readonly Point[]): readonly Point[] {
  const box = boxOf(points);
  const along = (axis: "x" | "y") => {
    const [[least, most], [start, end]] = [box[axis], MOONS[axis]];
    // halved, because the difference of two numbers may be no number
    const extent = most / 2 - least / 2;
    return (at: number) => start + (end - start) * (extent > 0 ? (at / 2 - least / 2) / extent : 0.5);
  };
  const [across, up] = [along("x"), along("y")];
  return points.map(({ x, y, label }) => ({ x: across(x), y: up(y), label }));
}
//# sourceMappingURL=../../.maps/demos/two-moons/points.ts.map
