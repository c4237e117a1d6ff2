/** What a step said when it ended well, kept beside what it had read: as long as all of that is as it was, there is nothing to do but to say it again. */
import { join } from "node:path";
import { textAt } from "../disk/stat.ts";
import { sha256 } from "../text/hash.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { writeKept } from "./keptFile.ts";

/** What a step prints. */
export interface Said {
  readonly out: string;
  readonly err: string;
}

/** Which step: its name, and what it was asked for besides the book. */
export interface Step {
  readonly root: string;
  /** `prove`: names the file in which its answer is kept. */
  readonly name: string;
  /** As JSON; the answer to another question is another one. */
  readonly asked: unknown;
}

/** A run of a step, seen from before it begins. */
export interface Run {
  /** What it would say, where it has nothing to do; else null. */
  readonly said: () => Said | null;
  /** Keeps what it says where it has nothing to do, once it has ended well. */
  readonly ended: (said: Said) => void;
}

/** Of a step of which nobody knows what it reads. */
export const nothingStands: Run = { said: () => null, ended: () => undefined };

/** Of a step that says the same for as long as `basis` is the same: the text of all that it reads and has made, as they are when it is called. */
export function runOf(step: Step, basis: () => string): Run {
  return { said: () => saidBefore(step, basis()), ended: (said) => writeKept(pathOf(step), JSON.stringify({ basis: sha256(basis()), said })) };
}

function saidBefore(step: Step, basis: string): Said | null {
  const text = textAt(pathOf(step));
  const kept = text === null ? undefined : parseJson(text);
  if (!isRecord(kept) || kept["basis"] !== sha256(basis) || !isSaid(kept["said"])) return null;
  return kept["said"];
}

function pathOf({ root, name, asked }: Step): string {
  return join(root, "output", ".cache", "standing", `${name}-${sha256(JSON.stringify(asked)).slice(0, 8)}.json`);
}

function isSaid(value: unknown): value is Said {
  return isRecord(value) && typeof value["out"] === "string" && typeof value["err"] === "string";
}
