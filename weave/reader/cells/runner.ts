/** Runs a module of cells in a worker of its own, which can be ended at any time. */
import type { CellsFile, Module } from "./cellsFile.ts";
import type { Where } from "./mistake.ts";
import type { EditedModule } from "./program.ts";
import type { Said, SaidOutput, Start } from "./said.ts";

/** A run in progress. */
export interface Run {
  /** Ends the worker, whatever it does; nothing is heard of it any more. */
  readonly stop: () => void;
}

/** What is run: compiled, with the data it may read. */
export interface Job {
  readonly module: Module;
  readonly file: CellsFile;
  /** They take the places of the program's own. */
  readonly edited: readonly EditedModule[];
  readonly data: Readonly<Record<string, string>>;
}

/** What comes of a run, in this order: loading, output as it grows, an end. */
export interface Heard {
  readonly loading: () => void;
  readonly running: (earlier: number) => void;
  readonly output: (output: SaidOutput) => void;
  readonly done: () => void | Promise<void>;
  /** Null where the mistake is neither in the cell nor in an edited chunk. */
  readonly failed: (message: string, where: Where | null) => void;
}

/** Starts it. Data that the program asks for and was not loaded is fetched, and the run begun again. */
export function startRun(job: Job, lines: number, heard: Heard): Run {
  let current: Worker | null = null;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    current?.terminate();
  };
  heard.loading();
  void (async () => {
    const [worker, program] = await Promise.all([textOf("worker"), textOf(job.file.program)]);
    const data = { ...job.data };
    for (const name of Object.keys(job.data)) data[name] = await dataOf(name);
    if (stopped) return;
    begin(worker, program, data);
  })().catch((error: unknown) => {
    if (!stopped) heard.failed(error instanceof Error ? error.message : String(error), null);
  });
  return { stop };

  function begin(worker: string, program: string, data: Readonly<Record<string, string>>): void {
    const { script, placeAt } = scriptOf(job, lines, `${worker}\n${program}\n`);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const running = (current = new Worker(address));
    const finish = (then: () => void): void => {
      running.terminate();
      URL.revokeObjectURL(address);
      if (!stopped) then();
    };
    running.addEventListener("error", (event) => {
      event.preventDefault();
      finish(() => heard.failed(event.message.replace(/^Uncaught /, ""), placeAt(event.lineno)));
    });
    running.addEventListener("message", ({ data: said }: MessageEvent<Said>) => {
      if (stopped) return;
      switch (said.kind) {
        case "cell":
          return heard.running(job.module.cells - 1 - said.cell);
        case "output":
          return heard.output(said);
        case "done":
          return finish(heard.done);
        case "failed":
          return finish(() => heard.failed(`${said.name}: ${said.message}`, placeIn(said.stack, placeAt)));
        case "missing":
          return finish(() => void fetchMissing(said.name).then((text) => {
            if (!stopped) begin(worker, program, { ...data, [said.name]: text });
          }, () => heard.failed(`there is no data file \`${said.name}\` in this book`, null)));
        default:
          return said satisfies never;
      }
    });
    const start: Start = { data, cells: job.module.cells };
    running.postMessage(start);
  }

  async function fetchMissing(name: string): Promise<string> {
    if (!(name in job.file.data)) throw new Error(name);
    heard.loading();
    return dataOf(name);
  }
}

async function textOf(name: string): Promise<string> {
  const text = await window.book.take(name);
  if (typeof text !== "string") throw new Error(`\`${name}\` cannot be loaded`);
  return text;
}

function dataOf(name: string): Promise<string> {
  return textOf(`data/${name}`);
}

type PlaceAt = (line: number) => Where | null;

/** The whole of a worker, and what stands at a line of it. */
function scriptOf({ module, edited }: Job, lines: number, printed: string): { readonly script: string; readonly placeAt: PlaceAt } {
  let script = printed;
  let count = linesIn(printed);
  const places = new Map<number, Where>();
  for (const each of edited) {
    for (const [index, place] of each.places.entries()) if (place !== null) places.set(count + index + 1, place);
    script += each.script;
    count += linesIn(each.script);
  }
  const first = count + module.linesBefore;
  return {
    script: `${script}__cells(async function (require, exports, __meta) {${module.text}\n});\n`,
    placeAt: (line) => (line > first && line <= first + lines ? { chunk: null, line: line - first } : (places.get(line) ?? null)),
  };
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** The innermost place of a stack that is in the cell itself, or in an edited chunk. */
function placeIn(stack: string, placeAt: PlaceAt): Where | null {
  for (const [, line] of stack.matchAll(/:(\d+):\d+\)?$/gm)) {
    const own = placeAt(Number(line));
    if (own !== null) return own;
  }
  return null;
}
