/** The buttons under a live cell, and the words that say what happens. */
import { make } from "../dom.ts";

/** What the buttons do. */
export interface Acts {
  readonly run: () => void;
  /** Only of a cell. */
  readonly pause?: () => void;
  readonly stop: () => void;
  readonly edit: () => void;
  readonly reset: () => void;
  readonly link: () => void;
}

/** The bar of one cell. */
export interface Bar {
  readonly element: HTMLElement;
  /** Gives a button of the listing a place among the others. */
  readonly take: (button: Element | null) => void;
  /** What Run will load, "" for nothing worth a word. */
  readonly loads: (size: string) => void;
  /** Shows for how many seconds a run lasts, to who looks: said aloud, every second would be a word. */
  readonly running: (is: boolean) => void;
  /** Whether there is something to pause, or to let go on. */
  readonly pausable: (what: "nothing" | "running" | "paused") => void;
  readonly editing: (is: boolean) => void;
  readonly allow: (may: { readonly reset: boolean; readonly link: boolean }) => void;
  /** Said politely, with what is to stand behind it; `how` it ended is kept for the style. */
  readonly say: (words: string, how?: "done" | "failed" | "stopped", ...behind: readonly (Node | string)[]) => void;
}

/** Makes it. `called` is the code's name for those who do not see where the buttons stand. */
export function barFor(called: string, acts: Acts, runs = "Run"): Bar {
  const button = (word: string, act: () => void): HTMLButtonElement => {
    const made = make("button", { type: "button" }, word, make("span", { class: "hidden" }, ` ${called}`));
    made.addEventListener("click", act);
    return made;
  };
  const run = button(runs, acts.run);
  const size = make("span", { class: "live-size" });
  run.firstChild?.after(size);
  const [pause, stop, edit, reset, link] = [button("Pause", () => acts.pause?.()), button("Stop", acts.stop), button("Edit", acts.edit), button("Reset", acts.reset), button("Copy link to", acts.link)];
  if (link.firstChild) link.firstChild.textContent = "Copy link";
  const said = make("p", { class: "live-said", role: "status" });
  const elapsed = make("span", { class: "live-elapsed", "aria-hidden": "true" });
  let ticking = 0;
  edit.setAttribute("aria-expanded", "false");
  const buttons = make("div", { class: "live-buttons" }, run, pause, stop, edit, reset, link);
  const element = make("div", { class: "live-bar" }, buttons, said, elapsed);
  const show = (each: HTMLButtonElement, is: boolean): void => {
    // what goes must not take the focus with it
    if (!is && document.activeElement === each) run.focus();
    each.hidden = !is;
  };
  for (const each of [pause, stop, reset, link]) each.hidden = true;
  return {
    element,
    take: (button) => void (button !== null && buttons.append(button)),
    loads: (what) => void (size.textContent = what === "" ? "" : `, loads ${what}`),
    running(is) {
      element.dataset["state"] = is ? "running" : "idle";
      show(stop, is);
      show(pause, false);
      clearInterval(ticking);
      elapsed.textContent = "";
      const begun = performance.now();
      if (is) ticking = window.setInterval(() => (elapsed.textContent = `${Math.round((performance.now() - begun) / 1000)} s`), 1000);
    },
    pausable(what) {
      if (pause.firstChild) pause.firstChild.textContent = what === "paused" ? "Go on with" : "Pause";
      show(pause, what !== "nothing");
    },
    editing(is) {
      if (edit.firstChild) edit.firstChild.textContent = is ? "Close editor" : "Edit";
      edit.setAttribute("aria-expanded", String(is));
    },
    allow(may) {
      show(reset, may.reset);
      show(link, may.link);
    },
    say(words, how, ...behind) {
      said.replaceChildren(words, ...behind);
      if (how !== undefined) element.dataset["state"] = how;
    },
  };
}
