/** The axes of a drawing of the book, found by the numbers that stand at their ticks. */

/** Which way values grow: from left to right, or from bottom to top. */
export type Along = "x" | "y";

/** Where values of an axis are, in the units of the drawing. */
export interface Axis {
  readonly along: Along;
  readonly at: (value: number) => number;
  /** Where the axis lies: its height, or how far right. */
  readonly across: number;
}

/** A number, and the place of its tick. */
export interface Tick {
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

/** The axes of each panel of an SVG, in the panel's own units: horizontal ones of numbers in equal steps, or where no panel has one, vertical ones. */
export function axesOf(svg: SVGElement): readonly (readonly [panel: Element, axis: Axis])[] {
  const panels = new Map<Element, Tick[]>();
  for (const text of svg.querySelectorAll("text")) {
    const panel = text.parentElement?.parentElement;
    const tick = tickOf(text);
    if (panel && tick !== null) panels.set(panel, [...(panels.get(panel) ?? []), tick]);
  }
  const [level, upright] = (["x", "y"] as const).map((along) => [...panels].flatMap(([panel, ticks]): [Element, Axis][] => {
    const axis = axisThrough(ticks, along);
    return axis === null ? [] : [[panel, axis]];
  }));
  return level?.length ? level : (upright ?? []);
}

function tickOf(text: SVGTextElement): Tick | null {
  const found = /^translate\(([-\d.]+)[ ,]([-\d.]+)\)$/.exec(text.getAttribute("transform") ?? "");
  const written = (text.textContent ?? "").trim();
  const value = Number(written.replaceAll(",", "").replace("−", "-"));
  return found === null || written === "" || !Number.isFinite(value) ? null : { value, x: Number(found[1]), y: Number(found[2]) };
}

/** The axis on which three numbers or more lie in one row, or in one column, at places in proportion to their values. */
export function axisThrough(ticks: readonly Tick[], along: Along): Axis | null {
  const aside = along === "x" ? "y" : "x";
  for (const across of new Set(ticks.map((each) => each[aside]))) {
    const row = ticks.filter((each) => each[aside] === across).toSorted((one, other) => one[along] - other[along]);
    const [first, last] = [row[0], row.at(-1)];
    if (row.length < 3 || first === undefined || last === undefined || first.value === last.value) continue;
    const at = (value: number): number => first[along] + ((value - first.value) * (last[along] - first[along])) / (last.value - first.value);
    if (row.every((each) => Math.abs(at(each.value) - each[along]) < 0.6)) return { along, at, across };
  }
  return null;
}
