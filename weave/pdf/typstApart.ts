/** Typst in processes of its own, one for each core that is needed: what they took is given back when the volumes are set. */
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { startedModule } from "../../tangle/index.ts";
import type { Given, PassResult, TypstJob } from "./typst.ts";

/** A pass, as a message to the process. */
export interface Request extends Pick<TypstJob, "source" | "files"> {
  readonly given: Given;
  readonly wanted: "pdf" | "nothing";
}

/** What comes of it. */
export type Answer = PassResult | { readonly kind: "refused"; readonly message: string };

/** Typesetters that work beside each other. */
export interface Typesetters {
  /** A pass as `Typesetter` has it, and as it throws. */
  readonly pass: (job: TypstJob, given: Given, wanted: "pdf" | "nothing") => Promise<PassResult>;
  /** Lets the processes go. */
  readonly close: () => void;
}

/** None is started before there is something to set. */
export function createTypesetters(root: string, most = Math.min(2, availableParallelism())): Typesetters {
  const idle: ChildProcess[] = [];
  const all: ChildProcess[] = [];
  const waiting: ((process: ChildProcess) => void)[] = [];

  /** The one that has worked last, which may have set this very text; else a new one; else the next that is free. */
  function take(): Promise<ChildProcess> {
    const free = idle.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (all.length === most) return new Promise((resolve) => void waiting.push(resolve));
    const { path, needs } = startedModule(join(import.meta.dirname, "./typst-program.ts"));
    const started = fork(path, [root], { execArgv: [...needs], serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
    all.push(started);
    return Promise.resolve(started);
  }

  function giveBack(process: ChildProcess): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(process);
    else next(process);
  }

  return {
    async pass({ source, files }, given, wanted) {
      const process = await take();
      const answer = await answerOf(process, { source, files, given, wanted });
      giveBack(process);
      if (answer.kind === "refused") throw new Error(answer.message);
      return answer.kind === "made" && answer.pdf !== null ? { ...answer, pdf: Buffer.from(answer.pdf) } : answer;
    },
    close: () => all.forEach((each) => void each.kill()),
  };
}

function answerOf(process: ChildProcess, request: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void => reject(new Error(`internal: the process of Typst ended with ${signal ?? code}`));
    if (process.exitCode !== null || process.signalCode !== null) {
      ended(process.exitCode, process.signalCode);
      return;
    }
    process.once("exit", ended);
    process.once("error", reject);
    process.once("message", (answer) => {
      process.off("exit", ended).off("error", reject);
      resolve(answer as Answer);
    });
    // of one that is ending, its end says more than that it no longer listens
    process.send(request, (error) => void (error !== null && !hasStoppedListening(error) && reject(error)));
  });
}

function hasStoppedListening(error: Error): boolean {
  return "code" in error && ["EPIPE", "ECONNRESET", "ERR_IPC_CHANNEL_CLOSED"].includes(String(error.code));
}
