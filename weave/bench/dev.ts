/** The benchmark of `npm run dev`: how long after a save an open page has what was saved, on a copy of the book. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandArguments, projectFolder, readBook } from "../../tangle/index.ts";
import { eventsPath } from "../dev/page.ts";

/** What was measured, in milliseconds. */
export interface DevTimes {
  /** From a save until the page is there with what was saved, when the book has been made. */
  readonly calm: readonly number[];
  /** The same while the whole book is being made after the save before. */
  readonly busy: readonly number[];
  /** From a save in which the book was being made until the whole book is there: that making is given up, and another follows. */
  readonly whole: readonly number[];
  /** From a save of code until its page is there with the types of the names in it, when the book has been made. The first save starts what looks them up. */
  readonly named: readonly number[];
}

/** What to measure. */
export interface DevBench {
  readonly root: string;
  /** How many sentences are written, one after another, half of them while the book is being made; and a quarter as many lines of code. */
  readonly saves: number;
  readonly print: (line: string) => void;
}

/**
 * Copies `book/` into a folder of its own, weaves it there, so that its names are known, serves it, and writes sentences and lines of code
 * into sections spread over the book. Throws where the server does not start.
 */
export async function benchDev({ root, saves, print }: DevBench): Promise<DevTimes> {
  const copy = mkdtempSync(join(tmpdir(), "dev-bench-"));
  const times = { calm: [] as number[], busy: [] as number[], whole: [] as number[], named: [] as number[] };
  for (const path of ["book", "package-lock.json"]) if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path), { recursive: true });
  print("weaving the book, so that its names are known");
  const woven = spawnSync(process.execPath, [...commandArguments("weave/cli.ts"), "--root", copy, "--edition", "html"], { cwd: projectFolder, stdio: ["ignore", "ignore", "inherit"] });
  if (woven.status !== 0) throw new Error("the copy of the book could not be woven");
  const server = spawn(process.execPath, [...commandArguments("weave/dev.ts"), "--root", copy, "--port", "0"], { cwd: projectFolder, stdio: ["ignore", "pipe", "pipe"] });
  try {
    print("making the book for the first time");
    const { address, books } = await started(server);
    const seen = await watcherOf(address);
    const paths = (readBook(copy).book?.sections ?? []).map(({ path }) => path);
    const page = (path: string): Promise<string> => fetch(address + hrefOf(path)).then((response) => response.text());
    const sections = paths.filter((path) => sentenceIn(textOf(copy, path)) !== null);
    if (sections.length === 0) throw new Error("no file of the book has a paragraph of plain words on one line");
    for (let save = 0; save < saves; save += 1) {
      const path = sections[Math.floor((save * sections.length) / saves)] ?? "";
      const words = `A sentence that was saved as number ${save}.`;
      const isBusy = save % 2 === 1;
      const made = books();
      if (!isBusy) await pause(calming);
      const start = performance.now();
      writeInto(copy, path, { place: sentenceIn, words: ` ${words}` });
      await seen(() => page(path).then((html) => html.includes(words)), `the page of ${path} did not show save ${save}`);
      const took = performance.now() - start;
      (isBusy ? times.busy : times.calm).push(took);
      print(`${path}: ${took.toFixed(0)} ms${isBusy ? ", while the book was made" : ""}`);
      if (!isBusy) await pause(beginning);
      else {
        await until(() => Promise.resolve(books() > made), `the book was not made after save ${save}`);
        times.whole.push(performance.now() - start);
      }
    }
    const programs = paths.filter((path) => functionIn(textOf(copy, path)) !== null);
    for (let save = 0; save < saves / 4 && programs.length > 0; save += 1) {
      const path = programs[Math.floor((4 * save * programs.length) / saves)] ?? "";
      const words = `A line of code that was saved as number ${save}.`;
      const made = books();
      await pause(calming);
      const start = performance.now();
      writeInto(copy, path, { place: functionIn, words: `// ${words}\n` });
      await seen(() => page(path).then((html) => hasNames(html, words)), `the page of ${path} did not show line ${save} of code`);
      times.named.push(performance.now() - start);
      print(`${path}: ${(times.named.at(-1) ?? 0).toFixed(0)} ms, code with its types`);
      await until(() => Promise.resolve(books() > made), `the book was not made after line ${save} of code`);
    }
    return times;
  } finally {
    server.kill("SIGKILL");
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** After so many milliseconds the program has been tangled, too, which follows the book. */
const calming = 3000;

/** After so many milliseconds the making of the book has begun, and in a book of some size not ended. */
const beginning = 600;

/** The report: median, 95th percentile and largest of each. */
export function devReport({ calm, busy, whole, named }: DevTimes): string {
  const row = (name: string, values: readonly number[]): string => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN).toFixed(0).padStart(9);
    return `${name.padEnd(52)}${at(0.5)}${at(0.95)}${at(1)}`;
  };
  return [
    `${"milliseconds".padEnd(52)}${"median".padStart(9)}${"95 %".padStart(9)}${"largest".padStart(9)}`,
    row("save to visible, the book at rest (aim: 95 % ≤ 150)", calm),
    row("save to visible, while the book is made", busy),
    row("save to whole book", whole),
    row("code saved to its types (aim: ≤ 1000)", named),
  ].join("\n");
}

/** The address, once the book has been made, and how often the server has said so far that the whole book was made. */
async function started(server: ChildProcess): Promise<{ readonly address: string; readonly books: () => number }> {
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) stream?.setEncoding("utf8").on("data", (piece: string) => (printed += piece));
  const books = (): number => printed.match(/ {2}\d+ ms$/gm)?.length ?? 0;
  await until(() => Promise.resolve(books() > 0 || server.exitCode !== null), "the book was not made");
  const address = /http:\/\/localhost:\d+\//.exec(printed)?.[0];
  if (server.exitCode !== null || address === undefined) throw new Error(`the server ended:\n${printed}`);
  return { address, books };
}

/** A paragraph of plain words on one line, which nothing but prose can be, before the first container: what a solution says is on another page. */
export function sentenceIn(text: string | null): RegExpExecArray | null {
  const before = text?.split(/^:{3,}/m)[0];
  return before === undefined ? null : /\n\n[A-Z][^\n`$[\]*_<>|{}#:]{20,}\.(?=\n\n|\n*$)/.exec(before);
}

/** Where a line of code can be added, which says nothing: before a function of a file of the program. */
export function functionIn(text: string | null): RegExpExecArray | null {
  const before = text?.split(/^:{3,}/m)[0];
  return before === undefined ? null : /\n```ts (?:file=|chunk=)[^\n]*\n(?:(?!```)[^\n]*\n)*?(?=export function \w)/.exec(before);
}

/** Whether a listing that has some words shows names. */
export function hasNames(html: string, words: string): boolean {
  const at = html.indexOf(words);
  return at >= 0 && html.slice(html.lastIndexOf("<pre", at), html.indexOf("</pre>", at)).includes(" data-q=");
}

function writeInto(root: string, path: string, { place, words }: { readonly place: (text: string | null) => RegExpExecArray | null; readonly words: string }): void {
  const text = textOf(root, path) ?? "";
  const found = place(text);
  const at = found === null ? text.length : found.index + found[0].length;
  writeFileSync(join(root, path), `${text.slice(0, at)}${words}${text.slice(at)}`);
}

function textOf(root: string, path: string): string | null {
  return path.endsWith(".md") ? readFileSync(join(root, path), "utf8") : null;
}

function hrefOf(path: string): string {
  return path.replace(/^book\//, "").replace(/\.md$/, ".html");
}

/**
 * What waits as an open page does: it looks whether something holds each time that the server says that it has made something, and not
 * more often, since each look costs the server time. It throws `otherwise` when that does not hold for a quarter of an hour.
 */
async function watcherOf(address: string): Promise<(holds: () => Promise<boolean>, otherwise: string) => Promise<void>> {
  const { body } = await fetch(new URL(eventsPath, address));
  if (body === null) throw new Error("the server tells no events");
  let [told, looked] = [0, 0];
  const listen = async (): Promise<void> => {
    for await (const piece of body.pipeThrough(new TextDecoderStream())) if (piece.includes("event: ")) told += 1;
  };
  // the server is killed in the end
  void listen().catch(() => undefined);
  return (holds, otherwise) => until(async () => {
    if (told === looked) return false;
    const at = told;
    // a connection that the server has closed meanwhile is opened again
    const isThere = await holds().catch(() => null);
    if (isThere !== null) looked = at;
    return isThere ?? false;
  }, otherwise);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until something holds; throws `otherwise` when it does not for a quarter of an hour. */
async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (const start = performance.now(); !(await holds()); await pause(2)) {
    if (performance.now() - start > 900_000) throw new Error(otherwise);
  }
}
