/** `npm run bench -- NAME`: arguments, printing, exit code. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { benchFiles, conditionsNow, measurementsText, unrecordable, type RunConditions } from "../../prove/index.ts";
import { complain, hasErrors, prepare, readArguments, render, say, textAt, usage, walk, type Arguments, type CommandSpec } from "../../tangle/index.ts";
import { benchBook, benchCompiler, benchRecord, benchReport, slopeReport } from "./compiler.ts";
import { benchDev, devReport } from "./dev.ts";
import { benchProgram } from "./program.ts";
import { benchSearch, searchReport } from "./search.ts";
import { benchSuite, chaptersOf } from "./suite.ts";
import { programFolders, sizeOf } from "./synthetic.ts";
import { benchTraining, trainingReport } from "./training.ts";

const command: CommandSpec = {
  call: "npm run bench --",
  purpose: [
    "Times the compiler on a synthetic book of the final size, beside mdBook and pandoc in the same run; or",
    "the program of a book, by its `*.bench.ts` files, each benchmark beside the first one of its group (`gpu`:",
    "by those that take a graphics processor); or the search of the pages in Chromium, on an index of 200,000",
    "words; or the trainings of the pages, beside the same program in a bare worker; or `npm run dev`, from a save",
    "until the page shows it; or `npm test`, step by step, with what it will take when the book has 18 chapters.",
    "Let nothing else be at work on the machine.",
  ].join("\n"),
  rest: "compiler | program [FILE…] | gpu | search | training | dev | suite",
  options: [
    { name: "scale", value: "F", help: "compiler: the size of the book; 1 (the default) is 200,000 words, 5,000 formulas,\n1,500 chunks" },
    { name: "book", help: "compiler: on the book of --root instead, as it is and with its chapters twice, with what\neach chapter more costs" },
    { name: "profile", help: "compiler: also where the time of each weaving goes, step by step" },
    { name: "chapters", value: "N", help: "suite: how many chapters the book is to have (default 18), besides interludes and the like" },
    { name: "runs", value: "N", help: "compiler: runs of each command; the median is printed (default 1)" },
    { name: "seconds", value: "S", help: "training: how long each is timed (default 10)" },
    { name: "saves", value: "N", help: "dev: how many sentences are written and saved (default 40)" },
    { name: "record", help: "also writes the values with their conditions to book/measurements/: compiler.json, or\na file for each FILE.bench.ts; refused while files are changed that no commit has" },
  ],
  notes: [
    "`suite` runs `npm test` on the book, then the book's steps and the weaving on two made-up books whose chapters are as",
    "long as this book's: one with as many chapters as have a program now, one with N. A step is taken to become",
    "longer by the ratio of the two, that of reading the editions back by the number of chapters, and those of the tools",
    "not at all. What earlier runs have kept is not run again in `npm test`: remove output/.cache/ for the time of a fresh copy.",
  ].join("\n") + "\nExit codes: 0 all is well; 1 a benchmark that cannot be run; 2 the command was called wrongly.",
};

/** The benchmarks that take a graphics processor, by the backend that they time. */
const onGpu: readonly string[] = ["cuda", "webgpu"];

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const [name, ...others] = given.rest;
  const why = given.flags.has("record") ? unrecordable(given.root) : null;
  if (why !== null) return complain(`bench: ${why}\n`, 1);
  const conditions = conditionsNow(given.root, `npm run bench -- ${argv.join(" ")}`);
  if (name === "program") return program(given, { files: others, conditions });
  if (name === "gpu" && others.length === 0) return program(given, { files: onGpu, conditions });
  if (name === "compiler" && others.length === 0) return compiler(given, conditions);
  if (name === "search" && others.length === 0) return say(searchReport(await benchSearch()), 0);
  if (name === "training" && others.length === 0) return training(given);
  if (name === "dev" && others.length === 0) return dev(given);
  if (name === "suite" && others.length === 0) return suite(given);
  const names = "`compiler`, `program`, `gpu`, `search`, `training`, `dev` and `suite`";
  const mistake = name === undefined ? `which benchmark? There are ${names}` : `no benchmark is named \`${given.rest.join(" ")}\`; there are ${names}`;
  return complain(usage(command, mistake).message, 2);
}

type Given = Extract<Arguments, { kind: "run" }>;

async function compiler({ root, values, flags }: Given, conditions: RunConditions): Promise<number> {
  const scale = Number(values.get("scale") ?? "1");
  const runs = Number(values.get("runs") ?? "1");
  if (!(scale > 0 && scale <= 10)) return complain(usage(command, `\`--scale\` takes a number between 0 and 10, not \`${values.get("scale")}\``).message, 2);
  if (!(Number.isInteger(runs) && runs >= 1)) return complain(usage(command, `\`--runs\` takes a whole number from 1, not \`${values.get("runs")}\``).message, 2);
  const how = { runs, profile: flags.has("profile"), print: (line: string) => void process.stderr.write(`${line}\n`) };
  if (flags.has("book")) return say(`${slopeReport(await benchBook({ root, ...how }))}\n`, 0);
  const rows = await benchCompiler({ scale, ...how });
  say(`${benchReport(rows)}\n`, 0);
  // the compiler is this project's, whichever book it is asked beside
  if (flags.has("record")) record(resolve(import.meta.dirname, "../.."), "compiler", benchRecord(rows, conditions));
  return 0;
}

async function dev({ root, values }: Given): Promise<number> {
  const saves = Number(values.get("saves") ?? "40");
  if (!(Number.isInteger(saves) && saves >= 2)) return complain(usage(command, `\`--saves\` takes a whole number from 2, not \`${values.get("saves")}\``).message, 2);
  try {
    return say(`${devReport(await benchDev({ root, saves, print: (line) => process.stderr.write(`${line}\n`) }))}\n`, 0);
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

async function training({ root, values }: Given): Promise<number> {
  const seconds = Number(values.get("seconds") ?? "10");
  if (!(seconds > 0)) return complain(usage(command, `\`--seconds\` takes a number above 0, not \`${values.get("seconds")}\``).message, 2);
  const site = join(root, "output/html");
  if (textAt(join(site, "index.html")) === null) return complain("there is no HTML edition; run: npm run book\n", 1);
  const times = await benchTraining({ site, seconds, print: (line) => void process.stderr.write(`${line}\n`) });
  return times.length === 0 ? complain("no figure of the book offers its training\n", 1) : say(`${trainingReport(times)}\n`, 0);
}

async function suite({ root, values }: Given): Promise<number> {
  const files = new Map(walk(root, "book").filter((path) => path.endsWith(".md")).map((path) => [path, textAt(join(root, path)) ?? ""]));
  const size = sizeOf(files);
  const wanted = Number(values.get("chapters") ?? "18");
  if (size.chapters === 0) return complain("the book has no chapter with a program\n", 1);
  const chapters = Number.isInteger(wanted) ? chaptersOf(programFolders(files), wanted) : null;
  if (chapters === null) return complain(usage(command, `\`--chapters\` takes a whole number above that of the chapters that the book has now, not \`${values.get("chapters") ?? 18}\``).message, 2);
  try {
    return say(`${await benchSuite({ root, size, chapters, wanted, print: (line) => process.stderr.write(`${line}\n`) })}\n`, 0);
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

async function program({ root, flags }: Given, { files, conditions }: { readonly files: readonly string[]; readonly conditions: RunConditions }): Promise<number> {
  const { ready, diagnostics } = prepare(root);
  process.stderr.write(diagnostics.map(render).join(""));
  if (ready === null || hasErrors(diagnostics)) return 1;
  const there = benchFiles(ready).map((file) => file.name);
  const wanted = files === onGpu ? files.filter((name) => there.includes(name)) : files;
  if (files === onGpu && wanted.length === 0) return complain("the book has no benchmark that takes a graphics processor\n", 1);
  const result = await benchProgram(ready, wanted, (line) => say(`${line}\n`, 0));
  if ("mistake" in result) return complain(usage(command, result.mistake).message, 2);
  for (const { name, values, beside } of result.runs) {
    if (flags.has("record")) record(root, name, measurementsText({ conditions: { ...conditions, ...(beside.length > 0 && { beside }) }, values }));
  }
  for (const { name, message } of result.failed) complain(`${name}: ${message}\n`, 1);
  return result.failed.length > 0 ? 1 : 0;
}

function record(root: string, name: string, text: string): void {
  mkdirSync(join(root, "book/measurements"), { recursive: true });
  writeFileSync(join(root, "book/measurements", `${name}.json`), text);
  say(`recorded in book/measurements/${name}.json\n`, 0);
}
