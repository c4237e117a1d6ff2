/** Runs a step in a process of its own and keeps what it prints. */
import { spawn } from "node:child_process";
import { commandArguments, projectFolder } from "../../tangle/index.ts";
import type { Step, StepEnd } from "./step.ts";
import { tallyIn } from "./tally.ts";

/** Runs it; `signal` ends it before its time, `heard` is told the last line of what it prints. Rejects only where Node cannot be started. */
export async function runStep(step: Step, signal: AbortSignal, heard: (line: string) => void = () => undefined): Promise<StepEnd> {
  if (signal.aborted) return { kind: "not run", step, why: "the run was interrupted" };
  const started = performance.now();
  const env = { ...process.env, ...step.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [...(step.script.endsWith(".ts") ? commandArguments(step.script) : [step.script]), ...step.args], { cwd: projectFolder, env, stdio: ["ignore", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  heard("running");
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (piece: Buffer) => {
      printed.push(piece);
      heard(piece.toString("utf8").trim().split("\n").at(-1)?.slice(0, 100) ?? "");
    });
  }
  const stop = (): void => void child.kill("SIGTERM");
  signal.addEventListener("abort", stop);
  const ended = await new Promise<string | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killed) => resolve(code === 0 ? null : `\`${step.script}\` ended with ${killed ?? `exit code ${code}`}\n`));
  });
  signal.removeEventListener("abort", stop);
  const said = Buffer.concat(printed).toString("utf8");
  const seconds = (performance.now() - started) / 1000;
  return { kind: ended === null ? "passed" : "failed", step, seconds, output: said + (ended ?? ""), tally: tallyIn(said, ended === null) };
}
