/** The runs of a live cell, one at a time, and what is said of each. */
import { announcerFor, type Announcer, type Why } from "./announcer.ts";
import type { Bar } from "./bar.ts";
import { comparison } from "./comparison.ts";
import type { EditableCode } from "./editable.ts";
import type { Given, GivenCell } from "./given.ts";
import { jobOf } from "./jobs.ts";
import type { Kept } from "./kept.ts";
import { Failure, messageOf, type Where } from "./mistake.ts";
import type { OutputView } from "./outputView.ts";
import type { EditedProgram } from "./program.ts";
import { startRun, type Heard, type Job, type Run } from "./runner.ts";
import type { SaidOutput } from "./said.ts";
import { dataOf, inSeconds } from "./words.ts";

/** A cell as its runs need it. */
export interface Runnable {
  readonly code: EditableCode;
  readonly output: OutputView;
  readonly bar: Bar;
  readonly given: GivenCell;
  readonly program: EditedProgram;
  /** What runs on this page have left for others. */
  readonly memory: Kept[];
}

/** How a run ends. */
type End = "done" | "failed" | "stopped";

/** Idle, or running; what was run last is remembered. */
export class CellRuns {
  private readonly cell: Runnable;
  private readonly announcer: Announcer;
  private run: Run | null = null;
  /** The code that runs, or ran last. */
  private ranText: string | null = null;
  private ranEdited = false;
  private isPaused = false;
  /** While a control turned, the code became another one. */
  private waits = false;
  private listeners: ((done: boolean) => void)[] = [];

  constructor(cell: Runnable) {
    this.cell = cell;
    this.announcer = announcerFor(cell.bar);
  }

  /** Begins anew with what the code is now. */
  async start(why: Why = "asked"): Promise<void> {
    this.run?.stop();
    const { code, output, given, program, memory } = this.cell;
    const begun = performance.now();
    let mine: Run | null = { stop: () => (mine = null), pause: () => undefined, ask: () => undefined };
    this.run = mine;
    this.ranText = code.text;
    this.waits = this.isPaused = false;
    code.mark(null);
    this.announcer.begin(why);
    output.begin();
    try {
      const taken = await given.take();
      const job = await jobOf(taken, code, { program, memory });
      if (mine === null) return;
      mine = this.run = startRun(job, this.heard(begun, taken, job));
    } catch (error) {
      if (mine === null) return;
      output.write(nothing);
      this.fail(messageOf(error), error instanceof Failure ? error.where : null);
    }
  }

  /** Runs to the end; true where it was done. */
  whole(): Promise<boolean> {
    return new Promise((resolve) => {
      void this.start();
      this.listeners.push(resolve);
    });
  }

  /** While a control turns one run follows the other, each with what the code is then; none is cut short, so that something is always seen. */
  turn(): void {
    if (this.run === null) void this.start("turning");
    else this.waits = true;
  }

  /** The control is let go: what the code is now must have run. */
  settle(): void {
    if (this.ranText !== this.cell.code.text) void this.start("turning");
  }

  stop(): void {
    if (this.run === null) return;
    this.run.stop();
    this.end("Stopped.", "stopped");
  }

  /** Pauses a run where it waits, or lets it go on. */
  pause(): void {
    if (this.run === null) return;
    this.isPaused = !this.isPaused;
    this.run.pause(this.isPaused);
    this.cell.bar.pausable(this.isPaused ? "paused" : "running");
    this.announcer.say(this.isPaused ? "Paused." : "Running …");
  }

  /** What is shown is as printed again, as if nothing had run. */
  forget(): void {
    this.ranText = null;
  }

  /** Whether what ran last ran with an edited program; asked once. */
  forgetEdits(): boolean {
    const ranEdited = this.ranEdited;
    this.ranEdited = false;
    return ranEdited;
  }

  /** Which buttons there is something for. */
  offer(): void {
    const { bar, code, output } = this.cell;
    bar.allow({ reset: code.isEdited || output.isChanged(), link: code.isEdited });
  }

  private heard(begun: number, { file, live }: Given, { module, edited }: Job): Heard {
    const { bar, given, output, memory } = this.cell;
    let last = nothing;
    return {
      loading: () => this.announcer.say(`Loading ${dataOf(live.data, file.data)} …`),
      running: (what) => {
        given.loaded();
        bar.loads("");
        this.announcer.say(what === "cell" ? "Running …" : "Running what comes before …");
      },
      output: (now) => output.write((last = now)),
      waits: () => bar.pausable("running"),
      done: (kept) => {
        if (edited.length === 0) remember(memory, kept.flatMap((values, at) => (module.keeps[at] === undefined ? [] : [{ ...values, ...module.keeps[at], ran: new Set(module.keeps[at].ran) }])));
        return this.done(last, live, performance.now() - begun);
      },
      failed: (message, where) => {
        output.write(last);
        void output.drawn().catch(() => undefined);
        this.fail(message, where);
      },
    };
  }

  private async done(last: SaidOutput, live: Given["live"], took: number): Promise<void> {
    const { code, output } = this.cell;
    const mine = this.run;
    output.write(last);
    const fault = await output.drawn().then(() => null, messageOf);
    if (mine !== this.run) return;
    if (fault !== null) return this.fail(fault, null);
    const edits = this.withEdits();
    const isEdited = code.isEdited || edits !== "";
    this.end(`Done in ${inSeconds(took)}${edits}${comparison({ lines: last.lines, drawn: output.drawsAsPrinted(), isEdited }, live)}.`, "done");
  }

  private fail(message: string, where: Where | null): void {
    const { code, program } = this.cell;
    const edits = this.withEdits();
    if (where?.chunk != null) {
      program.tell(where, message);
      return this.end(`${program.nameOf(where.chunk)}, line ${where.line}: ${message}`, "failed");
    }
    code.mark(where?.line ?? null);
    const whole = where === null ? message : `Line ${where.line}: ${message}`;
    this.end(edits === "" ? whole : `${whole} (${edits.slice(2)})`, "failed");
  }

  /** In which chunks the program was edited: `, with ⟨Name⟩ edited`. */
  private withEdits(): string {
    const names = this.cell.program.edited(this.cell.given.chunks);
    this.ranEdited = names.length > 0;
    return names.length === 0 ? "" : `, with ${names.join(" and ")} edited`;
  }

  private end(words: string, how: End): void {
    const { bar, code, output } = this.cell;
    this.run = null;
    this.announcer.end();
    output.settle();
    bar.running(false);
    this.offer();
    bar.say(words, how);
    const listeners = this.listeners.splice(0);
    for (const tell of listeners) tell(how === "done");
    if (this.waits && how !== "stopped" && this.ranText !== code.text) void this.start("turning");
  }
}

/** So many are remembered. */
const most = 8;

function remember(memory: Kept[], found: readonly Kept[]): void {
  memory.push(...found.filter(({ values }) => Object.keys(values).length > 0));
  memory.splice(0, memory.length - most);
}

const nothing: SaidOutput = { lines: [], drawings: [] };
