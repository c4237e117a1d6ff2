/** The words and dots in a drawing's source: where each stands and how much room it takes, as far as its attributes say. */
import { textWidth } from "../../prove/drawnInPage.ts";
import type { Box } from "./apart.ts";

/** A `<text>`, and the part of it that has ink, in the units of the drawing. */
export interface Word extends Box {
  /** Where its tag begins in the source. */
  readonly at: number;
}

/** Those that stand upright and in the drawing's own measure, in the order of the source. */
export interface Parts {
  readonly words: readonly Word[];
  /** The points of the data, which are smaller than a letter; a larger circle may hold a word. */
  readonly dots: readonly Box[];
}

/** What an element hands on to those in it; `origin` null where its axes are turned or stretched. */
interface Setting {
  readonly origin: readonly [number, number] | null;
  readonly anchor: string;
  readonly size: number;
}

/** What a drawing's root says; `frameOf` writes it there. */
const outermost: Setting = { origin: [0, 0], anchor: "middle", size: 14 };

const largestDot = 6;

/** Reads them. */
export function partsOf(content: string): Parts {
  const [words, dots]: [Word[], Box[]] = [[], []];
  const settings = [outermost];
  for (const { index, 0: tag, 1: closes, 2: name, 3: attributes = "", 4: isEmpty } of content.matchAll(/<(\/?)([a-z]\w*)((?:\s[^>]*?)?)(\/?)>/gi)) {
    if (closes === "/") {
      settings.pop();
      continue;
    }
    const setting = settingOf(name === "svg" ? movesOf(attributes) : attributes, settings.at(-1) ?? outermost);
    if (isEmpty !== "/") settings.push(setting);
    if (setting.origin === null) continue;
    const element = { attributes, setting, origin: setting.origin };
    if (name === "circle") dots.push(...dotOf(element));
    if (name === "text" && isEmpty !== "/") words.push(...wordOf(index, content.slice(index + tag.length, content.indexOf("</text>", index)), element));
  }
  return { words, dots };
}

function settingOf(attributes: string, { origin, anchor, size }: Setting): Setting {
  const transform = attribute(attributes, "transform") ?? "";
  const moves = [...transform.matchAll(/translate\(\s*(-?[\d.]+)(?:[\s,]+(-?[\d.]+))?\s*\)/g)];
  const isUpright = transform.replace(/translate\([^)]*\)/g, "").trim() === "";
  return {
    origin: origin === null || !isUpright ? null : moves.reduce<readonly [number, number]>(([x, y], [, dx = "0", dy = "0"]) => [x + Number(dx), y + Number(dy)], origin),
    anchor: attribute(attributes, "text-anchor") ?? anchor,
    size: Number(attribute(attributes, "font-size") ?? size),
  };
}

/** An SVG in the drawing, as the transform that it is. */
function movesOf(attributes: string): string {
  const number = (name: string, otherwise: number): number => Number(attribute(attributes, name) ?? otherwise);
  const view = attribute(attributes, "viewBox")?.trim().split(/[\s,]+/).map(Number);
  const [left = 0, top = 0, width = number("width", 0), height = number("height", 0)] = view ?? [];
  const isScaled = number("width", width) !== width || number("height", height) !== height;
  return ` transform="${isScaled ? "scale" : ""} translate(${number("x", 0) - left} ${number("y", 0) - top})"`;
}

interface Element {
  readonly attributes: string;
  readonly setting: Setting;
  readonly origin: readonly [number, number];
}

function dotOf({ attributes, origin: [x, y] }: Element): Box[] {
  const [cx = 0, cy = 0, r = 0] = ["cx", "cy", "r"].map((name) => Number(attribute(attributes, name) ?? 0));
  return r > largestDot ? [] : [{ left: x + cx - r, top: y + cy - r, width: 2 * r, height: 2 * r }];
}

/** How far letters rise above their line, and from one line to the next, in em. */
const [ascent, lineHeight] = [0.68, 1.2];

function wordOf(at: number, inside: string, { attributes, setting: { anchor, size }, origin: [x, y] }: Element): Word[] {
  // Plot sets each line of a label in a `tspan` that begins at its left again
  const lines = inside.split(/<tspan[^>]*\sx=[^>]*>/).map(plain).filter((line) => line !== "");
  if (lines.length === 0) return [];
  const first = /<tspan([^>]*\sx=[^>]*)>/.exec(inside)?.[1] ?? attributes;
  const width = Math.max(...lines.map(textWidth)) * (size / outermost.size);
  const baseline = y + pixels(first, "y", size) + pixels(first, "dy", size);
  const start = x + pixels(attributes, "x", size) + pixels(attributes, "dx", size);
  const top = baseline - ascent * size;
  const places = (attribute(attributes, "x") ?? "").trim().split(/[\s,]+/).map(Number);
  if (places.length > 1 && lines.length === 1) return [{ at, top, height: ascent * size, ...spreadOf(lines[0] ?? "", { places: places.map((place) => x + place), anchor, size }) }];
  const left = anchor === "start" ? start : anchor === "end" ? start - width : start - width / 2;
  return [{ at, left, top, width, height: (ascent + (lines.length - 1) * lineHeight) * size }];
}

/** From the first to the last letter of a text that has a place for each. */
function spreadOf(text: string, { places, anchor, size }: { readonly places: readonly number[]; readonly anchor: string; readonly size: number }): Pick<Box, "left" | "width"> {
  const before = anchor === "start" ? 0 : anchor === "end" ? 1 : 0.5;
  const letters = [...text].slice(0, places.length).map((letter, i) => {
    const width = textWidth(letter) * (size / outermost.size);
    const left = (places[i] ?? 0) - before * width;
    return { left, right: left + width };
  });
  const left = Math.min(...letters.map((letter) => letter.left));
  return { left, width: Math.max(...letters.map(({ right }) => right)) - left };
}

const plain = (markup: string): string => markup.replace(/<[^>]*>/g, "").replace(/&[#\w]+;/g, "x").trim();

function pixels(attributes: string, name: string, size: number): number {
  const written = attribute(attributes, name)?.trim() ?? "0";
  return parseFloat(written) * (written.endsWith("em") ? size : 1);
}

function attribute(attributes: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
}
