/** Typst in processes of its own: the gigabytes that a step takes are given back when it ends, and are not added to those of the next or of this one. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startedModule } from "../../tangle/index.ts";
import type { Arrangement, TypstJob, TypstResult } from "./typst.ts";

/** A job as JSON. Without an arrangement that is what is asked for. */
export interface ApartJob extends Pick<TypstJob, "root" | "source"> {
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly arrangement?: Arrangement;
}

/** A result as JSON; the PDF stands beside it. */
export type ApartResult =
  | Omit<Extract<TypstResult, { kind: "made" }>, "pdf" | "places"> & { readonly places: readonly (readonly [anchor: string, page: number])[] }
  | Extract<TypstResult, { kind: "unknown-characters" }>
  | { readonly kind: "arranged"; readonly arrangement: Arrangement }
  | { readonly kind: "refused"; readonly message: string };

/** Compiles as `compileTypst` does, and throws as it does. */
export function compileApart({ root, source, files }: TypstJob): TypstResult {
  const folder = mkdtempSync(join(tmpdir(), "typst-"));
  try {
    const job: ApartJob = { root, source, files: [...files] };
    const first = step(folder, job);
    const result = first.kind === "arranged" ? step(folder, { ...job, arrangement: first.arrangement }) : first;
    switch (result.kind) {
      case "refused": throw new Error(result.message);
      case "arranged": throw new Error("internal: the process of Typst was given an arrangement and asks for it");
      case "made": return { ...result, places: new Map(result.places), pdf: readFileSync(join(folder, "volume.pdf")) };
      case "unknown-characters": return result;
      default: return result satisfies never;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function step(folder: string, job: ApartJob): ApartResult {
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  const { path, needs } = startedModule(join(import.meta.dirname, "./typst-program.ts"));
  const { status, signal, stderr, error } = spawnSync(process.execPath, [...needs, path, folder], { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (error !== undefined || status !== 0) throw new Error(`internal: the process of Typst ended with ${signal ?? status}: ${error?.message ?? stderr}`);
  // it was written a moment ago
  return JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as ApartResult;
}
