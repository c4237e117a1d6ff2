/** The `Plot` of cells: Observable Plot's own, with inks by name, labels on the marks, and drawing put off. */
import * as Plot from "@observablehq/plot";
import { branded, type PlotOptions } from "./figure.ts";
import { labelRequest, type LabelRequest } from "./labels.ts";
import { ink, isInk, markDefaults } from "./style.ts";

/** All that Plot exports; `plot` gives a figure that is drawn later. */
export function plotNamespace(): Readonly<Record<string, unknown>> {
  const wrapped = Object.entries(Plot).map(([name, value]) => [name, isMaker(name, value) ? housed(name, value) : value] as const);
  return Object.freeze({ ...Object.fromEntries(wrapped), plot: (options: PlotOptions = {}) => branded({ kind: "plot", options }) });
}

const requests = Symbol("label requests");

/** The labels that the marks of a plot ask for. */
export function requestsOf(mark: unknown): readonly LabelRequest[] {
  if (Array.isArray(mark)) return [...ownRequests(mark), ...mark.flatMap(requestsOf)];
  return typeof mark === "object" && mark !== null ? ownRequests(mark) : [];
}

function ownRequests(mark: object): readonly LabelRequest[] {
  return requests in mark ? (mark[requests] as readonly LabelRequest[]) : [];
}

type Maker = (...given: unknown[]) => unknown;

/** Functions are written small, classes with a capital. */
function isMaker(name: string, value: unknown): value is Maker {
  return typeof value === "function" && /^[a-z]/.test(name);
}

/** A function of Plot's that knows the inks; one that makes a mark also knows the house's looks and labels. */
function housed(name: string, make: Maker): Maker {
  const looks = markDefaults[name.replace(/[XY]$/, "")];
  return (...given) => {
    const named = given.map(inked);
    if (looks === undefined) return withLatePlot(make(...named));
    const [data, written] = dataAndOptions(named);
    const { request, options } = labelRequest(name, data, written);
    const mark = withLatePlot(make(data, withLooks(looks, options)));
    return request === null ? mark : Object.defineProperty(mark, requests, { value: [request] });
  };
}

/** Inks by name, wherever a colour may stand. */
function inked(given: unknown): unknown {
  if (!isPlain(given)) return given;
  const named = ["fill", "stroke", "color"].flatMap((key) => {
    const name = given[key];
    return isInk(name) ? [[key, ink(name)] as const] : [];
  });
  return { ...given, ...Object.fromEntries(named) };
}

/** A generator would be empty when the figure is drawn a second time. */
function dataAndOptions([data, options]: readonly unknown[]): readonly [unknown, PlotOptions] {
  const iterator = typeof data === "object" && data !== null && Symbol.iterator in data && "next" in data;
  return [iterator ? Array.from(data as Iterable<unknown>) : data, isPlain(options) ? options : {}];
}

/** The house's looks under what the cell says; a mark with a colour of the cell's own gets no second one. */
function withLooks(looks: PlotOptions, options: PlotOptions): PlotOptions {
  const coloured = "fill" in options || "stroke" in options;
  return { ...Object.fromEntries(Object.entries(looks).filter(([key]) => !coloured || (key !== "fill" && key !== "stroke"))), ...options };
}

/** `Plot.dot(…).plot(…)` is put off like `Plot.plot(…)`. */
function withLatePlot(made: unknown): unknown {
  if (!(made instanceof Plot.Mark) && !(Array.isArray(made) && "plot" in made)) return made;
  const plot = (options: PlotOptions = {}): unknown => branded({ kind: "plot", options: { ...options, marks: [options["marks"] ?? [], made] } });
  return Object.defineProperty(made, "plot", { value: plot, configurable: true });
}

function isPlain(value: unknown): value is PlotOptions {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
