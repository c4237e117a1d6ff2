/** The processes that come from a section's: their memory, and those that are left when it has ended. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { markName, taskName } from "../cells/job.ts";

/** A process of the tree. */
export interface Member {
  readonly pid: number;
  readonly command: string;
  /** In bytes. */
  readonly memory: number;
  /** The task that was running when it was started, where the system lets us see it. */
  readonly task: number | null;
}

/** Whose family: the process group of `leader`, and all that have `mark` in their environment, wherever they have gone. */
export interface ProcessTree {
  readonly leader: number;
  readonly mark: string;
}

/** All members that are alive. */
export function membersOf(tree: ProcessTree): readonly Member[] {
  return process.platform === "linux" ? fromProc(tree) : fromPs(tree);
}

/** The memory of one process in bytes; 0 where it has ended or the system does not say. */
export function memoryOf(pid: number): number {
  return process.platform === "linux" ? residentSize(textOf(`/proc/${pid}/status`)) : 0;
}

/** Kills the group, and those who left it. */
export function killTree(tree: ProcessTree): void {
  kill(-tree.leader);
  for (const { pid } of membersOf(tree)) kill(pid);
}

/** The compiler of TypeScript has a process of its own, which ends by itself. */
export function isCompiler({ command }: Member): boolean {
  return /\/esbuild\0?.*--service=/.test(command);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended already
  }
}

function fromProc({ leader, mark }: ProcessTree): readonly Member[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name): readonly Member[] => {
    const pid = Number(name);
    const environment = textOf(`/proc/${pid}/environ`).split("\0");
    const isKin = environment.includes(`${markName}=${mark}`) || groupOf(textOf(`/proc/${pid}/stat`)) === leader;
    const status = isKin ? textOf(`/proc/${pid}/status`) : "";
    // one that has ended and waits to be asked for its exit code is no process any more
    if (!isKin || status === "" || /^State:\s+[ZX]/m.test(status)) return [];
    const task = environment.find((each) => each.startsWith(`${taskName}=`))?.slice(taskName.length + 1);
    return [{ pid, command: textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim(), memory: residentSize(status), task: task === undefined ? null : Number(task) }];
  });
}

/** The fifth field; the second may hold spaces and parentheses. */
function groupOf(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(")") + 1).trim().split(" ")[2] ?? Number.NaN);
}

function residentSize(status: string): number {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function fromPs({ leader }: ProcessTree): readonly Member[] {
  const listed = execFileSync("ps", ["-A", "-o", "pid=,pgid=,rss=,stat=,command="], { encoding: "utf8" });
  return listed.split("\n").flatMap((line): readonly Member[] => {
    const [, pid, group, size, state = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return Number(group) === leader && !state.startsWith("Z") ? [{ pid: Number(pid), command, memory: 1024 * Number(size), task: null }] : [];
  });
}
