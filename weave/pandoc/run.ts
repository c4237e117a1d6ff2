/** Finding pandoc, and running it on a document: the system's program, else the WebAssembly build where setup has fetched it. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { atMost } from "../beside.ts";
import type { PandocDocument } from "./syntax.ts";
import { wasmCommand, WASM_FOLDER } from "./wasm.ts";

/** One conversion. `options` are those of a pandoc defaults file (`{ to: "typst", template: "book.typ" }`); `files` are what they name, all in one folder: the WebAssembly build finds pictures nowhere else. */
export interface PandocJob {
  readonly document: PandocDocument;
  readonly options: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** A pandoc that answered. It runs for as many conversions at a time as there are cores. `convert` throws if pandoc refuses the document, which is our mistake. */
export interface Pandoc {
  readonly kind: "system" | "wasm";
  /** "3.1.11.1" */
  readonly version: string;
  readonly convert: (job: PandocJob) => Promise<Uint8Array>;
}

/** Where to look; the defaults are the `pandoc` on the PATH and setup's folder. */
export interface PandocPlaces {
  readonly command?: string;
  readonly wasmFolder?: string;
}

/** Why an edition was skipped, with the commands that cure it. */
export const PANDOC_MISSING =
  "pandoc is not installed: run `apt-get install pandoc` (Debian, Ubuntu) or `brew install pandoc` (macOS), or `npm run setup`, which fetches its WebAssembly build";

/** The system's pandoc, else the WebAssembly build, else null. */
export async function findPandoc(places: PandocPlaces = {}): Promise<Pandoc | null> {
  const command = places.command ?? "pandoc";
  const version = await versionOf([command]);
  if (version !== null) return { kind: "system", version, convert: (job) => inItsTurn(() => convert([command], job)) };
  const wasm = wasmCommand(places.wasmFolder ?? WASM_FOLDER);
  const wasmVersion = wasm === null ? null : await versionOf(wasm);
  return wasm === null || wasmVersion === null ? null : { kind: "wasm", version: wasmVersion, convert: (job) => inItsTurn(() => convert(wasm, job)) };
}

async function versionOf(command: readonly string[]): Promise<string | null> {
  const answer = await run([...command, "--version"], { folder: tmpdir(), stdin: "" });
  return answer === null || answer.code !== 0 ? null : (/^pandoc\S* ([\d.]+)/.exec(answer.output)?.[1] ?? null);
}

/** A book has more chapters than a machine has cores, and each pandoc takes a hundred megabytes. */
const inItsTurn = atMost(availableParallelism());

/** The files go to a folder of their own, in which pandoc runs: it can read nothing else by a relative name. */
async function convert(command: readonly string[], job: PandocJob): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "pandoc-"));
  try {
    for (const [name, text] of job.files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    // JSON is YAML, so this is a defaults file; "+" keeps the name apart from any of the job's
    const options = { from: "json", "output-file": "+output", ...job.options };
    await writeFile(join(folder, "+defaults.yaml"), JSON.stringify(options));
    const answer = await run([...command, "--defaults=+defaults.yaml"], { folder, stdin: JSON.stringify(job.document) });
    if (answer === null || answer.code !== 0) throw new Error(`internal: pandoc failed: ${answer?.errors.trim() ?? "not started"}`);
    return await readFile(join(folder, "+output"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Answer {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Null if the program does not exist. */
function run(
  [program = "", ...args]: readonly string[], { folder, stdin }: { readonly folder: string; readonly stdin: string },
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => output.push(piece));
    child.stderr.on("data", (piece: Buffer) => errors.push(piece));
    child.on("error", () => resolve(null));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() }));
    child.stdin.on("error", () => {}); // a program that stops early closes its input; its exit code says why
    child.stdin.end(stdin);
  });
}
