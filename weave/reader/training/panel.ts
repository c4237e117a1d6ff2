/** What is seen of a training below its figure: its settings, its drawings and its sample, how far it is, its buttons. */
import { controlsFor, type Controls } from "../cells/controls.ts";
import type { Constant } from "../cells/constants.ts";
import { make } from "../dom.ts";
import type { Drawer } from "../drawing.ts";
import type { Look, Settings } from "./contract.ts";

/** What the buttons do. */
export interface Acts {
  /** Starts, pauses or goes on. */
  readonly turn: () => void;
  readonly step: () => void;
  readonly pace: (stepsASecond: number | null) => void;
  readonly reset: () => void;
  readonly link: () => void;
  readonly set: (settings: Settings) => void;
}

/** What the first button offers. */
export type Turn = "Start" | "Pause" | "Go on";

/** How far a training is. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Steps a second; null while it rests. */
  readonly speed: number | null;
}

/** The speeds that are offered, in steps a second. */
const paces = [["as fast as it goes", null], ["10 steps a second", 10], ["1 step a second", 1]] as const;

/** Makes the elements of one training, and shows on them what it is told. */
export class Panel {
  readonly element: HTMLElement;
  private readonly main: HTMLButtonElement;
  private readonly one: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly link: HTMLButtonElement;
  private readonly set: Acts["set"];
  private readonly drawings = make("div", { class: "training-drawings" });
  private readonly sample = make("samp", {});
  private readonly output = make("div", { class: "output" }, make("pre", { tabindex: "0", role: "region", "aria-label": "What the model writes" }, this.sample));
  private readonly bar = make("progress", { "aria-label": "Steps taken", max: "1", value: "0" });
  private readonly counted = make("p", { class: "training-counted" });
  private readonly said = make("p", { class: "live-said", role: "status" });
  private readonly kept = make("p", { class: "live-said", role: "status" });
  private readonly controlled = make("div", {});
  private controls: Controls | null = null;
  private settings: Settings = {};

  constructor(called: string, acts: Acts) {
    const button = (word: string, act: () => void): HTMLButtonElement => {
      const made = make("button", { type: "button" }, word);
      made.addEventListener("click", act);
      return made;
    };
    this.main = button("Start", acts.turn);
    this.one = button("One step", acts.step);
    this.reset = button("Reset", acts.reset);
    this.link = button("Copy link", acts.link);
    this.set = acts.set;
    const speed = make("select", { autocomplete: "off" }, ...paces.map(([words], index) => make("option", { value: String(index) }, words)));
    speed.addEventListener("change", () => acts.pace(paces[speed.selectedIndex]?.[1] ?? null));
    const buttons = make("div", { class: "live-buttons" }, this.main, this.one, make("label", { class: "training-speed" }, "Speed ", speed), this.reset, this.link);
    this.element = make("section", { class: "training", "aria-label": `Training of ${called}` }, buttons, this.bar, this.counted, this.said, this.drawings, this.output, this.controlled, this.kept);
    this.output.hidden = this.bar.hidden = true;
    this.offer({ turn: "Start", step: true, reset: false });
  }

  /** Puts the focus on the first button. */
  focus(): void {
    this.main.focus({ preventScroll: true });
  }

  /** Shows what can be set, and what is. */
  declare(declared: readonly Constant[], settings: Settings): void {
    this.settings = settings;
    if (this.controls === null) {
      this.controls = controlsFor(declared, {
        turned: (name, value) => void (this.settings = { ...this.settings, [name]: value }),
        settled: () => this.set(this.settings),
      });
      this.controlled.replaceChildren(...(this.controls === null ? [] : [this.controls.element]));
    }
    this.controls?.follow(declared.map((each) => ({ ...each, value: settings[each.name] ?? each.value })));
  }

  /** Which buttons there is something for. */
  offer({ turn, step, reset }: { readonly turn: Turn | null; readonly step: boolean; readonly reset: boolean }): void {
    this.main.textContent = turn ?? "Done";
    this.main.disabled = turn === null;
    this.one.disabled = !step;
    this.reset.disabled = !reset;
  }

  /** Says what has happened, also aloud. */
  say(words: string): void {
    this.said.textContent = words;
  }

  /** Says what becomes of the weights; what was said already is not said again. */
  sayKept(words: string): void {
    if (this.kept.textContent !== words) this.kept.textContent = words;
  }

  /** Shows how far it is: to who looks, since read aloud each step would be a word. */
  count({ step, steps, loss, speed }: Progress, said: string): void {
    this.bar.hidden = steps === 0;
    this.bar.max = Math.max(1, steps);
    this.bar.value = step;
    const parts = [`Step ${step.toLocaleString("en")} of ${steps.toLocaleString("en")}`, ...(Number.isNaN(loss) ? [] : [`loss of the batch ${loss.toFixed(3)}`]), ...(said === "" ? [] : [said]), ...(speed === null ? [] : [`${speed >= 10 ? Math.round(speed).toLocaleString("en") : speed.toFixed(1)} steps a second`])];
    this.counted.textContent = steps === 0 ? "" : parts.join(" · ");
  }

  /** Shows what a training shows; null shows nothing. Throws where a drawing is none of the book's. */
  show(look: Look | null, drawer: Drawer): void {
    const drawn = Object.entries(look?.drawings ?? {}).map(([name, svg]) => make("div", { class: "shown" }, drawer.draw({ svg, alt: `${name}, as this training has it` })));
    this.drawings.replaceChildren(...drawn);
    this.output.hidden = (look?.sample ?? "") === "";
    this.sample.textContent = look?.sample ?? "";
  }
}
