/** The house style of figures, after Tufte: few inks, thin lines, no grid, text in the face of the page. */

/**
 * The inks by the names that a cell writes (`stroke: "second"`), each with the colour that stands in where no theme says
 * another. An edition sets the variable `--NAME`, or puts its own colour in the place of `var(--NAME, …)`.
 */
export const inks = {
  ink: "#1d1b17",
  quiet: "#615b52",
  accent: "#96201f",
  second: "#1f5578",
  rule: "#d8d2c6",
  paper: "#fffefa",
} as const;

/** The name of an ink. */
export type InkName = keyof typeof inks;

/** An ink as SVG says it. */
export function ink(name: InkName): string {
  return `var(--${name}, ${inks[name]})`;
}

/** Whether a word names an ink. */
export function isInk(name: unknown): name is InkName {
  return typeof name === "string" && Object.hasOwn(inks, name);
}

/** What tells series apart, in their order; each also has its label, so that nothing is said by colour alone. */
export const seriesInks: readonly InkName[] = ["ink", "accent", "second", "quiet"];

/** The widths of figures; `size: "margin"` among a plot's options. */
export type FigureSize = "margin" | "column" | "full";

/** How wide a drawing of so many pixels is set. */
export function sizeOf(width: number): FigureSize {
  return width <= 260 ? "margin" : width <= 640 ? "column" : "full";
}

/** Width and height in CSS pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** What a figure is drawn for: a page with its margin, or a phone. */
export type Setting = "wide" | "narrow";

/** Each width twice, since a drawing that is only made smaller cannot be read on a phone. */
export const extents: { readonly [S in FigureSize]: { readonly [W in Setting]: Extent } } = {
  margin: { wide: { width: 250, height: 190 }, narrow: { width: 340, height: 230 } },
  column: { wide: { width: 580, height: 310 }, narrow: { width: 340, height: 250 } },
  full: { wide: { width: 880, height: 400 }, narrow: { width: 340, height: 250 } },
};

/** Letters: 14 px in a column of 580 px, which print sets at 118 mm, is 8 pt there. */
export const letters = { size: 14, lineHeight: 1.2, family: "var(--serif, 'Source Serif 4', Charter, Georgia, serif)" } as const;

/** The attributes of the SVG around every drawing; the ids of its `<title>` and `<desc>` begin with `prefix`. */
export function frameOf({ width, height }: Extent, prefix: string): Readonly<Record<string, string>> {
  return {
    viewBox: `0 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    role: "img",
    "aria-labelledby": `${prefix}title ${prefix}desc`,
    "font-family": letters.family,
    "font-size": String(letters.size),
    "text-anchor": "middle",
    fill: ink("ink"),
  };
}

/** Widths of the serif's letters in em, a little on the wide side, since nothing may be cut off. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[fijltI.,:;'’!|()[\] ]/u, 0.38],
  [/[rs]/u, 0.47],
  [/[acegz\d²³/+−-]/u, 0.56],
  [/[mwMW@%—…]/u, 1],
  [/\p{Lu}/u, 0.78],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u, 1.05],
];

/** About how many pixels a line of text takes, never fewer than it does. */
export function textWidth(text: string): number {
  const ems = [...text].reduce((sum, letter) => sum + (widths.find(([letters]) => letters.test(letter))?.[1] ?? 0.65), 0);
  return Math.ceil(ems * letters.size);
}

/** Pixels between the frame and the outermost points, between panels, and from a line's end to its label. */
export const gaps = { frame: 9, panels: 34, label: 8, tick: 4 } as const;

/** What a mark looks like where the cell says nothing of it. */
export const markDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  line: { stroke: ink("ink"), strokeWidth: 1.5 },
  dot: { fill: ink("ink"), r: 2.75 },
  bar: { fill: ink("quiet") },
  rect: { fill: ink("quiet") },
  area: { fill: ink("rule") },
  rule: { stroke: ink("quiet"), strokeWidth: 1 },
  tick: { stroke: ink("ink"), strokeWidth: 1 },
  link: { stroke: ink("quiet"), strokeWidth: 1 },
  arrow: { stroke: ink("quiet"), strokeWidth: 1 },
  text: { fill: ink("ink") },
};
