/** Labels → marks of Plot: beside their points, broken into short lines, and pushed apart where they would touch. */
import * as Plot from "@observablehq/plot";
import { labelPlaces, type Label, type LabelPlace } from "./labels.ts";
import { spread } from "./spread.ts";
import { gaps, letters, textWidth, type Setting } from "./style.ts";

/** Letters to a line of a label. */
const lineLength: { readonly [S in Setting]: number } = { wide: 22, narrow: 13 };

/** Marks for all labels. */
export function labelMarks(labels: readonly Label[], setting: Setting, inkOf: (series: unknown) => string): readonly Plot.Markish[] {
  return labelPlaces.flatMap((place) => {
    const rows = labels.filter((label) => label.place === place).map((label) => ({ ...label, text: broken(label.text, lineLength[setting]) }));
    if (rows.length === 0) return [];
    const facets = { ...(rows.some(({ fx }) => fx !== undefined) && { fx: "fx" }), ...(rows.some(({ fy }) => fy !== undefined) && { fy: "fy" }) };
    const fill = (label: Label): string => (label.series === null ? label.ink : inkOf(label.series));
    return [Plot.text(rows, apart(place, { x: "x", y: "y", text: "text", ...facets, fill, lineHeight: letters.lineHeight, ...placement[place] }))];
  });
}

/** The room that labels take right of the last points and left of the first. */
export function labelRoom(labels: readonly Label[], setting: Setting): { readonly left: number; readonly right: number } {
  const widest = (place: LabelPlace): number => {
    const lines = labels.filter((label) => label.place === place).flatMap(({ text }) => broken(text, lineLength[setting]).split("\n"));
    return lines.length === 0 ? 0 : Math.max(...lines.map(textWidth)) + gaps.label;
  };
  return { left: widest("first"), right: widest("last") };
}

const placement: { readonly [P in LabelPlace]: Plot.TextOptions } = {
  last: { textAnchor: "start", dx: gaps.label },
  first: { textAnchor: "end", dx: -gaps.label },
  top: { lineAnchor: "bottom", dy: -gaps.label },
  bottom: { lineAnchor: "top", dy: gaps.label },
};

/** Words on as few lines as hold them. */
function broken(text: string, room: number): string {
  const lines = text.split(/\s+/).reduce<readonly string[]>((made, word) => {
    const last = made.at(-1);
    return last !== undefined && last.length + 1 + word.length <= room ? [...made.slice(0, -1), `${last} ${word}`] : [...made, word];
  }, []);
  return lines.join("\n");
}

/** Labels at lines' ends stand in one column, so they are moved up and down until none touches another. */
function apart(place: LabelPlace, options: Plot.TextOptions): Plot.TextOptions {
  if (place === "top" || place === "bottom") return options;
  return Plot.initializer(options, (data, facets, channels, scales) => {
    const scale = scales["y"];
    if (scale === undefined) return {};
    const moved = valuesOf(channels["y"]?.value).map((value) => Number(scale(value)));
    const sizes = Array.from(data, (label: Label) => label.text.split("\n").length * letters.size * letters.lineHeight);
    for (const facet of facets.map((each) => Array.from(each))) { // Plot's are typed arrays
      const places = spread(facet.map((i) => ({ at: moved[i] ?? 0, size: sizes[i] ?? 0 })));
      facet.forEach((i, k) => (moved[i] = places[k] ?? 0));
    }
    return { data, facets, channels: { y: { value: moved } } };
  });
}

const valuesOf = (column: unknown): readonly unknown[] => (Array.isArray(column) ? column : ArrayBuffer.isView(column) ? Array.from(column as Float64Array) : []);
