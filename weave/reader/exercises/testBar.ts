/** The buttons under a program that is tested, and what is said of its run. */
import { make } from "../dom.ts";

/** The bar of one program. */
export interface TestBar {
  readonly element: HTMLElement;
  readonly running: (is: boolean) => void;
  /** Said politely; how a run ended is kept for the style. */
  readonly say: (words: string, how?: "done" | "failed") => void;
}

/** Makes it. `called` is the exercise's name. */
export function testBar(called: string, { run, stop }: { readonly run: () => void; readonly stop: () => void }): TestBar {
  const button = (word: string, act: () => void): HTMLButtonElement => {
    const made = make("button", { type: "button" }, word, make("span", { class: "hidden" }, ` of ${called}`));
    made.addEventListener("click", act);
    return made;
  };
  const [runs, stops] = [button("Run the tests", run), button("Stop", stop)];
  stops.hidden = true;
  const said = make("p", { class: "live-said", role: "status" });
  const element = make("div", { class: "live-bar" }, make("div", { class: "live-buttons" }, runs, stops), said);
  return {
    element,
    running(is) {
      // what goes must not take the focus with it
      if (!is && document.activeElement === stops) runs.focus();
      stops.hidden = !is;
    },
    say(words, how) {
      said.textContent = words;
      element.dataset["state"] = how ?? "idle";
    },
  };
}
