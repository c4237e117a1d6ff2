/** The command `build`: builds the native products of a book, or says what the machine has for them. */
import { join } from "node:path";
import { needWords, type Need } from "./book/needs.ts";
import { buildBook, buildsOf } from "./native/buildBook.ts";
import { buildingOf } from "./standing/building.ts";
import type { BuildReport } from "./native/buildProgram.ts";
import { requiredFor } from "./native/builds.ts";
import { machineOf, reasonOf, type Machine } from "./native/machine.ts";
import { productsIn } from "./native/products.ts";
import { complain, say } from "./terminal/answer.ts";
import { readArguments, type CommandSpec } from "./terminal/arguments.ts";
import { progressOn } from "./terminal/progress.ts";
import { hasErrors, render } from "./text/diagnostic.ts";

const command: CommandSpec = {
  call: "npm run build --",
  purpose: [
    "Builds what `builds` of book/book.yml declares: addons of C, kernels of CUDA, modules of WebAssembly. What was",
    "built from the same sources by the same compilers is not built again. A build that fails leaves the last good",
    "product in place, and a compiler's message is shown at its line of the chapter.",
  ].join("\n"),
  options: [{ name: "doctor", help: "build nothing; say what this machine has for cells, tests and builds" }],
  notes: "Exit codes: 0 all that this machine can build is built; 1 a mistake in the book; 2 usage.",
};

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const machine = machineOf(given.root);
  return given.flags.has("doctor") ? doctor(given.root, machine) : build(given.root, machine);
}

function build(root: string, machine: Machine): number {
  const building = buildingOf(root);
  const before = building.said();
  if (before !== null) return say(before.out, 0);
  const progress = progressOn(process.stderr);
  const { report, diagnostics } = buildBook(root, machine, progress.step);
  progress.clear();
  process.stderr.write(diagnostics.map(render).join(""));
  const isWhole = report !== null && diagnostics.length + report.failed.length + report.skipped.length === 0;
  if (isWhole) building.ended({ out: summaryOf(root, { ...report, compiled: [] }), err: "" });
  return say(report === null ? "" : summaryOf(root, report), hasErrors(diagnostics) ? 1 : 0);
}

function summaryOf(root: string, { products, compiled, failed, skipped }: BuildReport): string {
  if (products.size + failed.length + skipped.length === 0) return "no native products\n";
  const listed = productsIn(root);
  const built = [...products].map(([name, path]) => `${compiled.includes(name) ? "built" : "unchanged"}: ${path.replace(join(root, "/"), "")}\n`);
  const notBuilt = failed.map((name) => `failed: ${name}${listed.has(name) ? "; the one that was built last stays" : ""}\n`);
  return [...built, ...notBuilt, ...skipped.map(({ name, lacks }) => `skipped: ${name}: ${reasonOf(lacks)}\n`)].join("");
}

/** Lines as `npm run doctor` prints them. What is absent is no mistake: its tests are skipped, its cells shown as they were recorded. */
function doctor(root: string, machine: Machine): number {
  const needs = Object.keys(needWords) as readonly Need[];
  const ofNeeds = needs.map((need) => {
    const lacks = machine.lacks([need]);
    const tests = `cells and tests with \`needs="${need}"\``;
    return lacks.length === 0 ? `  ok       ${tests}: ${machine.devices([need]).join(", ")}\n` : `  absent   ${tests}: ${reasonOf(lacks)}\n`;
  });
  const { builds, diagnostics } = buildsOf(root);
  const ofBuilds = builds.map((each) => {
    const lacks = machine.lacksPrograms(requiredFor(each));
    return lacks.length === 0 ? `  ok       the build ${each.name}\n` : `  absent   the build ${each.name}: ${reasonOf(lacks)}\n`;
  });
  process.stderr.write(diagnostics.map(render).join(""));
  return say([...ofNeeds, ...ofBuilds].join(""), hasErrors(diagnostics) ? 1 : 0);
}
