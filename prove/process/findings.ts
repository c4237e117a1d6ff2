/** Gathers what the process of a section says, unit by unit. */
import type { CellModule } from "../cells/cells.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { SectionUnits } from "../units/unit.ts";
import { checkException } from "../wrong/exception.ts";
import type { Message, Thrown } from "../cells/job.ts";

/** What came of the units. */
export class Findings {
  readonly outcomes = new Map<string, Outcome>();
  readonly data = new Map<string, Readonly<Record<string, string>>>();
  readonly files = new Map<string, string | Uint8Array>();
  /** What no cell is to blame for, as far as is known. */
  readonly homeless: Failure[] = [];
  #isReady = false;
  #isDone = false;
  #running: string | null = null;
  readonly #section: SectionUnits;
  readonly #tasks: CellModule["tasks"];

  constructor(section: SectionUnits, { tasks }: Pick<CellModule, "tasks">) {
    this.#section = section;
    this.#tasks = tasks;
  }

  /** Whether the process began with its work. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether the process came to its end. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The unit whose cell is running. */
  get running(): string | null {
    return this.#running;
  }

  /** Takes in a message. */
  hear(message: Message): void {
    switch (message.kind) {
      case "ready":
        this.#isReady = true;
        return;
      case "start":
        this.#running = this.#idOf(message.task);
        return;
      case "outcome":
        return this.#outcome(this.#idOf(message.task), message);
      case "thrown":
        return this.judge(this.#idOf(message.task), message.thrown, message.data);
      case "unloadable":
        for (const failure of message.failures) this.blame(message.task === null ? this.#unitAt(failure) : this.#idOf(message.task), failure);
        return;
      case "exit":
        this.#isDone = true;
        return this.blame(message.task === null ? null : this.#idOf(message.task), message.failure);
      case "done":
        this.#isDone = true;
        return;
      case "step":
      case "kept":
      case "resumed":
      case "said":
      case "ran":
        // whoever runs an experiment hears these
        return;
      default:
        return message satisfies never;
    }
  }

  /** Judges a mistake on purpose by what it threw. */
  judge(id: string, thrown: Thrown | null, data: Readonly<Record<string, string>> = {}): void {
    const unit = this.#section.units.find((each) => each.id === id);
    if (unit?.kind !== "wrong") throw new Error(`internal: \`${id}\` is no mistake on purpose`);
    this.#outcome(id, { outcome: checkException(unit, thrown), data, files: [] });
  }

  /** Adds a failure to a unit, or to none. */
  blame(id: string | null, failure: Failure): void {
    if (id === null) return void this.homeless.push(failure);
    const before = this.outcomes.get(id);
    this.outcomes.set(id, { ok: false, failures: [...(before === undefined || before.ok ? [] : before.failures), failure] });
  }

  /** The unit of a task; null for a number that is none. */
  idOfTask(task: number | null): string | null {
    return task === null ? null : (this.#tasks[task]?.id ?? null);
  }

  #outcome(id: string, { outcome, data, files }: Pick<Extract<Message, { kind: "outcome" }>, "outcome" | "data" | "files">): void {
    if (this.#running === id) this.#running = null;
    if (!outcome.ok) {
      for (const failure of outcome.failures) this.blame(id, failure);
      return;
    }
    this.outcomes.set(id, outcome);
    this.data.set(id, data);
    for (const { name, text, base64 } of files) this.files.set(name, text ?? Buffer.from(base64 ?? "", "base64"));
  }

  #idOf(task: number): string {
    const id = this.idOfTask(task);
    if (id === null) throw new Error(`internal: there is no task ${task}`);
    return id;
  }

  /** The unit on whose lines the failure stands. */
  #unitAt({ where }: Failure): string | null {
    if (where.kind !== "line" || where.path !== undefined) return null;
    const { source } = this.#section.section;
    const start = source.lineStarts[where.line - 1] ?? 0;
    const end = source.lineStarts[where.line] ?? source.text.length;
    return this.#section.units.find(({ span }) => span.start < end && span.end > start)?.id ?? null;
  }
}
