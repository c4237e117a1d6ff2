/** The training of one figure in the page: where it stands, what the reader asks of it, what is kept. */
import { messageOf } from "../cells/mistake.ts";
import { startRun, type Run } from "../cells/runner.ts";
import type { Constant } from "../cells/constants.ts";
import type { Drawer } from "../drawing.ts";
import type { Settings, Told, TrainingFile } from "./contract.ts";
import { body, fileOf } from "./job.ts";
import { Keeping, keptWords } from "./keeping.ts";
import { linkTo } from "./link.ts";
import { Panel } from "./panel.ts";
import { settled } from "./settled.ts";
import { begun, standingOf, type Standing } from "./standing.ts";
import { forget, keyOf, seenOf, weightsOf, type Kept, type Seen, type Weights } from "./store.ts";
import { rememberTrained } from "./trained.ts";

/** Told when what is kept of a figure's training has changed. */
export type Changed = (figure: string) => void;

/** What the reader wants of a worker that is not there yet. */
type Wanted = "run" | "step" | "nothing";

/** Opened by a click, a link, or because the reader has trained here before. */
export class FigureTraining {
  private readonly id: string;
  private readonly changed: Changed;
  private readonly panel: Panel;
  private declared: readonly Constant[] = [];
  private at: Standing = begun({}, 0);
  private run: Run | null = null;
  /** Counts the workers, so that what waits for one notices that it has ended. */
  private turn = 0;
  private isReady = false;
  private runs = false;
  private wanted: Wanted = "nothing";
  /** What is said when the worker is there and nothing is wanted of it. */
  private greeting = "";
  private pace: number | null = null;
  /** What the worker can go on from, if it has to begin again. */
  private weights: Weights | null = null;
  private readonly keeping = new Keeping();
  private drawer: Drawer | null = null;
  private clock = { time: 0, step: 0 };

  constructor(figure: HTMLElement, changed: Changed) {
    this.id = figure.id;
    this.changed = changed;
    this.panel = new Panel(figure.querySelector(".label")?.textContent ?? "this figure", {
      turn: () => (this.runs ? this.pause() : this.want("run")),
      step: () => this.want("step"),
      pace: (pace) => this.setPace(pace),
      reset: () => void this.reset(),
      link: () => void this.copyLink(),
      set: (settings) => void this.change(settings),
    });
    figure.after(this.panel.element);
    document.addEventListener("visibilitychange", () => document.hidden && this.run?.ask({ kind: "keep" }));
  }

  /** Shows what is kept, of the settings of a link or else what was trained last; where nothing is, it starts if it was clicked. */
  async open(how: { readonly link: Settings | null; readonly clicked: boolean }): Promise<void> {
    if (how.clicked) this.panel.focus();
    const all = await this.keptHere();
    const [latest] = all;
    if (latest !== undefined) this.declared = latest.declared;
    if (how.link === null && latest !== undefined) return this.stand(standingOf(latest), latest.revision);
    if (how.link !== null) return this.receive(how.link);
    if (how.clicked) this.want("run");
  }

  /** Shows the experiment of a link; it does not run by itself. */
  async receive(link: Settings): Promise<void> {
    const words = "This experiment came with the link. It runs when you press Start.";
    if (this.declared.length > 0) {
      await this.change(settled(this.declared, link));
      if (this.at.step > 0) return;
      this.greeting = words;
      return this.panel.say(words);
    }
    this.at = begun(link, 0);
    this.greeting = words;
    this.want("nothing");
  }

  private async keptHere(): Promise<readonly Seen[]> {
    try {
      return await seenOf(this.id);
    } catch {
      this.sayKept("refused");
      return [];
    }
  }

  /** Shows where a training stands that does not run. */
  private stand(at: Standing, revision: number): void {
    this.at = at;
    this.keeping.begin(revision);
    this.panel.sayKept("");
    this.panel.declare(this.declared, at.settings);
    this.count();
    this.show();
    if (at.step > 0) this.panel.say(at.step < at.steps ? "This is where you left it. It goes on from here, step for step." : "You have trained it to the end.");
    this.offer();
  }

  /** Other settings are another training: what is kept of it, or its beginning. */
  private async change(settings: Settings): Promise<void> {
    const key = keyOf({ figure: this.id, settings });
    if (this.isReady && key === keyOf({ figure: this.id, settings: this.at.settings })) return;
    this.end();
    const found = (await this.keptHere()).find((each) => keyOf(each) === key);
    this.panel.say("");
    if (found !== undefined) return this.stand(standingOf(found), found.revision);
    this.stand(begun(settings, 0), 0);
    this.want("nothing");
  }

  private want(wanted: Wanted): void {
    if (this.isReady) return this.ask(wanted);
    this.wanted = wanted;
    this.runs = wanted === "run";
    this.offer();
    if (this.run === null) void this.connect();
  }

  private ask(wanted: Wanted): void {
    this.clock = { time: performance.now(), step: this.at.step };
    if (wanted === "run") this.run?.ask({ kind: "run", pace: this.pace });
    if (wanted === "step") this.run?.ask({ kind: "step" });
    this.runs = wanted === "run";
    if (this.runs) this.panel.say("");
    this.offer();
  }

  private pause(): void {
    if (this.isReady) this.run?.ask({ kind: "pause" });
    else this.want("nothing");
  }

  private setPace(pace: number | null): void {
    this.pace = pace;
    if (this.runs) this.ask("run");
  }

  private async reset(): Promise<void> {
    this.end();
    await this.keeping.done();
    if (!(await forget({ figure: this.id, settings: this.at.settings }, this.keeping.revision))) {
      await this.catchUp();
      this.stand(this.at, this.keeping.revision);
      return this.panel.say("Another page has kept this training since. This is where it stands.");
    }
    if ((await this.keptHere()).length === 0) rememberTrained(this.id, false);
    this.changed(this.id);
    this.stand(begun(this.at.settings, this.at.steps), 0);
    this.panel.say("Forgotten: it begins anew.");
    this.panel.focus();
  }

  private async copyLink(): Promise<void> {
    const address = `${location.href.replace(/#.*$/, "")}${linkTo({ figure: this.id, settings: this.at.settings })}`;
    history.replaceState(history.state, "", address);
    const copied = await navigator.clipboard.writeText(address).then(() => true, () => false);
    this.panel.say(copied ? "The link to this experiment is copied." : "The address of this page is the link to this experiment.");
  }

  /** Starts a worker that goes on from where the training stands. */
  private async connect(): Promise<void> {
    const mine = ++this.turn;
    this.panel.say("Loading …");
    try {
      const file = await fileOf(this.id);
      await this.catchUp();
      if (this.at.version !== null && this.at.version !== file.version) {
        this.at = begun(this.at.settings, this.at.steps);
        this.panel.sayKept("The program has changed since this was kept, so that it begins anew.");
      }
      const weights = this.at.step === 0 ? null : await weightsOf({ figure: this.id, settings: this.at.settings });
      if (mine !== this.turn) return;
      this.weights = weights;
      this.run = startRun({ file, module: body(file.module), kept: {}, edited: [], packs: file.packs, data: [], lines: 0, also: "trainer" }, {
        loading: () => this.panel.say("Loading the program and its data …"),
        running: nothing,
        output: nothing,
        waits: nothing,
        done: nothing,
        told: (told) => this.hear(told, file),
        failed: (message) => this.fail(message),
      });
    } catch (error) {
      if (mine === this.turn) this.fail(messageOf(error));
    }
  }

  /** Another page may have gone on with it, or have forgotten it, since it was read here. */
  private async catchUp(): Promise<void> {
    const key = keyOf({ figure: this.id, settings: this.at.settings });
    const seen = (await this.keptHere()).find((each) => keyOf(each) === key);
    if ((seen?.revision ?? 0) === this.keeping.revision) return;
    this.at = seen === undefined ? begun(this.at.settings, this.at.steps) : standingOf(seen);
    this.keeping.begin(seen?.revision ?? 0);
  }

  private hear(told: Told, file: TrainingFile): void {
    switch (told.told) {
      case "here":
        return this.run?.ask({ kind: "start", settings: this.at.settings, kept: this.weights?.bytes ?? null, losses: [...(this.weights?.losses ?? [])] });
      case "ready":
        this.declared = told.declared;
        this.at = { ...this.at, settings: told.settings, steps: told.steps, version: file.version };
        this.panel.declare(told.declared, told.settings);
        this.panel.say(this.greeting);
        this.greeting = "";
        this.isReady = true;
        return this.ask(this.wanted);
      case "moved":
        this.at = { ...this.at, step: told.step, loss: told.loss };
        return this.count();
      case "seen":
        this.at = { ...this.at, step: told.step, look: told.look };
        this.count();
        return this.show();
      case "kept":
        this.weights = { bytes: told.bytes, losses: told.losses };
        return this.keep(this.weights, file);
      case "rests":
        this.runs = false;
        if (this.at.step === this.at.steps) this.panel.say("Done.");
        this.count();
        return this.offer();
      default:
        return told satisfies never;
    }
  }

  private keep(weights: Weights, { version }: TrainingFile): void {
    if (this.at.look === null) return;
    const { settings, steps, look } = this.at;
    const seen = { figure: this.id, settings, step: weights.losses.length, steps, look, declared: this.declared, version, at: Date.now() };
    this.keeping.keep(seen, weights, (how, isCurrent) => {
      if (isCurrent) this.sayKept(how, weights.bytes.length);
      if (how !== "kept") return;
      rememberTrained(this.id, true);
      this.changed(this.id);
    });
  }

  private sayKept(how: Kept["how"], bytes = 0): void {
    this.panel.sayKept(keptWords(how, bytes));
  }

  private fail(message: string): void {
    this.end();
    this.panel.say(message);
  }

  /** Ends the worker, whatever it does. */
  private end(): void {
    this.turn += 1;
    this.run?.stop();
    this.run = null;
    this.runs = this.isReady = false;
    this.offer();
  }

  private offer(): void {
    const { step, steps } = this.at;
    const isDone = steps > 0 && step >= steps;
    this.panel.offer({ turn: this.runs ? "Pause" : isDone ? null : step > 0 ? "Go on" : "Start", step: !this.runs && !isDone, reset: step > 0 });
  }

  private count(): void {
    const { step, steps, loss, look } = this.at;
    const seconds = (performance.now() - this.clock.time) / 1000;
    this.panel.count({ step, steps, loss, speed: this.runs && seconds > 0.3 ? (step - this.clock.step) / seconds : null }, look?.said ?? "");
    this.offer();
  }

  private show(): void {
    const { drawer, at } = this;
    if (drawer === null) return void window.book.take("drawing").then((given) => {
      this.drawer = given as Drawer;
      this.show();
    }, () => undefined);
    try {
      this.panel.show(at.look, drawer);
    } catch (error) {
      this.fail(messageOf(error));
    }
  }
}

const nothing = (): void => undefined;
