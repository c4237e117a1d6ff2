/** Takes the steps of a training in a worker, and tells the page of them. */
import type { Asked, Told, Training, TrainingModule } from "./contract.ts";
import { settled } from "./settled.ts";

/** How the worker speaks with its page. */
export interface Line {
  readonly tell: (told: Told, transfer?: readonly Transferable[]) => void;
  /** Fails the run. */
  readonly fail: (error: unknown) => void;
  /** Milliseconds, for how often something is told. */
  readonly now: () => number;
  /** Comes back when what the page has said meanwhile was heard, and not before so many milliseconds. */
  readonly rest: (milliseconds: number) => Promise<void>;
}

/** Steps are taken for so many milliseconds before the page is listened to. */
const stretch = 100;
/** Looks, and what is kept, take no more than this part of the time each. */
const share = 1 / 50;
/** No oftener than so, in milliseconds. */
const oftenest = { look: 250, keep: 2000 } as const;

/** What is done now and then: at which step it was done last, when, and how long it has taken in all. */
interface Chore {
  at: number;
  last: number;
  spent: number;
}

/** Starts, runs, pauses and keeps the training of a module, as the page asks. */
export class Driver {
  private readonly module: TrainingModule;
  private readonly line: Line;
  private training: Training | null = null;
  private readonly losses: number[] = [];
  /** Steps that are still to be taken. */
  private owed = 0;
  /** How many a second, at most. */
  private pace: number | null = null;
  private isAwake = false;
  private readonly looking: Chore = { at: -1, last: -Infinity, spent: 0 };
  private readonly keeping: Chore = { at: 0, last: -Infinity, spent: 0 };
  /** Milliseconds of all walks. */
  private walked = 0;

  constructor(module: TrainingModule, line: Line) {
    this.module = module;
    this.line = line;
    line.tell({ kind: "training", told: "here" });
  }

  /** Does what the page asks. */
  hear(asked: Asked): void {
    try {
      this.act(asked);
    } catch (error) {
      this.line.fail(error);
    }
  }

  private act(asked: Asked): void {
    switch (asked.kind) {
      case "start":
        return this.start(asked);
      case "run":
        this.pace = asked.pace;
        this.owed = Infinity;
        return void this.walk();
      case "step":
        this.owed = 1;
        return void this.walk();
      case "pause":
        this.owed = 0;
        return;
      case "keep":
        return this.keep();
      default:
        return asked satisfies never;
    }
  }

  private start({ settings, kept, losses }: Asked & { readonly kind: "start" }): void {
    const { settings: declared } = this.module;
    const complete = settled(declared, settings);
    this.training = this.module.training(complete, kept);
    this.losses.splice(0, Infinity, ...losses);
    this.keeping.at = losses.length;
    this.line.tell({ kind: "training", told: "ready", declared, settings: complete, steps: this.training.steps });
    this.look();
    this.looking.spent = 0;
    this.keeping.last = this.line.now();
  }

  /** Takes steps as long as some are owed; there is never a second walk beside the first. */
  private async walk(): Promise<void> {
    const { training, losses, line } = this;
    if (training === null || this.isAwake) return;
    this.isAwake = true;
    try {
      for (let heard = line.now(); this.owed > 0 && losses.length < training.steps; this.owed--) {
        losses.push(await training.advance());
        if (this.pace === null && line.now() - heard < stretch) continue;
        this.walked += line.now() - heard;
        this.move();
        if (this.isDue(this.looking, oftenest.look)) this.look();
        // what is kept is seen on other pages as it was then
        if (this.looking.at === losses.length && this.isDue(this.keeping, oftenest.keep)) this.keep();
        await line.rest(this.pace === null ? 0 : 1000 / this.pace);
        heard = line.now();
      }
      this.owed = 0;
      this.move();
      this.look();
      this.keep();
      line.tell({ kind: "training", told: "rests" });
    } catch (error) {
      line.fail(error);
    } finally {
      this.isAwake = false;
    }
  }

  private move(): void {
    this.line.tell({ kind: "training", told: "moved", step: this.losses.length, loss: this.losses.at(-1) ?? NaN });
  }

  private look(): void {
    this.done(this.looking, (training, losses) => this.line.tell({ kind: "training", told: "seen", step: losses.length, look: training.look(losses) }));
  }

  private keep(): void {
    this.look();
    this.done(this.keeping, (training, losses) => {
      const [bytes, all] = [training.keep(), Float64Array.from(losses)];
      this.line.tell({ kind: "training", told: "kept", bytes, losses: all }, [all.buffer]);
    });
  }

  /** Does it, unless there is nothing new since the last time. */
  private done(chore: Chore, act: (training: Training, losses: readonly number[]) => void): void {
    const { training, losses } = this;
    if (training === null || chore.at === losses.length) return;
    chore.at = losses.length;
    const began = this.line.now();
    act(training, losses);
    chore.last = this.line.now();
    chore.spent += chore.last - began;
  }

  /** Whether it is time for it, and it has taken no more than its part. */
  private isDue({ last, spent }: Chore, least: number): boolean {
    return this.line.now() - last >= least && spent <= share * this.walked;
  }
}
