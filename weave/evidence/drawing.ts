/** A drawing's record → what an edition shows. */
import type { Drawing, Evidence, Result } from "../../prove/index.ts";
import type { BookDrawing } from "../tree.ts";

/** Reads the files beside the records. */
export type EvidenceFiles = Pick<Evidence, "text" | "bytes">;

/** Where a record was found. */
export interface Beside {
  readonly evidence: EvidenceFiles;
  /** The chapter's file. */
  readonly path: string;
}

/** The drawing of a figure; null for other results, and where its file is gone. */
export function drawingOf(result: Result, at: Beside): BookDrawing | null {
  return result.kind === "figure" ? readDrawing(result, at) : null;
}

/** The drawing with the text of its files. */
export function readDrawing({ svg, svgSha256, csv, csvSha256, width, height }: Drawing, { evidence, path }: Beside): BookDrawing | null {
  const text = evidence.text(path, { name: svg, sha256: svgSha256 });
  if (text === null) return null;
  const data = csv === null || csvSha256 === null ? null : evidence.text(path, { name: csv, sha256: csvSha256 });
  return { svg: text, csv: data, csvName: data === null ? null : csv, width, height };
}
