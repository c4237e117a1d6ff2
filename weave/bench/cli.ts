/** `npm run bench -- NAME`: arguments, printing, exit code. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchCompiler, benchRecord, benchReport } from "./compiler.ts";

const help = `Times the compiler on a synthetic book of the final size, beside mdBook and pandoc in the same run.

  npm run bench -- compiler [--scale F] [--runs N] [--record]

  --scale F    the size of the book; 1 (the default) is 200,000 words, 5,000 formulas, 1,500 chunks
  --runs N     runs of each command; the median is printed (default 1)
  --record     also writes the figures with their conditions to book/measurements/compiler.json
  --help       this text
`;

function usageError(message: string): void {
  process.stderr.write(`bench: ${message}; see npm run bench -- --help\n`);
  process.exitCode = 2;
}

async function main(given: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: { scale: { type: "string", default: "1" }, runs: { type: "string", default: "1" }, record: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) return void process.stdout.write(help);
  const [name, ...others] = positionals;
  const scale = Number(values.scale);
  const runs = Number(values.runs);
  if (name === undefined) return usageError("which benchmark? There is `compiler`");
  if (name !== "compiler" || others.length > 0) return usageError(`no benchmark is named \`${positionals.join(" ")}\`; there is \`compiler\``);
  if (!(scale > 0 && scale <= 10)) return usageError(`\`--scale\` takes a number between 0 and 10, not \`${values.scale}\``);
  if (!(Number.isInteger(runs) && runs >= 1)) return usageError(`\`--runs\` takes a whole number from 1, not \`${values.runs}\``);
  const rows = await benchCompiler({ scale, runs, print: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${benchReport(rows)}\n`);
  if (values.record) record(rows, `npm run bench -- ${given.join(" ")}`);
}

function record(rows: Parameters<typeof benchRecord>[0], command: string): void {
  const folder = resolve(import.meta.dirname, "../../book/measurements");
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", cwd: resolve(import.meta.dirname, "../..") }).trim();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "compiler.json");
  writeFileSync(path, benchRecord(rows, { command, commit, date: new Date().toISOString().slice(0, 10) }));
  process.stdout.write(`recorded in book/measurements/compiler.json\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (isUsage) usageError(error.message);
  else throw error;
}
