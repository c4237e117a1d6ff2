/** What cells find without importing it, for notebooks: bundled into one file that is packed into them, and run by the Deno kernel. */
import { readFileSync } from "node:fs";
import { format } from "node:util";
import { figureGlobals, isFigure, renderFigure } from "../../prove/drawing.ts";
import { imageOf, isNumericColumn, pngOf, table, tableLines, tableOf } from "../../prove/index.ts";
import { printDrawing } from "../figures.ts";

declare global {
  /** The program of the notebooks asks here for the texts that it reads: it does not stand where it was tangled. */
  var bookData: ((name: string) => string) | undefined;
}

globalThis.bookData ??= (name) => readFileSync(new URL(`./data/${name}`, import.meta.url), "utf8");

// a kernel prints as Deno does, the book as Node does
for (const method of ["log", "info", "debug", "warn", "error"] as const) {
  const print = console[method].bind(console);
  console[method] = (...values: unknown[]) => print(format(...values));
}

/** The book's `Plot`, with its inks by name and labels on marks, and its graphs. Figures are drawn when they are shown. */
export const { Plot, graphviz } = figureGlobals();

/** Numbers as a table prints them, for `show`. */
export { table };

/** The values of an experiment, as they were recorded: `{ runs: [{ seed, … }, …] }`. Throws where the book has no such record. */
export function experiment(name: string): unknown {
  return recorded(`experiments/${name}`);
}

/** A measurement, as it was recorded. Throws where the book has none of the name. */
export function measurement(name: string): unknown {
  return recorded(`measurements/${name}`);
}

/** They lie beside this file. */
function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./records/${name}.json`, import.meta.url), "utf8"));
}

/** One thing in several forms, by media type; a notebook shows the richest that it can. */
export type Forms = Readonly<Record<string, string>>;

/** Shows a figure as the book draws it, an image, or a table; prints anything else. Throws what is wrong with a figure. */
export async function show(value: unknown, { alt = "" }: { readonly alt?: string } = {}): Promise<void> {
  const forms = formsOf(value, alt);
  // at once, so that what is printed keeps its order
  if (forms === null) return console.log(value);
  await kernel().broadcast("display_data", { data: await forms, metadata: {}, transient: {} });
}

/** The forms of a figure, an image or a table; null for a value that has none but text. */
export function formsOf(value: unknown, alt: string): Promise<Forms> | null {
  if (isFigure(value)) return drawn(value, alt);
  const image = imageOf(value);
  if (image !== null) return Promise.resolve({ "image/png": Buffer.from(pngOf(image)).toString("base64"), "text/plain": alt });
  const shown = tableOf(value);
  if (shown === null) return null;
  const { head, rows } = shown;
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const lines = [line(head.length > 0 ? head : Array<string>(width).fill("")), `|${Array.from({ length: width }, (_, column) => (isNumericColumn(rows, column) ? " --: |" : " --- |")).join("")}`, ...rows.map(line)];
  return Promise.resolve({ "text/markdown": lines.join("\n"), "text/plain": tableLines(shown).join("\n") });
}

let drawings = 0;

async function drawn(value: unknown, alt: string): Promise<Forms> {
  const rendered = await renderFigure(value, { id: `shown-${++drawings}`, alt });
  if (!rendered.ok) throw new TypeError(rendered.message);
  return { "image/svg+xml": printDrawing({ ...rendered, csvName: null }), "text/plain": alt };
}

interface Kernel {
  readonly broadcast: (kind: string, content: object) => Promise<void>;
}

function kernel(): Kernel {
  const { Deno } = globalThis as { readonly Deno?: { readonly jupyter?: Kernel } };
  if (Deno?.jupyter === undefined) throw new Error("show: a figure, an image or a table is shown by the Deno kernel of a notebook");
  return Deno.jupyter;
}
