/** What a worker begins with: the program's modules and the cells are written behind it, and all is one classic script. */
import { format, inspect } from "node:util";
import { isSvgText, mostPrinted, outputLines, runnerName, tableLines, tableOf } from "../../prove/inPage.ts";
import { drawnHere, notDrawn, type Said, type SaidDrawing, type Start } from "./cells/said.ts";

type Factory = (require: (name: string) => unknown, exports: object, meta: { readonly url: string }) => unknown;

const factories = new Map<string, Factory>();
const modules = new Map<string, object>();
const say = (said: Said): void => postMessage(said);

function required(from: string): (name: string) => unknown {
  return (name) => {
    const path = name.startsWith("#") ? name.slice(1) : name.startsWith(".") ? new URL(name, `book:/${from}`).pathname.slice(1) : null;
    const factory = path === null ? undefined : factories.get(path);
    if (path === null || factory === undefined) throw new Error(`\`${name}\` is not in the page, only in the program on the disk`);
    const known = modules.get(path);
    if (known !== undefined) return known;
    const exports = {};
    modules.set(path, exports);
    factory(required(path), exports, { url: `book:/${path}` });
    return exports;
  };
}

let printed = "";
const drawings: SaidDrawing[] = [];
let drawn = 0;
let running = -1;
let cells = 0;
let posted = 0;

function print(text: string): void {
  if (running < cells - 1) return;
  if (printed.length + drawn + text.length > mostPrinted) throw new RangeError(`it prints more than ${mostPrinted.toLocaleString("en")} characters`);
  printed += text;
  // a loop that prints must not flood the page
  if (performance.now() - posted > 100) post();
}

function post(): void {
  posted = performance.now();
  say({ kind: "output", lines: outputLines(printed), drawings });
}

const runner = {
  begin(): void {
    running++;
    posted = performance.now();
    say({ kind: "cell", cell: running });
  },
  /** Waits for what was rejected beside the cell to be heard. */
  end: (): Promise<void> => new Promise((resolve) => setTimeout(resolve)),
  figure: (): void => undefined,
};

/** Stands for the library that draws, which is not in the page: whatever is asked of it, it gives itself. */
const undrawn: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => "(a figure)" : undrawn),
  apply: () => undrawn,
});

function show(value: unknown, { alt = "" }: { readonly alt?: string } = {}): void {
  if (typeof value === "string" && isSvgText(value)) return drawHere(value, alt);
  if (value === undrawn) return print(`(a figure, ${notDrawn}\n`);
  if (isImage(value)) return print(`(an image of ${value.width} × ${value.height}, ${notDrawn}\n`);
  const table = tableOf(value);
  if (table === null) return console.log(value);
  print(`${lineStart()}${tableLines(table).join("\n")}\n`);
}

/** The page draws it; what is no drawing of the book is refused there, and fails the run. */
function drawHere(svg: string, alt: string): void {
  if (running < cells - 1) return;
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
  Plot: undrawn,
  graphviz: undrawn,
  /** Called by each module of the program. */
  __module: (path: string, factory: Factory) => factories.set(path, factory),
  /** Called by the cells, last. */
  __cells: (body: Factory) => addEventListener("message", ({ data }: MessageEvent<Start>) => void run(body, data), { once: true }),
});

async function run(body: Factory, start: Start): Promise<void> {
  cells = start.cells;
  const bookData = (name: string): string => {
    const text = start.data[name];
    if (text === undefined) {
      say({ kind: "missing", name });
      throw new Error(`there is no data file \`book/data/${name}\``);
    }
    return text;
  };
  const recorded = (kind: string) => (name: string): unknown => JSON.parse(bookData(`${kind}/${name}`));
  Object.assign(globalThis, { bookData, experiment: recorded("experiments"), measurement: recorded("measurements") });
  try {
    await body(required("book/cell.ts"), {}, { url: "book:/cell" });
    post();
    say({ kind: "done" });
  } catch (error) {
    failed(error);
  }
}
