/** Runs the cells of a section, one after the other, as their module calls it, and reports what comes of each. */
import { basename } from "node:path";
import type { PlaceOfError, VerifyCell } from "../derivations/check.ts";
import type { Inside, InsideNames } from "../seed/inside.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { Capture } from "./capture.ts";
import { failureOf, thrownOf } from "./exceptions.ts";
import { placeOf } from "./frames.ts";
import { taskName, type Job, type OutcomeFile, type Task } from "../cells/job.ts";
import { outputOf } from "./output.ts";
import type { Report } from "./report.ts";
import { draw, type Renderer } from "./shown/drawing.ts";
import { shown, type ShownThing } from "./shown/show.ts";
import { valueText } from "./value.ts";

/** What the runner needs. */
export interface Services {
  readonly job: Job;
  readonly report: Report;
  readonly capture: Capture<ShownThing>;
  /** The data files read so far, and the SHA-256 of each. */
  readonly data: () => Readonly<Record<string, string>>;
  readonly renderer: Renderer;
  readonly checks: Checks;
  /** Where an experiment is run: what its cell finds. */
  readonly inside: Inside | null;
}

/** How claims are checked. */
export interface Checks {
  readonly derivation: (claim: TaskOf<"derivation">["claim"], cell: VerifyCell | null, place: PlaceOfError) => Promise<Outcome>;
  readonly cost: (claim: TaskOf<"cost">["claim"], cell: () => unknown, place: PlaceOfError) => Promise<Outcome>;
}

type TaskOf<K extends Task["kind"]> = Extract<Task, { kind: K }>;

/** The cells call it by the number of their task. */
export class Runner {
  readonly #services: Services;
  #current: number | null = null;
  #last: number | null = null;
  /** What went wrong beside the current cell: promises that nothing waits for, callbacks that throw. */
  #troubles: Failure[] = [];
  #shownThings = 0;
  readonly #figures = new Map<number, unknown>();
  /** Numbers for alternative texts, "" for one that failed. */
  readonly #values = new Map<number, string>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** The task whose cell is running; between cells null. */
  get current(): number | null {
    return this.#current;
  }

  /** Whether any cell has begun, so that all are loaded. */
  get hasBegun(): boolean {
    return this.#last !== null;
  }

  begin(task: number): void {
    this.#current = this.#last = task;
    this.#troubles = [];
    this.#shownThings = 0;
    process.env[taskName] = String(task);
    this.#services.report({ kind: "start", task });
  }

  /** After a `run` or a figure cell. */
  async end(task: number): Promise<void> {
    await settled();
    if (this.#task(task).kind === "figure") return this.#endFigure(task);
    const output = await outputOf(this.#services.capture.take());
    if (output.ok) return this.#finish(task, { ok: true, result: output.result }, output.files);
    this.#finish(task, output);
  }

  /** The value of a figure cell. */
  async figure(task: number, value: unknown): Promise<void> {
    this.#figures.set(task, await value);
  }

  async value(task: number, cell: () => Promise<unknown>): Promise<void> {
    await this.#checked(task, async () => {
      const text = valueText(await cell());
      if (text.ok) this.#values.set(task, text.text);
      return text.ok ? { ok: true, result: { kind: "value", text: text.text } } : { ok: false, failures: [text.failure] };
    });
    if (!this.#values.has(task)) this.#values.set(task, "");
    await this.#drawWaiting(task);
  }

  async derivation(task: number, cell: VerifyCell | null): Promise<void> {
    const { job, checks } = this.#services;
    const { claim } = this.#task(task, "derivation");
    await this.#checked(task, () => checks.derivation(claim, cell, (error) => placeOf(error, job)));
  }

  async cost(task: number, cell: () => unknown): Promise<void> {
    const { job, checks } = this.#services;
    const { claim } = this.#task(task, "cost");
    await this.#checked(task, () => checks.cost(claim, cell, (error) => placeOf(error, job)));
  }

  /** A mistake on purpose. What it prints before it fails is nobody's output. */
  async wrong(task: number, cell: () => Promise<unknown>): Promise<void> {
    this.begin(task);
    const thrown = await cell().then(() => null, thrownOf);
    await settled();
    this.#services.capture.take();
    this.#services.report({ kind: "thrown", task, thrown, data: this.#services.data() });
    this.#current = null;
  }

  /** The cell of an experiment, for one seed. What it prints is said by the command, and is no part of its record. */
  async experiment(task: number, cell: (names: InsideNames) => Promise<unknown>): Promise<void> {
    const { inside, job, report } = this.#services;
    if (inside === null) throw new Error("internal: no experiment is to be run");
    this.begin(task);
    const ended = await cell(inside.begin()).then((value) => inside.ended(value), (error: unknown) => failureOf(error, job));
    await settled();
    inside.sayPrinted();
    const failures = [...("code" in ended ? [ended] : []), ...this.#troubles];
    if (failures.length > 0) return this.#finish(task, { ok: false, failures });
    if (!("code" in ended)) report({ kind: "ran", run: ended });
    this.#current = null;
  }

  /** `show(value)`: what has no form but text is printed. */
  show(value: unknown, { alt = "" }: { readonly alt?: string } = {}): void {
    const { capture, renderer } = this.#services;
    const thing = shown(value, { name: `${this.#nameOfDrawings()}-${this.#shownThings + 1}`, alt }, renderer);
    if (thing === null) return console.log(value);
    this.#shownThings += 1;
    capture.insert(thing);
  }

  /** The author's ids are unique in the book; those that cells have by their place are so in a section only, whose chapter's evidence shares one folder. */
  #nameOfDrawings(): string {
    const id = this.#current === null ? "shown" : this.#task(this.#current).id;
    return /^(?:run-\d+|shown)$/.test(id) ? `${basename(this.#services.job.path, ".md")}-${id}` : id;
  }

  /** The cell that is running cannot go on. */
  fail(failure: Failure): void {
    if (this.#current !== null) this.#finish(this.#current, { ok: false, failures: [failure] });
  }

  /** Something went wrong beside the cells: it belongs to the one that is running, or ran last. */
  trouble(failure: Failure): void {
    if (this.#current !== null) this.#troubles.push(failure);
    else if (this.#last !== null) this.#services.report({ kind: "outcome", task: this.#last, outcome: { ok: false, failures: [failure] }, data: {}, files: [] });
  }

  async #endFigure(task: number): Promise<void> {
    const printed = this.#printed();
    if (printed !== null) return this.#finish(task, { ok: false, failures: [printed] });
    if (this.#task(task, "figure").altValues.length === 0) return this.#draw(task);
    this.#current = null;
  }

  /** Draws the figures whose alternative text waited for this value only. */
  async #drawWaiting(value: number): Promise<void> {
    for (const [index, task] of this.#services.job.tasks.entries()) {
      if (task.kind === "figure" && task.altValues.at(-1) === value && this.#figures.has(index)) await this.#draw(index);
    }
  }

  async #draw(task: number): Promise<void> {
    const { id, alt, altValues } = this.#task(task, "figure");
    this.#current = task;
    const values = altValues.map((each) => this.#values.get(each) ?? "");
    const drawn = await draw(this.#figures.get(task), { name: id, alt: filled(alt, values) }, this.#services.renderer);
    if (drawn.ok) this.#finish(task, { ok: true, result: { kind: "figure", ...drawn.drawing } }, drawn.files);
    else this.#finish(task, { ok: false, failures: [drawn.failure] });
  }

  /** A cell whose exceptions end only itself, since nothing after it uses its scope. */
  async #checked(task: number, check: () => Promise<Outcome>): Promise<void> {
    this.begin(task);
    const outcome = await check().catch((error: unknown): Outcome => ({ ok: false, failures: [failureOf(error, this.#services.job)] }));
    await settled();
    const printed = this.#printed();
    this.#finish(task, outcome.ok && printed !== null ? { ok: false, failures: [printed] } : outcome);
  }

  #finish(task: number, outcome: Outcome, files: readonly OutcomeFile[] = []): void {
    const failures = [...(outcome.ok ? [] : outcome.failures), ...this.#troubles];
    const whole: Outcome = failures.length === 0 ? outcome : { ok: false, failures };
    this.#services.report({ kind: "outcome", task, outcome: whole, data: this.#services.data(), files: whole.ok ? files : [] });
    this.#current = null;
    this.#troubles = [];
  }

  /** Only the output of `run` cells is shown. */
  #printed(): Failure | null {
    const text = this.printedText();
    if (text === "") return null;
    const [first = "", ...rest] = text.trimEnd().split("\n");
    const note = `it printed: ${first}${rest.length === 0 ? "" : ` (and ${rest.length} more ${rest.length === 1 ? "line" : "lines"})`}`;
    return { code: "lost-output", message: "only what a `run` cell prints is shown", where: { kind: "unit" }, notes: [note] };
  }

  /** What was printed since it was asked last; something shown has no text here. */
  printedText(): string {
    return this.#services.capture.take().map((piece) => (typeof piece === "string" ? piece : "(something shown)\n")).join("");
  }

  #task(task: number): Task;
  #task<K extends Task["kind"]>(task: number, kind: K): TaskOf<K>;
  #task(task: number, kind?: Task["kind"]): Task {
    const found = this.#services.job.tasks[task];
    if (found === undefined || (kind !== undefined && found.kind !== kind)) throw new Error(`internal: task ${task} is no ${kind ?? "task"}`);
    return found;
  }
}

/** The alternative text with its numbers, as it is read out. */
export function filled(alt: string, values: readonly string[]): string {
  let index = 0;
  return alt.replace(/`\{ts\}\s+[^`]*`/g, () => values[index++] ?? "").replace(/\s+/g, " ").trim();
}

/** Waits until promises that were rejected meanwhile have been reported. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
