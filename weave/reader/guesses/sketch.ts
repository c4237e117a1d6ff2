/** A curve, sketched by a finger or a pointer over its axes, or height by height with the arrow keys. */
import { make } from "../dom.ts";
import { giveOrTake, type Fields, type Filled } from "./fields.ts";
import { heights, type CurveGuess } from "./guess.ts";
import { at } from "./marks.ts";
import { inWords, marginInWords, meanDistanceInWords, placeOf, valueAt } from "./scale.ts";

/** What `assets/sketch.js` gives. */
export interface Sketching {
  readonly sketchFields: typeof sketchFields;
  readonly comparison: typeof comparison;
}

/** The fields of a sketch: a slider for each height, which the pointer moves as well. Until one is moved there is no guess. */
export function sketchFields(guess: CurveGuess): Fields {
  const { id, label, across, scale } = guess;
  const sliders = Array.from({ length: heights }, (_, index) =>
    make("input", { type: "range", class: "hidden", min: "0", max: "100", value: "50", "aria-label": `at ${inWords(valueAt(index / (heights - 1), across), across)}` }));
  const dots = sliders.map((_, index) => at(index / (heights - 1), make("i", {})));
  const line = polyline("mine");
  const pad = padOf(guess, [line], ...sliders.flatMap((slider, index) => [slider, dots[index] ?? ""]));
  pad.setAttribute("role", "group");
  pad.setAttribute("aria-label", label);
  const places = (): readonly number[] => sliders.map(({ value }) => Number(value) / 100);
  const draw = (): void => {
    setPoints(line, places());
    places().forEach((place, index) => (dots[index]?.style.setProperty("bottom", `${100 * place}%`), sliders[index]?.setAttribute("aria-valuetext", inWords(valueAt(place, scale), scale))));
  };
  const moved = (): void => {
    for (const slider of sliders) slider.setCustomValidity("");
    draw();
  };
  sliders[0]?.setCustomValidity("Sketch the curve first");
  for (const slider of sliders) slider.addEventListener("input", moved);
  followPointer(pad, sliders, moved);
  draw();
  const sure = giveOrTake(id, scale);
  return { fields: [pad, sure.field], read: () => ({ answer: places().map((place) => valueAt(place, scale)), sure: sure.value() }) };
}

/** The sketch beside the curve that came, and how far apart they are. */
export function comparison(guess: CurveGuess, { answer, sure }: Filled): readonly [drawn: readonly HTMLElement[], said: readonly string[]] {
  const sketched = [answer].flat();
  const lines = [polyline("mine"), polyline("true")];
  [sketched, guess.answer].forEach((values, index) => setPoints(lines[index], values.map((value) => placeOf(value, guess.scale))));
  const { scale } = guess;
  return [[padOf(guess, lines)], [`Your sketch is dashed, and ${meanDistanceInWords(sketched, guess.answer, scale)} on average, where you said give or take ${marginInWords(sure, scale)}.`]];
}

/** Moves each slider that the pointer passes. */
function followPointer(pad: HTMLElement, sliders: readonly HTMLInputElement[], moved: () => void): void {
  let last: readonly [x: number, y: number] | null = null;
  const follow = (event: PointerEvent): void => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, Math.min(1, Math.max(0, 1 - (event.clientY - top) / height))];
    const [from, fromY] = last ?? [x, y];
    const near = 0.5 / (heights - 1);
    sliders.forEach((slider, index) => {
      const place = index / (heights - 1);
      const isPassed = (place - from) * (place - x) <= 0 && from !== x;
      if (isPassed || Math.abs(place - x) <= near) slider.value = String(Math.round(100 * (isPassed ? fromY + ((y - fromY) * (place - from)) / (x - from) : y)));
    });
    last = [x, y];
    moved();
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = null;
    follow(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (pad.hasPointerCapture(event.pointerId)) follow(event);
  });
}

/** The axes, with what stands in them. */
function padOf({ across, scale }: CurveGuess, lines: readonly SVGElement[], ...inside: readonly (Node | string)[]): HTMLElement {
  const svg = svgElement("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(...lines);
  const words = { top: inWords(scale.high, scale), bottom: inWords(scale.low, scale), left: inWords(across.low, { unit: "" }), right: inWords(across.high, across) };
  return make("div", { class: "pad" }, svg, ...inside, ...Object.entries(words).map(([side, said]) => make("span", { class: side, "aria-hidden": "true" }, said)));
}

function polyline(name: string): SVGElement {
  return svgElement("polyline", { class: name, "vector-effect": "non-scaling-stroke" });
}

function setPoints(line: SVGElement | undefined, places: readonly number[]): void {
  line?.setAttribute("points", places.map((place, index) => `${(100 * index) / (places.length - 1)},${100 * (1 - place)}`).join(" "));
}

function svgElement(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
