/** Times a command as a whole process tree: wall seconds and peak resident memory. */
import { execFileSync, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

/** What one run of a command took. */
export interface Timing {
  readonly seconds: number;
  /** Of the processor, the command's and its children's: the same on a machine that has other work as well. */
  readonly processor: number;
  /** Largest sum of resident memory over the command and its children seen in a sample, in MB (10⁶ bytes). */
  readonly megabytes: number;
  /** What it wrote to its standard error. */
  readonly said: string;
}

/** A command and where to run it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Exit codes that count as success; `[0]` unless said. */
  readonly accepted?: readonly number[];
}

const sampleEvery = 100;

/** Runs its arguments, and says on a channel of its own what they took of the processor. */
const withTimes = '"$@"; code=$?; times >&3; exit $code';

/** What `times` of a shell says: the shell's own user and system time, and on a second line that of its children. */
export function processorSeconds(times: string): number {
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** Runs the command once. Throws with the command's own output if it fails. */
export function timed(command: Command): Promise<Timing> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn("sh", ["-c", withTimes, "sh", command.program, ...command.args], { cwd: command.cwd, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    let times = "";
    child.stdio[3]?.on("data", (piece: Buffer) => (times += piece.toString()));
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (piece: Buffer) => output.push(piece));
    child.stderr?.on("data", (piece: Buffer) => {
      output.push(piece);
      errors.push(piece);
    });
    let peak = 0;
    const sampler = setInterval(() => {
      if (child.pid !== undefined) peak = Math.max(peak, residentMemory(child.pid));
    }, sampleEvery);
    child.on("error", (error) => {
      clearInterval(sampler);
      reject(error);
    });
    child.on("close", (code) => {
      clearInterval(sampler);
      const seconds = (performance.now() - started) / 1000;
      if ((command.accepted ?? [0]).includes(code ?? -1)) resolve({ seconds, processor: processorSeconds(times), megabytes: peak / 1000, said: Buffer.concat(errors).toString() });
      else reject(new Error(`${command.program} ${command.args.join(" ")} exited with ${code}:\n${Buffer.concat(output).toString().slice(-4000)}`));
    });
  });
}

/** The run with the median time of several; the first one too counts, since each is a new process. */
export async function median(runs: number, command: Command, before: () => void = () => {}): Promise<Timing> {
  const timings: Timing[] = [];
  for (let run = 0; run < runs; run += 1) {
    before();
    timings.push(await timed(command));
  }
  timings.sort((a, b) => a.seconds - b.seconds);
  const middle = timings[timings.length >> 1];
  if (middle === undefined) throw new Error("internal: a median of no runs");
  return { ...middle, megabytes: Math.max(...timings.map((timing) => timing.megabytes)) };
}

/** Resident memory in kB of a process and all its descendants, as `ps` tells it on Linux and macOS. */
function residentMemory(root: number): number {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" }).trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  let total = 0;
  let grown = true;
  while (grown) {
    grown = false;
    for (const [pid = 0, parent = 0] of rows) {
      if (family.has(parent) && !family.has(pid)) grown = Boolean(family.add(pid));
    }
  }
  for (const [pid = 0, , rss = 0] of rows) if (family.has(pid)) total += rss;
  return total;
}
