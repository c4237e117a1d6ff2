/** What `show(value)` makes of a value: a table, an image, a figure, or the text that `console.log` would print. */
import { checksum } from "../../records/checksum.ts";
import type { Failure } from "../../records/outcome.ts";
import type { Shown } from "../../records/record.ts";
import type { OutcomeFile } from "../../cells/job.ts";
import { draw, sha256, type FigureName, type Renderer } from "./drawing.ts";
import { imageOf, pngOf } from "./image.ts";
import { tableLines, tableOf } from "./table.ts";

/** Something shown: its lines in the output, the record of it without its place, its files. */
export type ShownThing =
  | { readonly ok: true; readonly lines: readonly string[]; readonly record: WithoutPlace<Shown>; readonly files: readonly OutcomeFile[] }
  | { readonly ok: false; readonly failure: Failure };

type WithoutPlace<T> = T extends Shown ? Omit<T, "line" | "lines"> : never;

/** Makes it; null where the value has no form but text. `name` is that of its files. */
export function shown(value: unknown, { name, alt }: FigureName, renderer: Renderer): Promise<ShownThing> | null {
  // a figure is asked first: a list of plots is no table
  if (renderer.isFigure(value)) return shownFigure(value, { name, alt }, renderer);
  const image = imageOf(value);
  if (image !== null) {
    const png = pngOf(image);
    const { width, height } = image;
    const record = { kind: "image", png: `${name}.png`, sha256: sha256(png), width, height } as const;
    return Promise.resolve({ ok: true, lines: [`(image ${record.png}, ${width} × ${height})`], record, files: [{ name: record.png, base64: Buffer.from(png).toString("base64") }] });
  }
  const table = tableOf(value);
  return table === null ? null : Promise.resolve({ ok: true, lines: tableLines(table), record: { kind: "table", ...table }, files: [] });
}

async function shownFigure(value: unknown, name: FigureName, renderer: Renderer): Promise<ShownThing> {
  const drawn = await draw(value, name, renderer);
  if (!drawn.ok) return drawn;
  const { drawing, files } = drawn;
  return { ok: true, lines: [`(figure ${drawing.svg}, ${drawing.width} × ${drawing.height})`], record: { kind: "figure", ...drawing, ...(typeof value === "string" ? { source: checksum(value) } : {}) }, files };
}
