/** Watches the process of a section: hears its messages, holds it to its limits, and leaves nothing of it behind. */
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Limits } from "../units/limits.ts";
import { membersOf, isCompiler, killTree, memoryOf, type ProcessTree, type Member } from "./processTree.ts";
import { printable, type Message } from "../cells/job.ts";
import type { ChildSupervisor } from "../system/supervisor.ts";
import { startProcess } from "./start.ts";

/** How it ended. */
export interface Ending {
  /** `ended`: by itself, whatever came of it. */
  readonly reason: "ended" | "too-slow" | "too-much-memory" | "too-much-output";
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote past its own capture, or what Node wrote when it died. */
  readonly said: string;
  /** Processes that it had started and that were still there. They are killed. */
  readonly left: readonly Member[];
}

/** What to watch. `folder` holds `job.json` and `cells.ts`. */
export interface Watch {
  readonly root: string;
  readonly program: string;
  readonly folder: string;
  readonly limits: Limits;
  readonly supervisor: ChildSupervisor;
  /** Folders in which it may write, besides its own. */
  readonly writes: readonly string[];
  readonly hear: (message: Message) => void;
}

/** Starts the process and waits for its end, and that of all that it has started. */
export async function watchProcess({ root, program, folder, limits, supervisor, writes, hear }: Watch): Promise<Ending> {
  const mark = randomUUID();
  const child = startProcess({ root, program, folder, mark, limits, writes });
  const leader = await pidOf(child);
  const tree: ProcessTree = { leader, mark };
  const untie = supervisor.tie(() => killTree(tree));
  const guard = guardOver(tree, limits);
  const said = saidBy(child, () => guard.stop("too-much-output"));
  const closed = new Promise((resolve) => child.once("close", resolve));
  listen(child, (message) => {
    if (message.kind === "ready") guard.startClock();
    hear(message);
  });
  const [code, signal] = await exitOf(child);
  guard.end();
  const left = guard.reason === null ? await leftBehind(tree) : [];
  killTree(tree);
  // one that hides from us may hold the pipes open for ever
  await Promise.race([closed, sleep(2000, undefined, { ref: false })]);
  untie();
  return { reason: guard.reason ?? "ended", code, signal, said: said(), left };
}

async function pidOf(child: ChildProcess): Promise<number> {
  if (child.pid !== undefined) return child.pid;
  throw await new Promise<unknown>((resolve) => child.once("error", resolve));
}

function exitOf(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve([code, signal])));
}

function listen(child: ChildProcess, hear: (message: Message) => void): void {
  const pipe = child.stdio[3];
  if (pipe === null || pipe === undefined || !("on" in pipe)) throw new Error("internal: the process has no pipe for messages");
  const lines = createInterface({ input: pipe as Readable, crlfDelay: Infinity });
  lines.on("line", (line) => {
    // a process that is killed may leave half a line
    if (line.startsWith("{") && line.endsWith("}")) hear(JSON.parse(line) as Message);
  });
}

function saidBy({ stdout, stderr }: ChildProcess, tooMuch: () => void): () => string {
  let said = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      if (said.length > printable) return tooMuch();
      said += text;
    });
  }
  return () => said;
}

interface Guard {
  /** Why the tree was killed; null if it was not. */
  readonly reason: Exclude<Ending["reason"], "ended"> | null;
  /** The time that the section may take begins when its process is ready. */
  readonly startClock: () => void;
  readonly stop: (reason: Exclude<Ending["reason"], "ended">) => void;
  readonly end: () => void;
}

function guardOver(tree: ProcessTree, { seconds, megabytes }: Limits): Guard {
  let reason: Guard["reason"] = null;
  let clock: NodeJS.Timeout | undefined;
  let looks = 0;
  const stop: Guard["stop"] = (why) => {
    reason ??= why;
    killTree(tree);
  };
  // the leader is looked at often, since a gigabyte is filled in a second; the whole tree more rarely
  const scale = setInterval(() => {
    const whole = looks++ % 10 === 9 ? membersOf(tree).reduce((sum, { memory }) => sum + memory, 0) : 0;
    if (Math.max(memoryOf(tree.leader), whole) > megabytes * 1e6) stop("too-much-memory");
  }, 50);
  return {
    get reason() {
      return reason;
    },
    startClock: () => void (clock ??= seconds === Infinity ? undefined : setTimeout(() => stop("too-slow"), seconds * 1000)),
    stop,
    end() {
      clearInterval(scale);
      clearTimeout(clock);
    },
  };
}

/** Who is still there, after a second for those that are about to end. */
async function leftBehind(tree: ProcessTree): Promise<readonly Member[]> {
  for (let looks = 0; ; looks++) {
    const left = membersOf(tree).filter((member) => !isCompiler(member));
    if (left.length === 0 || looks === 20) return left;
    await sleep(50);
  }
}
