/** Passes and volumes as they were made last: where all that Typst would read is as it was, it is not asked again. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError, parseJson, sha256, stat, textAt } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { BYTES_WORTH_A_THREAD, onThread } from "../thread.ts";
import { bound, type Binding } from "./bind.ts";
import { readFonts } from "./fonts.ts";
import { sourcesOf, type Given, type PassResult, type TypstJob } from "./typst.ts";
import type { Typesetters } from "./typstApart.ts";
import type { SetVolume } from "./volume.ts";

type Made = Extract<PassResult, { readonly kind: "made" }>;

/** What is kept of a pass; the PDF, if it was asked for, stands beside it. */
interface Kept extends Omit<Made, "pdf"> {
  /** The hash of the PDF's bytes, which tells one that was damaged. */
  readonly sha256: string | null;
}

/** Passes that are kept in a folder, with the volume that came of them. */
export interface KeptPasses {
  /** As `Typesetters` has it. */
  readonly pass: Typesetters["pass"];
  /** As `bind.ts` has it. */
  readonly bound: (set: SetVolume, binding: Binding) => Promise<Buffer>;
  /** Removes what nothing has asked for. */
  readonly tidy: () => void;
}

/** Makes a pass, or gives what stands in the folder. */
export function keptPasses(folder: string, { pass }: Pick<Typesetters, "pass">): KeptPasses {
  const asked = new Set<string>();
  const digests = new WeakMap<TypstJob, string>();
  /** Of all that Typst reads in every pass of a gathering, which is the same in all of them. */
  const digestOf = (job: TypstJob): string => {
    const digest = digests.get(job) ?? sha256(JSON.stringify([sourcesOf(job), picturesOf(job)]));
    digests.set(job, digest);
    return digest;
  };
  const tools = sha256(JSON.stringify([loadedVersion(["weave/pdf/typst.ts"]), readFonts().map(sha256)]));
  return {
    async pass(job, given, wanted) {
      const key = sha256(JSON.stringify([tools, digestOf(job), given, wanted]));
      asked.add(key);
      const known = read(folder, key, wanted);
      if (known !== null) return known;
      const made = await pass(job, given, wanted);
      if (made.kind === "made") keep(folder, key, made.pdf, keptOf(made));
      return made;
    },
    async bound(set, binding) {
      const gatherings = set.gatherings.map(({ pdf, ...rest }) => [sha256(pdf), rest]);
      const key = sha256(JSON.stringify([loadedVersion(["weave/pdf/bind.ts"]), binding, gatherings, [...set.anchors]]));
      asked.add(key);
      const known = readPdf(folder, key, parseJson(textAt(join(folder, `${key}.json`)) ?? "null"));
      if (known !== null) return known;
      const made = await boundApart(set, binding);
      keep(folder, key, made, sha256(made));
      return made;
    },
    tidy() {
      for (const name of namesIn(folder)) if (!asked.has(name.slice(0, name.indexOf(".")))) rmSync(join(folder, name), { force: true, recursive: true });
    },
  };
}

/** A large volume is bound on a thread of its own, beside what else is done then. */
async function boundApart(set: SetVolume, binding: Binding): Promise<Buffer> {
  const size = set.gatherings.reduce((sum, { pdf }) => sum + pdf.length, 0);
  return size < BYTES_WORTH_A_THREAD ? bound(set, binding) : Buffer.from(await onThread<Uint8Array>(join(import.meta.dirname, "./bind-worker.ts"), { set, binding }).made);
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
  const pdf = readPdf(folder, key, hash);
  return pdf === null ? null : { ...made, pdf };
}

/** The PDF of a key, if its bytes have the hash that was kept. */
function readPdf(folder: string, key: string, hash: unknown): Buffer | null {
  const pdf = hash === null ? null : stat(join(folder, `${key}.pdf`));
  return pdf?.kind === "file" && sha256(pdf.bytes) === hash ? pdf.bytes : null;
}

function keptOf({ pdf, ...made }: Made): Kept {
  return { ...made, sha256: pdf === null ? null : sha256(pdf) };
}

/** A disk that cannot be written to is no error: the pass is made again next time. */
function keep(folder: string, key: string, pdf: Buffer | null, kept: unknown): void {
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
