/** Runs a module of cells in a worker of its own, which can be ended at any time. */
import type { CellsFile, Module } from "./cellsFile.ts";
import type { KeptValues } from "./kept.ts";
import { messageOf, type Where } from "./mistake.ts";
import type { EditedModule } from "./program.ts";
import { packName, programName, type ProgramFile } from "./programFile.ts";
import type { Pausing, Said, SaidOutput, Start } from "./said.ts";
import type { Asked, Told } from "../training/contract.ts";
import { placeIn, workerScript, type WorkerScript } from "./workerScript.ts";

/** A run in progress. */
export interface Run {
  /** Ends the worker, whatever it does; nothing is heard of it any more. */
  readonly stop: () => void;
  /** Pauses a cell where it waits, or lets it go on. */
  readonly pause: (paused: boolean) => void;
  /** Says something to a worker that trains. */
  readonly ask: (asked: Asked) => void;
}

/** What is run: compiled, with the parts of the program and the data that it is known to need. */
export interface Job {
  readonly file: Pick<CellsFile, "program" | "data">;
  readonly module: Module;
  /** The values that take the place of parts of it. */
  readonly kept: KeptValues["values"];
  /** They take the places of the program's own. */
  readonly edited: readonly EditedModule[];
  readonly packs: readonly string[];
  readonly data: readonly string[];
  /** How many lines the last cell has. */
  readonly lines: number;
  /** A script that the worker has besides, by its name. */
  readonly also?: string;
}

/** What comes of a run, in this order: loading, output as it grows, an end. */
export interface Heard {
  readonly loading: () => void;
  readonly running: (what: "cell" | "before") => void;
  readonly output: (output: SaidOutput) => void;
  /** From now on the cell can be paused. */
  readonly waits: () => void;
  /** `kept` holds what the module gave to be kept, in its order. */
  readonly done: (kept: readonly KeptValues[]) => void | Promise<void>;
  /** Said by a worker that trains. */
  readonly told?: (told: Told) => void;
  /** Null where the mistake is neither in the cell nor in an edited chunk. */
  readonly failed: (message: string, where: Where | null) => void;
}

/** Starts it. What the cell asks for and was not loaded, data or a module of the program, is fetched, and the run begun again. */
export function startRun(job: Job, heard: Heard): Run {
  const run = new WorkerRun(job, heard);
  void run.begin();
  return { stop: () => run.stop(), pause: (paused) => run.pause(paused), ask: (asked) => run.ask(asked) };
}

/** All that a worker is given. */
interface Loaded {
  readonly program: ProgramFile;
  /** The scripts of the worker and of the packs. */
  readonly scripts: readonly string[];
  readonly data: Readonly<Record<string, string>>;
}

class WorkerRun {
  private readonly job: Job;
  private readonly heard: Heard;
  private readonly packs: Set<string>;
  private readonly data: Set<string>;
  private worker: Worker | null = null;
  private stopped = false;

  constructor(job: Job, heard: Heard) {
    this.job = job;
    this.heard = heard;
    this.packs = new Set(job.packs);
    this.data = new Set(job.data);
  }

  stop(): void {
    this.stopped = true;
    this.worker?.terminate();
  }

  pause(paused: boolean): void {
    const said: Pausing = { paused };
    this.worker?.postMessage(said);
  }

  ask(asked: Asked): void {
    this.worker?.postMessage(asked);
  }

  async begin(): Promise<void> {
    this.heard.loading();
    try {
      const loaded = await this.load();
      if (!this.stopped) this.work(loaded);
    } catch (error) {
      if (!this.stopped) this.heard.failed(messageOf(error), null);
    }
  }

  private async load(): Promise<Loaded> {
    const [program, scripts, data] = await Promise.all([
      programOf(this.job.file.program),
      Promise.all(["worker", ...(this.job.also === undefined ? [] : [this.job.also]), ...[...this.packs].map(packName)].map(textOf)),
      Promise.all([...this.data].map(async (name) => [name, await textOf(`data/${name}`)] as const)),
    ]);
    return { program, scripts, data: Object.fromEntries(data) };
  }

  private work(loaded: Loaded): void {
    const { job } = this;
    const script = workerScript(job, `${loaded.scripts.join("\n")}\n`);
    const address = URL.createObjectURL(new Blob([script.text], { type: "text/javascript" }));
    const worker = (this.worker = new Worker(address));
    const finish = (then: () => void): void => {
      worker.terminate();
      URL.revokeObjectURL(address);
      if (!this.stopped) then();
    };
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      finish(() => this.heard.failed(event.message.replace(/^Uncaught /, ""), script.placeAt(event.lineno)));
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if (!this.stopped) this.hear(data, { loaded, script, finish });
    });
    const start: Start = { data: loaded.data, modules: loaded.program.modules, hasBefore: job.module.hasBefore, kept: job.kept };
    worker.postMessage(start);
  }

  private hear(said: Said, { loaded, script, finish }: Work): void {
    const { heard } = this;
    switch (said.kind) {
      case "begins":
        return heard.running(said.what);
      case "output":
        return heard.output(said);
      case "waits":
        return heard.waits();
      case "done":
        return finish(() => void heard.done(said.kept));
      case "failed":
        return finish(() => heard.failed(`${said.name}: ${said.message}`, placeIn(said.stack, script.placeAt)));
      case "training":
        return heard.told?.(said);
      case "missing":
        return finish(() => this.fetchMissing(said, loaded.program));
      default:
        return said satisfies never;
    }
  }

  /** Begins again with what was missing, or fails with what is wrong. */
  private fetchMissing({ what, name }: Said & { readonly kind: "missing" }, { modules }: ProgramFile): void {
    const wrong = what === "data" ? this.addData(name) : this.addPack(modules[name]?.[1]);
    if (wrong === null) void this.begin();
    else this.heard.failed(wrong, null);
  }

  private addData(name: string): string | null {
    if (!(name in this.job.file.data)) return `there is no data file \`${name}\` in this book`;
    this.data.add(name);
    return null;
  }

  /** A pack that is there and has not the module is of another version of the book than the page. */
  private addPack(pack: string | undefined): string | null {
    if (pack === undefined || this.packs.has(pack)) return "the book has changed since this page was loaded; load the page again";
    this.packs.add(pack);
    return null;
  }
}

/** A worker at work. */
interface Work {
  readonly loaded: Loaded;
  readonly script: WorkerScript;
  /** Ends it, then does what follows, if the run was not stopped. */
  readonly finish: (then: () => void) => void;
}

async function textOf(name: string): Promise<string> {
  const text = await window.book.take(name);
  if (typeof text !== "string") throw new Error(`\`${name}\` cannot be loaded`);
  return text;
}

async function programOf(program: CellsFile["program"]): Promise<ProgramFile> {
  const file = (await window.book.take(programName(program))) as ProgramFile | null;
  if (file === null) throw new Error(`\`${programName(program)}\` cannot be loaded`);
  return file;
}
