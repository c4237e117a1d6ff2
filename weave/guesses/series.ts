/** A curve in the data of a figure, which stands beside it as CSV. */
import { isRefused, refused, type Refused } from "./refused.ts";

/** Which numbers of the data: two columns, of the rows that have certain entries. */
export interface Chosen {
  readonly x: string;
  readonly y: string;
  readonly where: readonly (readonly [column: string, entry: string])[];
}

/** Points of a curve, each x once, from left to right; two or more. */
export type Series = readonly (readonly [x: number, y: number])[];

/** The curve in some CSV. `figure` names where that comes from. */
export function seriesIn(csv: string, { x, y, where }: Chosen, figure: string): Series | Refused {
  const [heads = [], ...rows] = rowsOf(csv);
  const missing = [x, y, ...where.map(([column]) => column)].find((column) => !heads.includes(column));
  if (missing !== undefined) return refused(`the data of \`${figure}\` has no column \`${missing}\`: it has ${heads.map((head) => `\`${head}\``).join(", ")}`, missing);
  const entry = (row: readonly string[], column: string): string => row[heads.indexOf(column)] ?? "";
  const points = rows
    .filter((row) => where.every(([column, wanted]) => entry(row, column) === wanted))
    .flatMap((row): Series => (entry(row, x) === "" || entry(row, y) === "" ? [] : [[Number(entry(row, x)), Number(entry(row, y))]]))
    .filter((point) => point.every(Number.isFinite))
    .toSorted(([one], [other]) => one - other);
  const twice = points.find(([at], index) => at === points[index + 1]?.[0]);
  if (twice !== undefined) return refused(`the data of \`${figure}\` has more than one \`${y}\` where \`${x}\` is ${twice[0]}: say by \`where="column: entry"\` which rows are meant`);
  return points.length < 2 ? refused(`the data of \`${figure}\` has no curve of \`${y}\` against \`${x}\` there`) : points;
}

/** The height of a curve at a place, on the straight line between its points. */
export function heightAt(series: Series, at: number): number | Refused {
  const right = series.findIndex(([x]) => x >= at);
  const [to, from] = [series[right], series[Math.max(0, right - 1)]];
  if (to === undefined || from === undefined || from[0] > at) return refused(`the curve does not reach to ${at}`);
  return from[0] === to[0] ? to[1] : from[1] + ((to[1] - from[1]) * (at - from[0])) / (to[0] - from[0]);
}

/** Where a curve is lowest or highest. */
export function extremeOf(series: Series, wanted: "least" | "most"): number {
  const better = (one: number, other: number): boolean => (wanted === "least" ? one < other : one > other);
  return series.reduce((best, point) => (better(point[1], best[1]) ? point : best))[0];
}

/** The heights at several places; refuses where one is missing. */
export function heightsAt(series: Series, places: readonly number[]): readonly number[] | Refused {
  const heights = places.map((at) => heightAt(series, at));
  return heights.find(isRefused) ?? heights.filter((each): each is number => !isRefused(each));
}

/** Entries between commas; one in quotes may hold commas, lines, and quotes twice. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}
