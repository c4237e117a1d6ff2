/** What every instrument has: a place below what is doubted, one sentence that is read out, and buttons, of which the last closes it. */
import { make } from "../dom.ts";
import { withCode } from "../types.ts";

/** It, open. */
export interface Frame {
  /** What is being doubted, as the page calls it: `Derivation 1.2`. */
  readonly what: string;
  /** Says how things stand; what is between backticks is code. */
  readonly say: (words: string, state?: "holds" | "breaks") => void;
  /** Adds a part between the sentence and the buttons. */
  readonly add: (...parts: readonly HTMLElement[]) => void;
  /** Adds a button before the one that closes. */
  readonly button: (words: string, press: () => void) => HTMLButtonElement;
  /** Calls `act` when it is closed. */
  readonly whenEnded: (act: () => void) => void;
  readonly hasEnded: () => boolean;
  readonly end: () => void;
}

/** Opens one at the end of a block, and moves the focus there. */
export function frameFor(block: HTMLElement, close: () => void): Frame {
  const what = block.querySelector(".block-head .label")?.textContent ?? "This";
  const said = make("p", { class: "doubt-said", role: "status" }, "Loading …");
  const closing = make("button", { type: "button" }, "Close");
  const buttons = make("div", { class: "doubt-buttons" }, closing);
  const element = make("section", { class: "doubt", tabindex: "-1", "aria-label": `Doubting ${what}` }, said, buttons);
  const acts: (() => void)[] = [];
  let ended = false;
  closing.addEventListener("click", close);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  void needStyle().finally(() => {
    if (ended) return;
    block.append(element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  });
  return {
    what,
    say(words, state) {
      said.replaceChildren(...withCode(words));
      if (state === undefined) delete element.dataset["state"];
      else element.dataset["state"] = state;
    },
    add: (...parts) => buttons.before(...parts),
    button(words, press) {
      const button = make("button", { type: "button" }, words);
      button.addEventListener("click", press);
      closing.before(button);
      return button;
    },
    whenEnded: (act) => void acts.push(act),
    hasEnded: () => ended,
    end() {
      ended = true;
      for (const act of acts) act();
      element.remove();
    },
  };
}

let style: Promise<void> | null = null;

/** The style sheet of instruments, which no page has before one is opened. */
function needStyle(): Promise<void> {
  return (style ??= new Promise((resolve) => {
    const link = make("link", { rel: "stylesheet", href: new URL("assets/doubt.css", window.book.root).href });
    for (const end of ["load", "error"]) link.addEventListener(end, () => resolve());
    document.head.append(link);
  }));
}
