/** What is said of a run while it lasts. */
import type { Bar } from "./bar.ts";

/** Why a cell runs: a reader asked for it, or a control turns. */
export type Why = "asked" | "turning";

/** Says it. */
export interface Announcer {
  readonly begin: (why: Why) => void;
  readonly say: (words: string) => void;
  readonly end: () => void;
}

/** Milliseconds before a run that a control began is worth words. */
const patience = 250;

/** While a control turns, only a run that takes long is spoken of: else words and buttons would come and go under the hand. */
export function announcerFor(bar: Bar): Announcer {
  let words = "";
  let aloud = true;
  let timer = 0;
  const speak = (): void => {
    aloud = true;
    bar.running(true);
    bar.say(words);
  };
  return {
    begin(why) {
      clearTimeout(timer);
      words = "Loading …";
      aloud = false;
      if (why === "asked") speak();
      else timer = window.setTimeout(speak, patience);
    },
    say(now) {
      words = now;
      if (aloud) bar.say(now);
    },
    end: () => clearTimeout(timer),
  };
}
