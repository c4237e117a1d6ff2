/** The benchmark of the compiler: a synthetic book of the final size, timed beside its peers in the same run. */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { measurementsText, type RunConditions } from "../../prove/index.ts";
import { commandArguments } from "../../tangle/index.ts";
import { multiplyBook } from "./multiplied.ts";
import { isPresentCommand, mdbookFiles, pandocFile } from "./peers.ts";
import { finishedBook, scaled, syntheticBook } from "./synthetic.ts";
import { median, type Command, type Timing } from "./timing.ts";

/** What to time. */
export interface BenchOptions {
  /** 1 is the finished book: 200,000 words, 5,000 formulas, 1,500 chunks. */
  readonly scale: number;
  /** Runs of each command; the median is reported. */
  readonly runs: number;
  /** Whether each weaving says where its time went. */
  readonly profile: boolean;
  readonly print: (line: string) => void;
}

/** One line of the report. `peer` names the row whose time it is compared with. */
export interface BenchRow extends Omit<Timing, "said"> {
  readonly name: string;
  readonly goalSeconds: number | null;
  readonly peer: string | null;
}

/** A step of the benchmark: a command, and what is done to the book before each run of it. */
interface Step {
  readonly name: string;
  readonly goal: number | null;
  readonly peer: string | null;
  readonly command: Command;
  readonly before?: () => void;
}

const project = resolve(import.meta.dirname, "../..");

/** Makes the book in a temporary folder, runs all steps, removes the folder. */
export async function benchCompiler(options: BenchOptions): Promise<readonly BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), "book-bench-"));
  try {
    const files = syntheticBook(options.scale === 1 ? finishedBook : scaled(finishedBook, options.scale));
    writeAll(root, files);
    const edited = join(root, "book/02-chapter/03-section.md");
    return await rowsOf([...peerSteps(root, files, options.print), ...ownSteps({ root, edited, profile: options.profile })], options);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What is timed on a book that there is. */
export interface BookBench extends Omit<BenchOptions, "scale"> {
  readonly root: string;
}

/** The rows of a book as it is, and with its chapters twice. */
export interface BookRows {
  readonly once: readonly BenchRow[];
  readonly twice: readonly BenchRow[];
  /** How many chapters the second has more. */
  readonly chapters: number;
}

/** Times the compiler on copies of a book: as it is, and with its chapters twice, which tells what an added chapter costs. */
export async function benchBook(options: BookBench): Promise<BookRows> {
  const once = await onCopy(options, 1);
  const twice = await onCopy(options, 2);
  return { once: once.rows, twice: twice.rows, chapters: twice.chapters };
}

/** What a book's compiler reads beside `book/`. */
const besideBook = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.src.json"];

async function onCopy(options: BookBench, copies: number): Promise<{ readonly rows: readonly BenchRow[]; readonly chapters: number }> {
  const root = mkdtempSync(join(tmpdir(), "book-bench-"));
  try {
    for (const path of ["book", ...besideBook]) if (existsSync(join(options.root, path))) cpSync(join(options.root, path), join(root, path), { recursive: true });
    if (existsSync(join(options.root, "node_modules"))) symlinkSync(join(options.root, "node_modules"), join(root, "node_modules"));
    const { chapters, section } = multiplyBook(root, copies);
    options.print(copies === 1 ? "the book" : "the book with its chapters twice");
    return { rows: await rowsOf(ownSteps({ root, edited: join(root, section), profile: options.profile }), options), chapters };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function rowsOf(steps: readonly Step[], { runs, profile, print }: Pick<BenchOptions, "runs" | "profile" | "print">): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const step of steps) {
    const { said, ...timing } = await median(runs, step.command, step.before);
    rows.push({ name: step.name, goalSeconds: step.goal, peer: step.peer, ...timing });
    print(`  ${step.name.padEnd(46)}${timing.seconds.toFixed(2).padStart(8)} s${timing.processor.toFixed(2).padStart(8)} s of the processor${timing.megabytes.toFixed(0).padStart(7)} MB`);
    if (profile) print(said.trimEnd());
  }
  return rows;
}

/** The report of both books: seconds of the processor, which other work on the machine leaves as they are, and what each chapter more costs. */
export function slopeReport({ once, twice, chapters }: BookRows): string {
  const head = `${"seconds of the processor".padEnd(40)}${"the book".padStart(10)}${"twice".padStart(10)}${"for each chapter more".padStart(24)}`;
  return [head, ...once.map(({ name, processor }, index) => {
    const second = twice[index]?.processor ?? Number.NaN;
    return `${name.padEnd(40)}${processor.toFixed(2).padStart(10)}${second.toFixed(2).padStart(10)}${((second - processor) / chapters).toFixed(3).padStart(24)}`;
  })].join("\n");
}

function writeAll(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function ownSteps({ root, edited, profile }: { readonly root: string; readonly edited: string; readonly profile: boolean }): readonly Step[] {
  const own = (script: string, ...args: readonly string[]): Command => ({
    program: process.execPath,
    args: [...commandArguments(script), "--root", root, ...args],
    cwd: project,
  });
  const forget = (...paths: readonly string[]) => () => {
    for (const path of paths) rmSync(join(root, path), { recursive: true, force: true });
  };
  let edits = 0;
  const edit = (): void => appendFileSync(edited, `\nOne more sentence, number ${(edits += 1)}.\n`);
  const tangle = own("tangle/cli.ts");
  const weave = (edition: string): Command => own("weave/cli.ts", "--edition", edition, ...(profile ? ["--profile"] : []));
  return [
    { name: "tangle, cold", goal: 2.5, peer: null, command: tangle, before: forget("src", "output") },
    { name: "tangle, nothing changed", goal: 0.4, peer: null, command: tangle },
    { name: "HTML, cold", goal: 8, peer: "pandoc, Markdown to HTML", command: weave("html"), before: forget("output") },
    { name: "HTML, nothing changed", goal: null, peer: null, command: weave("html") },
    { name: "HTML, one section changed", goal: 0.8, peer: "mdBook, Markdown to HTML", command: weave("html"), before: edit },
    { name: "EPUB, cold", goal: 8, peer: "pandoc, Markdown to EPUB", command: weave("epub"), before: forget("output") },
    { name: "EPUB, one section changed", goal: null, peer: null, command: weave("epub"), before: edit },
    { name: "PDF, cold", goal: 30, peer: null, command: weave("pdf"), before: forget("output") },
    { name: "PDF, one section changed", goal: null, peer: null, command: weave("pdf"), before: edit },
  ];
}

function peerSteps(root: string, files: ReadonlyMap<string, string>, print: (line: string) => void): readonly Step[] {
  const steps: Step[] = [];
  if (isPresentCommand("mdbook")) {
    const folder = join(root, "peer-mdbook");
    writeAll(folder, mdbookFiles(files));
    steps.push({ name: "mdBook, Markdown to HTML", goal: null, peer: null, command: { program: "mdbook", args: ["build"], cwd: folder }, before: () => rmSync(join(folder, "book"), { recursive: true, force: true }) });
  } else print("  mdBook is not installed, so nothing is compared with it (apt-get install mdbook)");
  if (isPresentCommand("pandoc")) {
    const folder = join(root, "peer-pandoc");
    writeAll(folder, new Map([["all.md", pandocFile(files)]]));
    const pandoc = (...args: readonly string[]): Command => ({ program: "pandoc", args: ["-f", "markdown", "all.md", ...args], cwd: folder });
    steps.push({ name: "pandoc, Markdown to HTML", goal: null, peer: null, command: pandoc("--mathml", "-s", "--metadata", "title=Synthetic", "-o", "all.html") });
    steps.push({ name: "pandoc, Markdown to EPUB", goal: null, peer: null, command: pandoc("--mathml", "--metadata", "title=Synthetic", "-o", "all.epub") });
  } else print("  pandoc is not installed, so nothing is compared with it (apt-get install pandoc)");
  return steps;
}

/** The report as text: time, memory, ratio to the peer of the same run, and the aim. */
export function benchReport(rows: readonly BenchRow[]): string {
  const head = `${"".padEnd(40)}${"seconds".padStart(9)}${"MB".padStart(7)}${"aim, s".padStart(8)}   ratio to a peer in this run`;
  const lines = rows.map((row) => {
    const peer = rows.find((other) => other.name === row.peer);
    const ratio = peer ? `${(row.seconds / peer.seconds).toFixed(2)} × ${peer.name}` : "";
    return `${row.name.padEnd(40)}${row.seconds.toFixed(2).padStart(9)}${row.megabytes.toFixed(0).padStart(7)}${(row.goalSeconds?.toString() ?? "").padStart(8)}   ${ratio}`.trimEnd();
  });
  return [head, ...lines].join("\n");
}

/** The figures with their conditions, as a file of `book/measurements/`. */
export function benchRecord(rows: readonly BenchRow[], conditions: RunConditions): string {
  const values = rows.map(({ name, seconds, megabytes, peer, goalSeconds }) => {
    const compared = rows.find((other) => other.name === peer);
    const ratio = compared === undefined ? null : Number((seconds / compared.seconds).toFixed(3));
    return { name, value: Number(seconds.toFixed(3)), unit: "s", baseline: peer, ratio, megabytes: Math.round(megabytes), aimSeconds: goalSeconds };
  });
  return measurementsText({ conditions, values });
}
