/** Passes as they were made last: where all that Typst would read is as it was, it is not asked again. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError, parseJson, sha256, stat, textAt } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { readFonts } from "./fonts.ts";
import { sourcesOf, type Given, type PassResult, type TypstJob } from "./typst.ts";
import type { Typesetters } from "./typstApart.ts";

type Made = Extract<PassResult, { readonly kind: "made" }>;

/** What is kept of a pass; the PDF, if it was asked for, stands beside it. */
interface Kept extends Omit<Made, "pdf"> {
  /** The hash of the PDF's bytes, which tells one that was damaged. */
  readonly sha256: string | null;
}

/** Passes that are kept in a folder. */
export interface KeptPasses {
  /** As `Typesetters` has it. */
  readonly pass: Typesetters["pass"];
  /** Removes what nothing has asked for. */
  readonly tidy: () => void;
}

/** Makes a pass, or gives what stands in the folder. */
export function keptPasses(folder: string, { pass }: Pick<Typesetters, "pass">): KeptPasses {
  const asked = new Set<string>();
  const tools = sha256(JSON.stringify([loadedVersion(["weave/pdf/typst.ts"]), readFonts().map(sha256)]));
  return {
    async pass(job, given, wanted) {
      const key = sha256(JSON.stringify([tools, sourcesOf(job), given, wanted, picturesOf(job)]));
      asked.add(key);
      const known = read(folder, key, wanted);
      if (known !== null) return known;
      const made = await pass(job, given, wanted);
      if (made.kind === "made") keep(folder, key, made);
      return made;
    },
    tidy() {
      for (const name of namesIn(folder)) if (!asked.has(name.slice(0, name.indexOf(".")))) rmSync(join(folder, name), { force: true, recursive: true });
    },
  };
}

/** The files of pictures, with their hashes; drawings are part of the source. */
function picturesOf({ root, source }: TypstJob): readonly (readonly [path: string, hash: string])[] {
  return [...source.matchAll(/#picture\("((?:[^"\\]|\\.)+)"/g)].flatMap(([, written = ""]) => {
    const path = written.replace(/\\(.)/g, "$1");
    const seen = stat(join(root, path));
    return seen.kind === "file" ? [[path, sha256(seen.bytes)]] : [];
  });
}

function read(folder: string, key: string, wanted: "pdf" | "nothing"): Made | null {
  const kept = parseJson(textAt(join(folder, `${key}.json`)) ?? "null") as Kept | null | undefined;
  if (kept === null || kept === undefined) return null;
  const { sha256: hash, ...made } = kept;
  if (wanted === "nothing") return { ...made, pdf: null };
  const pdf = stat(join(folder, `${key}.pdf`));
  return pdf.kind === "file" && sha256(pdf.bytes) === hash ? { ...made, pdf: pdf.bytes } : null;
}

/** A disk that cannot be written to is no error: the pass is made again next time. */
function keep(folder: string, key: string, { pdf, ...made }: Made): void {
  const kept: Kept = { ...made, sha256: pdf === null ? null : sha256(pdf) };
  try {
    mkdirSync(folder, { recursive: true });
    if (pdf !== null) replace(join(folder, `${key}.pdf`), pdf);
    replace(join(folder, `${key}.json`), JSON.stringify(kept));
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

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}
