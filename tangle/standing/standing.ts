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

/** For as long as what is the same a step says the same: texts of all that it reads, and of all that it has made. */
export interface Basis {
  readonly read: string;
  /** As it is when it is called; it is asked only where all that is read is the same. Left out by a step that makes nothing. */
  readonly made?: () => string;
}

/** Of a step that says the same for as long as its basis is the same. */
export function runOf(step: Step, { read, made = () => "" }: Basis): Run {
  return {
    said() {
      const kept = parseJson(textAt(pathOf(step)) ?? "");
      const stands = isRecord(kept) && kept["read"] === sha256(read) && kept["made"] === sha256(made());
      return stands && isSaid(kept["said"]) ? kept["said"] : null;
    },
    ended: (said) => writeKept(pathOf(step), JSON.stringify({ read: sha256(read), made: sha256(made()), said })),
  };
}

function pathOf({ root, name, asked }: Step): string {
  return join(root, "output", ".cache", "standing", `${name}-${sha256(JSON.stringify(asked)).slice(0, 8)}.json`);
}

function isSaid(value: unknown): value is Said {
  return isRecord(value) && typeof value["out"] === "string" && typeof value["err"] === "string";
}
