/** What `prove --experiments` prints: lines that stay, a line that moves, and how to go on when it is interrupted. */
import { complain, hasErrors, progressOn, render, say, usage, type CommandSpec } from "../../tangle/index.ts";
import { amount } from "./report.ts";
import { runExperiments } from "./runExperiments.ts";
import type { StandingSeed } from "../experiments/train.ts";

/** What was asked for. */
export interface ExperimentsCommand {
  readonly root: string;
  readonly words: readonly string[];
  readonly jobs: number;
  /** As it was called. */
  readonly command: string;
  readonly spec: CommandSpec;
}

/** Runs it, and gives the exit code. */
export async function experimentsCommand({ root, words, jobs, command, spec }: ExperimentsCommand): Promise<number> {
  const progress = progressOn(process.stderr);
  const sayLine = (line: string): void => {
    progress.clear();
    say(`${line}\n`, 0);
  };
  const now: { seeds: readonly StandingSeed[] } = { seeds: [] };
  const forget = whenInterrupted(() => {
    progress.clear();
    complain(interruption(now.seeds, command), 1);
  });
  const run = runExperiments({ root, words, jobs, command, progress: progress.step, say: sayLine, stands: (seeds) => void (now.seeds = seeds) });
  const result = await run.finally(() => {
    forget();
    progress.clear();
  });
  if ("mistake" in result) return complain(usage(spec, result.mistake).message, 2);
  process.stderr.write(result.diagnostics.map(render).join(""));
  const isWrong = hasErrors(result.diagnostics);
  if (result.ran + result.confirmed > 0) return say(`${closing(result)}\n`, isWrong ? 1 : 0);
  if (isWrong) return 1;
  return result.skipped > 0 ? 0 : say("every experiment that was asked for has its record\n", 0);
}

function closing({ ran, confirmed }: { readonly ran: number; readonly confirmed: number }): string {
  const done = [...(ran > 0 ? [`ran ${amount(ran, "seed")}`] : []), ...(confirmed > 0 ? [`confirmed ${amount(confirmed, "seed")} by replay`] : [])];
  return `${done.join(", ")}; \`npm run prove\` renews what reads them`;
}

/** What is kept, and what has to begin anew. */
export function interruption(seeds: readonly StandingSeed[], command: string): string {
  const recorded = seeds.filter(({ state }) => state === "ended").length;
  const running = seeds.filter(({ state }) => state === "running").map(({ experiment, seed, kept }) =>
    `  ${experiment} seed ${seed}: ${kept === null ? "nothing was kept yet, so it begins anew" : `kept at step ${kept.toLocaleString("en")}`}\n`);
  return `\ninterrupted: ${recorded} of ${amount(seeds.length, "seed")} ${recorded === 1 ? "has its record" : "have their record"}\n${running.join("")}to go on: ${command}\n`;
}

/** Calls `act` once, before whoever else listens ends this process; the answer forgets it. */
function whenInterrupted(act: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const once = (): void => {
    forget();
    act();
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, once);
  };
  for (const signal of signals) process.on(signal, once);
  return forget;
}
