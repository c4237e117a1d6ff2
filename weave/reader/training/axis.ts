/** The horizontal axis of a drawing of the book, found by the numbers that stand below its ticks. */

/** Where values of the axis are, in the units of the drawing. */
export interface Axis {
  readonly at: (value: number) => number;
  /** Its height. */
  readonly y: number;
}

/** A number, and the place of its tick. */
export interface Tick {
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

/** The axis of an SVG; null where it has none of numbers in equal steps. */
export function axisOf(svg: SVGElement): Axis | null {
  return axisThrough([...svg.querySelectorAll("text")].flatMap((text): readonly Tick[] => {
    const found = /^translate\(([-\d.]+)[ ,]([-\d.]+)\)$/.exec(text.getAttribute("transform") ?? "");
    const value = Number((text.textContent ?? "").replaceAll(",", "").replace("−", "-"));
    return found === null || (text.textContent ?? "").trim() === "" || !Number.isFinite(value) ? [] : [{ value, x: Number(found[1]), y: Number(found[2]) }];
  }));
}

/** The axis on which three numbers or more of one height lie, at places in proportion to their values. */
export function axisThrough(ticks: readonly Tick[]): Axis | null {
  for (const y of new Set(ticks.map((each) => each.y))) {
    const row = ticks.filter((each) => each.y === y).toSorted((one, other) => one.x - other.x);
    const [first, last] = [row[0], row.at(-1)];
    if (row.length < 3 || first === undefined || last === undefined || first.value === last.value) continue;
    const at = (value: number): number => first.x + ((value - first.value) * (last.x - first.x)) / (last.value - first.value);
    if (row.every(({ value, x }) => Math.abs(at(value) - x) < 0.6)) return { at, y };
  }
  return null;
}
