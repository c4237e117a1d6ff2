/** What the cell of an experiment finds: its seed, and how it says what it does and keeps what it has. */
import type { Failure } from "../records/outcome.ts";
import { readKept, writeKept } from "./kept.ts";
import { notPlain } from "./plain.ts";
import type { Json, JsonRecord } from "../records/experiment.ts";

/** What is asked of the process of a seed. */
export interface SeedTask {
  readonly name: string;
  readonly seed: number;
  /** How many steps are recorded, or replayed. */
  readonly replay: number;
  /** `replay` ends after the last of these steps. */
  readonly mode: "run" | "replay";
  readonly key: string;
  /** Absolute: the file in which it keeps what it has; null in a replay. */
  readonly keptAt: string | null;
  /** Whether that file is of this code and data, so that the run goes on from it. */
  readonly resumes: boolean;
}

/** What came of a seed, or of its replay. */
export interface SeedRun {
  readonly count: number;
  readonly steps: readonly Json[];
  /** Null where a replay came to its last step before. */
  readonly value: JsonRecord | null;
  readonly seconds: number;
  readonly data: Readonly<Record<string, string>>;
}

/** What the process says of it on the way. */
export type SeedMessage =
  | { readonly kind: "step" | "kept" | "resumed"; readonly count: number }
  /** Something was printed. */
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "ran"; readonly run: SeedRun };

/** The names that the cell finds. */
export interface InsideNames {
  readonly seed: number;
  readonly step: (value: Json) => void;
  readonly keep: (bytes: Uint8Array) => void;
  readonly kept: () => Uint8Array | null;
}

/** What the cell's side needs of its process. */
export interface InsideServices {
  readonly task: SeedTask;
  readonly say: (message: SeedMessage) => void;
  /** The data read so far. */
  readonly data: () => Readonly<Record<string, string>>;
  /** What the cell has printed since it was asked last; "" for nothing. */
  readonly printed: () => string;
  /** Called when a replay has seen enough: ends the process. */
  readonly enough: (run: SeedRun) => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** The longest JSON of a value, in characters. */
export const longestValue = 1_000_000;

/** The cell's side of a seed. */
export class Inside {
  readonly #services: InsideServices;
  readonly #now: () => number;
  #begun = 0;
  #count = 0;
  #steps: Json[] = [];
  #secondsBefore = 0;
  #said = -Infinity;

  constructor(services: InsideServices) {
    this.#services = services;
    this.#now = services.now ?? (() => performance.now());
  }

  /** What the cell finds; its time begins. */
  begin(): InsideNames {
    this.#begun = this.#now();
    return { seed: this.#services.task.seed, step: (value) => this.#step(value), keep: (bytes) => this.#keep(bytes), kept: () => this.#kept() };
  }

  /** The run, once the cell has come to its value; or why that is none. */
  ended(value: unknown): SeedRun | Failure {
    this.sayPrinted();
    const problem = valueProblem(value) ?? (this.#count === 0 ? noSteps : null);
    return problem === null ? this.#run(value as JsonRecord) : { ...problem, where: { kind: "unit" }, notes: [] };
  }

  /** What is printed is said as it comes, and is no part of the record. */
  sayPrinted(): void {
    const text = this.#services.printed();
    if (text !== "") this.#services.say({ kind: "said", text });
  }

  #step(value: unknown): void {
    const { task, say, enough } = this.#services;
    const problem = notPlain(value, "value");
    if (problem !== null) throw new TypeError(`step: it takes plain JSON, and ${problem}`);
    this.#count += 1;
    // as the record will have it: -0 is 0 there
    if (this.#steps.length < task.replay) this.#steps.push(JSON.parse(JSON.stringify(value)) as Json);
    if (task.mode === "replay" && this.#count === task.replay) return enough(this.#run(null));
    this.sayPrinted();
    const now = this.#now();
    if (now - this.#said < 200) return;
    this.#said = now;
    say({ kind: "step", count: this.#count });
  }

  #keep(bytes: unknown): void {
    const { task, say, data } = this.#services;
    if (!(bytes instanceof Uint8Array)) throw new TypeError("keep: what is kept are the bytes of a `Uint8Array`");
    if (task.keptAt === null) return;
    const head = { key: task.key, data: data(), count: this.#count, steps: this.#steps, seconds: this.#seconds() };
    writeKept(task.keptAt, { head, bytes });
    say({ kind: "kept", count: this.#count });
  }

  /** Steps that were taken before an interruption count only for a cell that goes on from there. */
  #kept(): Uint8Array | null {
    const { task, say } = this.#services;
    const kept = task.keptAt !== null && task.resumes ? readKept(task.keptAt) : null;
    if (kept === null) return null;
    this.#count = kept.head.count;
    this.#steps = [...kept.head.steps];
    this.#secondsBefore = kept.head.seconds;
    say({ kind: "resumed", count: this.#count });
    return kept.bytes;
  }

  #run(value: JsonRecord | null): SeedRun {
    return { count: this.#count, steps: this.#steps, value, seconds: this.#seconds(), data: this.#services.data() };
  }

  #seconds(): number {
    return this.#secondsBefore + (this.#now() - this.#begun) / 1000;
  }
}

const noSteps = {
  code: "no-steps",
  message: "an experiment calls `step(…)` once a training step, so that its beginning can be replayed; this one never did",
} as const;

function valueProblem(value: unknown): Pick<Failure, "code" | "message"> | null {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  const refuse = (message: string): Pick<Failure, "code" | "message"> => ({ code: "not-plain", message });
  const problem = notPlain(value, "value");
  if (problem !== null) return refuse(`what an experiment comes to is plain JSON, and ${problem}`);
  if (!isRecord) return refuse(`what an experiment comes to is a record, such as \`({ loss })\`, and not \`${JSON.stringify(value)}\``);
  if (Object.hasOwn(value, "seed")) return refuse("`seed` stands in every record of an experiment already: its value needs none");
  const { length } = JSON.stringify(value);
  return length <= longestValue ? null : refuse(`what an experiment comes to has at most ${longestValue.toLocaleString("en")} characters of JSON, and this has ${length.toLocaleString("en")}`);
}
