/** What is done in a page, in whichever browser: every live cell is run, one after the other. */

/** How one run ended. */
export interface CellRun {
  /** Of the listing; "" for one that has none. */
  readonly id: string;
  /** Among the live cells of the page, from 1. */
  readonly place: number;
  /** What is said of it. */
  readonly said: string;
  /** "" for one that has not ended. */
  readonly state: string;
  /** From the press to the end. */
  readonly milliseconds: number;
  /** Of these, while what comes before ran. */
  readonly before: number;
}

/** How long a cell is waited for, in milliseconds, and the cells that are not run, by their ids. */
export interface CellRuns {
  readonly patience: number;
  readonly leave: readonly string[];
}

/**
 * Presses Run of each cell when the one before has ended. Evaluated in the page: it has nothing but its argument, and so no function
 * with a name of its own, which some compilers hand to a helper.
 */
export async function runCells({ patience, leave }: CellRuns): Promise<readonly CellRun[]> {
  const listing = {
    status(each: Element): string {
      return each.querySelector("[role=status]")?.textContent?.trim() ?? "";
    },
    state(each: Element): string {
      const state = each.querySelector<HTMLElement>(".live-bar")?.dataset["state"] ?? "";
      return ["done", "failed", "stopped"].includes(state) ? state : "";
    },
  };
  const runs: CellRun[] = [];
  // buttons may come when code is reached, which nobody hears before the page's own script has run: on a busy machine that may be after the last request
  for (const begun = performance.now(); document.querySelector(".listing[data-live] .live-bar, .run-cell") === null && performance.now() - begun < patience; ) {
    document.querySelector(".listing[data-live]")?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  let place = 0;
  for (const each of document.querySelectorAll(".listing[data-live]")) {
    place += 1;
    if (leave.includes(each.id)) continue;
    const pressed = performance.now();
    let before = 0;
    let since: number | null = null;
    const watching = new MutationObserver(() => {
      if (listing.status(each).startsWith("Running what comes before")) since ??= performance.now();
      else if (since !== null) [before, since] = [before + performance.now() - since, null];
    });
    watching.observe(each, { subtree: true, childList: true, characterData: true });
    [...each.querySelectorAll("button")].find((button) => /^Run/.test(button.textContent ?? ""))?.click();
    while (listing.state(each) === "" && performance.now() - pressed < patience) await new Promise((resolve) => setTimeout(resolve, 4));
    const milliseconds = performance.now() - pressed;
    await Promise.resolve();
    watching.disconnect();
    runs.push({ id: each.id, place, said: listing.status(each), state: listing.state(each), milliseconds, before });
  }
  return runs;
}

/** What is wrong with a run; null where it printed what the book prints. */
export function faultOf({ said, state }: CellRun): string | null {
  if (state === "") return `it has not ended: ${said}`;
  return state === "done" && !/not the printed|last digits/.test(said) ? null : said;
}
