/** A figure's value → its files and what the record says of them. */
import { createHash } from "node:crypto";
import type { renderFigure } from "../../figures/render.ts";
import type { Failure } from "../../records/outcome.ts";
import type { Drawing } from "../../records/record.ts";
import type { OutcomeFile } from "../../cells/job.ts";

/** A drawing and its files; or why there is none. */
export type Drawn = { readonly ok: true; readonly drawing: Drawing; readonly files: readonly OutcomeFile[] } | { readonly ok: false; readonly failure: Failure };

/** What draws; loaded only for a section that has something to draw. */
export interface Renderer {
  readonly isFigure: (value: unknown) => boolean;
  readonly renderFigure: typeof renderFigure;
}

/** Which figure is drawn: its files are `NAME.svg` and `NAME.csv`. */
export interface FigureName {
  readonly name: string;
  readonly alt: string;
}

/** Draws a figure. */
export async function draw(value: unknown, { name, alt }: FigureName, renderer: Renderer): Promise<Drawn> {
  const rendered = await renderer.renderFigure(value, { id: name, alt });
  if (!rendered.ok) return { ok: false, failure: { code: "not-a-figure", message: rendered.message, where: { kind: "unit" }, notes: [] } };
  const svg = `${name}.svg`;
  const csv = rendered.csv === null ? null : `${name}.csv`;
  return {
    ok: true,
    drawing: { svg, svgSha256: sha256(rendered.svg), csv, csvSha256: rendered.csv === null ? null : sha256(rendered.csv), width: rendered.width, height: rendered.height },
    files: [{ name: svg, text: rendered.svg }, ...(csv === null || rendered.csv === null ? [] : [{ name: csv, text: rendered.csv }])],
  };
}

/** The hash of a text or of bytes, in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
