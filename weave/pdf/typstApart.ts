/** Typst in a process of its own: the gigabytes that a volume takes are given back when it ends, and are not added to those of this one. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startedModule } from "../../tangle/index.ts";
import type { TypstJob, TypstResult } from "./typst.ts";

/** A job as JSON. */
export interface ApartJob extends Pick<TypstJob, "root" | "source"> {
  readonly files: readonly (readonly [path: string, text: string])[];
}

/** A result as JSON; the PDF stands beside it. */
export type ApartResult =
  | Omit<Extract<TypstResult, { kind: "made" }>, "pdf" | "places"> & { readonly places: readonly (readonly [anchor: string, page: number])[] }
  | Extract<TypstResult, { kind: "unknown-characters" }>
  | { readonly kind: "refused"; readonly message: string };

/** Compiles as `compileTypst` does, and throws as it does. */
export function compileApart({ root, source, files }: TypstJob): TypstResult {
  const folder = mkdtempSync(join(tmpdir(), "typst-"));
  try {
    writeFileSync(join(folder, "job.json"), JSON.stringify({ root, source, files: [...files] } satisfies ApartJob));
    const { path, needs } = startedModule(join(import.meta.dirname, "./typst-program.ts"));
    const { status, signal, stderr, error } = spawnSync(process.execPath, [...needs, path, folder], { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
    if (error !== undefined || status !== 0) throw new Error(`internal: the process of Typst ended with ${signal ?? status}: ${error?.message ?? stderr}`);
    // it was written a moment ago
    const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as ApartResult;
    if (result.kind === "refused") throw new Error(result.message);
    return result.kind === "made" ? { ...result, places: new Map(result.places), pdf: readFileSync(join(folder, "volume.pdf")) } : result;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
