/** What a worker begins with: the packs of the program's modules and the cells are written behind it, and all is one classic script. */
import { format, inspect } from "node:util";
import { isSvgText, mostPrinted, outputLines, runnerName, table, tableLines, tableOf } from "../../prove/inPage.ts";
import type { KeptValues } from "./cells/kept.ts";
import { keptOf } from "./cells/plain.ts";
import { drawnHere, notDrawn, type Pausing, type Said, type SaidDrawing, type Start } from "./cells/said.ts";

type Factory = (require: (name: string) => unknown, exports: object, meta: { readonly url: string }) => unknown;

/** The modules of the packs by their ids, and those that stand for the program's own, by their paths. */
const packed = new Map<string, Factory>();
const edited = new Map<string, Factory>();
/** The modules of the program, and what those gave that were imported. */
let program: Start["modules"] = {};
const modules = new Map<string, object>();
const say = (said: Said): void => postMessage(said);

function required(from: string): (name: string) => unknown {
  return (name) => {
    if (name.startsWith("node:")) return builtIn(name);
    const path = name.startsWith("#") ? name.slice(1) : name.startsWith(".") ? new URL(name, `book:/${from}`).pathname.slice(1) : null;
    if (path === null || !(Object.hasOwn(program, path) || edited.has(path))) throw new Error(`\`${name}\` is not in the page, only in the program on the disk`);
    const known = modules.get(path);
    if (known !== undefined) return known;
    const factory = edited.get(path) ?? packed.get(program[path]?.[0] ?? "") ?? missing({ what: "module", name: path });
    const exports = {};
    modules.set(path, exports);
    factory(required(path), exports, { url: `book:/${path}` });
    return exports;
  };
}

/** A module of Node, which may be imported, and has in a page nothing but a clock. */
function builtIn(module: string): unknown {
  return new Proxy({ performance } as Readonly<Record<string, unknown>>, {
    get: (own, name) => (module === "node:perf_hooks" && name in own ? own[String(name)] : () => missingIn(module, String(name))),
  });
}

function missingIn(module: string, name: string): never {
  throw new Error(`\`${name}\` of \`${module}\` is not in the page, only in the program on the disk`);
}

/** Bytes, as far as cells compare them by Node's `Buffer`. */
class Bytes extends Uint8Array {
  static compare(a: Uint8Array, b: Uint8Array): number {
    const at = a.findIndex((byte, i) => byte !== b[i]);
    return at < 0 ? Math.sign(a.length - b.length) : Math.sign((a[at] ?? 0) - (b[at] ?? -1));
  }

  equals(other: Uint8Array): boolean {
    return Bytes.compare(this, other) === 0;
  }
}

/** Asks the page, which ends this worker and begins again; nothing that is done until then is heard. */
function missing(asked: Pick<Said & { readonly kind: "missing" }, "what" | "name">): never {
  say({ kind: "missing", ...asked });
  throw new Error(`internal: the run goes on without ${asked.name}`);
}

let printed = "";
const drawings: SaidDrawing[] = [];
let drawn = 0;
/** Whether the cell itself runs: what comes before it prints nothing. */
let isCell = false;
let before = 0;
let posted = 0;

function print(text: string): void {
  if (!isCell) return;
  if (printed.length + drawn + text.length > mostPrinted) throw new RangeError(`it prints more than ${mostPrinted.toLocaleString("en")} characters`);
  printed += text;
  // a loop that prints must not flood the page
  if (performance.now() - posted > 100) post();
}

function post(): void {
  posted = performance.now();
  say({ kind: "output", lines: outputLines(printed), drawings });
}

/** What a paused cell waits for, until it goes on; null while it runs. */
let held: (() => void)[] | null = null;
let waits = false;
const after: (act: () => void, milliseconds?: number) => unknown = globalThis.setTimeout;

/** Stands for `setTimeout`: where a cell waits, it can be paused. */
function waitFor(act: () => void, milliseconds?: number): unknown {
  if (isCell && !waits) {
    waits = true;
    say({ kind: "waits" });
  }
  return after(() => (held === null ? act() : held.push(act)), milliseconds);
}

function pause({ paused }: Pausing): void {
  const acts = held ?? [];
  held = paused ? acts : null;
  // what was printed last is seen while nothing more is
  if (paused) post();
  else for (const act of acts) act();
}

const runner = {
  begin(): void {
    isCell = before-- <= 0;
    posted = performance.now();
    say({ kind: "begins", what: isCell ? "cell" : "before" });
  },
  /** Waits for what was rejected beside the cell to be heard. */
  end: (): Promise<void> => new Promise((resolve) => after(resolve)),
  figure: (): void => undefined,
  kept: {} as Start["kept"],
  /** What took no time to make is made again as soon. */
  keep(made: Readonly<Record<string, unknown>>): void {
    kept.push(performance.now() - began < worthKeeping ? { values: {}, functions: [] } : keptOf(made));
  },
};

/** Milliseconds. */
const worthKeeping = 200;
let began = 0;
const kept: KeptValues[] = [];

/** Stands for the library that draws, which is not in the page: whatever is asked of it, it gives itself. */
const undrawn: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => "(a figure)" : undrawn),
  apply: () => undrawn,
});

function show(value: unknown, { alt = "" }: { readonly alt?: string } = {}): void {
  if (typeof value === "string" && isSvgText(value)) return drawHere(value, alt);
  if (value === undrawn) return print(`(a figure, ${notDrawn}\n`);
  if (isImage(value)) return print(`(an image of ${value.width} × ${value.height}, ${notDrawn}\n`);
  const shown = tableOf(value);
  if (shown === null) return console.log(value);
  print(`${lineStart()}${tableLines(shown).join("\n")}\n`);
}

/** The page draws it; what is no drawing of the book is refused there, and fails the run. */
function drawHere(svg: string, alt: string): void {
  if (!isCell) return;
  const before = `${printed}${lineStart()}`;
  drawings.push({ line: before.split("\n").length - 1, svg, alt });
  drawn += svg.length;
  print(`${lineStart()}${drawnHere}\n`);
}

/** What is shown begins on a line of its own. */
function lineStart(): string {
  return printed === "" || printed.endsWith("\n") ? "" : "\n";
}

function isImage(value: unknown): value is { readonly width: number; readonly height: number } {
  return typeof value === "object" && value !== null && "width" in value && "height" in value && "data" in value;
}

function failed(error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : { name: "Error", message: `thrown: ${inspect(error)}` };
  post();
  say({ kind: "failed", name, message, stack });
}

for (const method of ["log", "info", "debug", "warn", "error"] as const) {
  console[method] = (...values: unknown[]) => print(`${format(...values)}\n`);
}
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});

Object.assign(globalThis, {
  [Symbol.for(runnerName)]: runner,
  show,
  table,
  setTimeout: waitFor,
  Buffer: Bytes,
  Plot: undrawn,
  graphviz: undrawn,
  /** Called by each module of a pack. */
  __module: (id: string, factory: Factory) => packed.set(id, factory),
  /** Called by each module that the reader has edited. */
  __edited: (path: string, factory: Factory) => edited.set(path, factory),
  /** Called by the cells, last. */
  __cells: (body: Factory) => addEventListener("message", ({ data }: MessageEvent<Start>) => void run(body, data), { once: true }),
});

async function run(body: Factory, start: Start): Promise<void> {
  before = start.hasBefore ? 1 : 0;
  began = performance.now();
  runner.kept = start.kept;
  program = start.modules;
  addEventListener("message", ({ data }: MessageEvent<Pausing>) => pause(data));
  const bookData = (name: string): string => start.data[name] ?? missing({ what: "data", name });
  const recorded = (kind: string) => (name: string): unknown => JSON.parse(bookData(`${kind}/${name}`));
  Object.assign(globalThis, { bookData, experiment: recorded("experiments"), measurement: recorded("measurements") });
  try {
    await body(required("book/cell.ts"), {}, { url: "book:/cell" });
    post();
    say({ kind: "done", kept });
  } catch (error) {
    failed(error);
  }
}
