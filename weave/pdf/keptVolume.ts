/** The volumes as they were set last: where all that Typst would read is as it was, it is not asked again. After a change of prose the companion is. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError, parseJson, sha256, stat, textAt } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { readFonts } from "./fonts.ts";
import { sourcesOf, type TypstJob, type TypstResult } from "./typst.ts";
import { compileApart } from "./typstApart.ts";

type Made = Extract<TypstResult, { readonly kind: "made" }>;

/** What is kept beside a PDF: of what it was made, and its bytes' hash, which tells a PDF of another run. */
interface Kept extends Pick<Made, "pages" | "warnings"> {
  readonly key: string;
  readonly sha256: string;
  readonly places: readonly (readonly [anchor: string, page: number])[];
}

/** Compiles as `compileApart` does, or gives what stands in the folder. */
export function compileKept(job: TypstJob, folder: string): TypstResult {
  const key = keyOf(job);
  const known = read(folder, key);
  if (known !== null) return known;
  const made = compileApart(job);
  if (made.kind === "made") keep(folder, key, made);
  return made;
}

/** A hash of all that a volume is made from. */
function keyOf(job: TypstJob): string {
  const pictures = [...job.source.matchAll(/#picture\("((?:[^"\\]|\\.)+)"/g)].flatMap(([, written = ""]) => pictureAt(job.root, written.replace(/\\(.)/g, "$1")));
  return sha256(JSON.stringify([loadedVersion(["weave/pdf/typst.ts"]), readFonts().map(sha256), sourcesOf(job).map(([path, text]) => [path, sha256(text)]), pictures]));
}

/** The file of a picture, with its hash; drawings are part of the source. */
function pictureAt(root: string, path: string): readonly (readonly [path: string, hash: string])[] {
  const seen = stat(join(root, path));
  return seen.kind === "file" ? [[path, sha256(seen.bytes)]] : [];
}

function read(folder: string, key: string): Made | null {
  const kept = parseJson(textAt(join(folder, "volume.json")) ?? "null") as Kept | null | undefined;
  const pdf = kept?.key === key ? stat(join(folder, "volume.pdf")) : null;
  if (kept?.key !== key || pdf?.kind !== "file" || sha256(pdf.bytes) !== kept.sha256) return null;
  const { pages, warnings, places } = kept;
  return { kind: "made", pdf: pdf.bytes, pages, warnings, places: new Map(places) };
}

/** A disk that cannot be written to is no error: the volume is set again next time. */
function keep(folder: string, key: string, { pdf, pages, warnings, places }: Made): void {
  const kept: Kept = { key, sha256: sha256(pdf), pages, warnings, places: [...places] };
  try {
    mkdirSync(folder, { recursive: true });
    replace(join(folder, "volume.pdf"), pdf);
    replace(join(folder, "volume.json"), JSON.stringify(kept));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Writes beside and renames, so that another process never reads half a file. */
function replace(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, content);
  renameSync(beside, path);
}
