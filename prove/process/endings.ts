/** How a section's process ended → what is wrong with the cell that was running. */
import { basename } from "node:path";
import type { Limits } from "../units/limits.ts";
import type { Failure } from "../records/outcome.ts";
import type { Member } from "./processTree.ts";
import type { Ending } from "./watch.ts";

/** What was going on at the end. */
export interface Circumstances {
  /** The process said that it had come to its end. */
  readonly isDone: boolean;
  /** What was running, in words. */
  readonly subject: string;
}

/** What is wrong with an ending; null for a good one. */
export function endFailure(ending: Ending, limits: Limits, { isDone, subject }: Circumstances): Failure | null {
  const { reason, code, signal, said } = ending;
  switch (reason) {
    case "too-slow":
      return failure("too-slow", `${subject} takes too long: the section was stopped after ${count(limits.seconds, "second")}`, "what a section may take stands in `book.yml`: `limits: { seconds: 120 }`");
    case "too-much-memory":
      return tooMuchMemory(limits, subject);
    case "too-much-output":
      return failure("too-much-output", `${subject} writes more than a megabyte past \`console\``);
    case "ended":
      if (isDone) return withoutNotices(said) === "" ? null : pastConsole(withoutNotices(said));
      if (/heap out of memory|Fatal process out of memory|Reached heap limit/.test(said)) return tooMuchMemory(limits, subject);
      return failure("cell-exits", signal === null ? `${subject} ends the process, with exit code ${code}` : `${subject} ends the process, by ${signal}`, undefined, lastLines(said));
    default:
      return reason satisfies never;
  }
}

/** A process that a cell has started and not waited for. */
export function leftFailure({ command }: Member): Failure {
  return failure("leaves-a-child", `the cell leaves a process behind, \`${shortened(command)}\`, which was ended`, "wait for what a cell starts, or end it");
}

function tooMuchMemory({ megabytes }: Limits, subject: string): Failure {
  const cure = "what a section may take stands in `book.yml`: `limits: { megabytes: 4096 }`";
  return failure("too-much-memory", `${subject} takes too much memory: the section was stopped at ${megabytes.toLocaleString("en")} MB`, cure);
}

/** What a section said, without what Dawn, the package `webgpu`, says of every adapter with larger limits than its own: nothing of the section is lost by it. */
export function withoutNotices(said: string): string {
  return said.replace(/^Warning: max\w+ artificially reduced from \d+ to \d+ to fit dynamic offset allocation limit\.\n?/gm, "");
}

function pastConsole(said: string): Failure {
  return failure("lost-output", "the section writes past `console`, where it cannot be kept", undefined, lastLines(said));
}

function failure(code: string, message: string, cure?: string, notes: readonly string[] = []): Failure {
  return { code, message, where: { kind: "unit" }, notes, ...(cure !== undefined && { cure }) };
}

function lastLines(said: string): readonly string[] {
  const lines = said.trimEnd().split("\n").filter((line) => line.trim() !== "").slice(-3);
  return lines.map((line) => `it wrote: ${line.length > 80 ? `${line.slice(0, 79)}…` : line}`);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The program's name without its folder, and its arguments, on one line. */
function shortened(command: string): string {
  const [program = "", ...rest] = command.replace(/\s+/g, " ").split(" ");
  const text = [basename(program), ...rest].join(" ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
