/** What is done in a page, in whichever browser: every live cell is run, one after the other. */

/** How one run ended. */
export interface CellRun {
  /** What is said of it. */
  readonly said: string;
  readonly state: string;
  /** From the press to the end. */
  readonly milliseconds: number;
  /** Of these, while what comes before ran. */
  readonly before: number;
}

/** Presses Run of each cell when the one before has ended. Evaluated in the page: it has nothing but its argument. */
export async function runCells(patience: number): Promise<readonly CellRun[]> {
  const listings = [...document.querySelectorAll<HTMLElement>(".listing[data-live]")];
  const runs: CellRun[] = [];
  for (const listing of listings) runs.push(await runOf(listing));
  return runs;

  async function runOf(listing: HTMLElement): Promise<CellRun> {
    const pressed = performance.now();
    let before = 0;
    let since: number | null = null;
    const follow = (): void => {
      const isBefore = statusOf(listing).startsWith("Running what comes before");
      if (isBefore) since ??= performance.now();
      else if (since !== null) [before, since] = [before + performance.now() - since, null];
    };
    const watching = new MutationObserver(follow);
    watching.observe(listing, { subtree: true, childList: true, characterData: true });
    [...listing.querySelectorAll("button")].find((button) => /^Run/.test(button.textContent ?? ""))?.click();
    while (stateOf(listing) === "" && performance.now() - pressed < patience) await new Promise((resolve) => setTimeout(resolve, 4));
    const milliseconds = performance.now() - pressed;
    watching.disconnect();
    follow();
    return { said: statusOf(listing).trim(), state: stateOf(listing), milliseconds, before };
  }

  /** "" while it runs. */
  function stateOf(listing: HTMLElement): string {
    const state = listing.querySelector<HTMLElement>(".live-bar")?.dataset["state"] ?? "";
    return ["done", "failed", "stopped"].includes(state) ? state : "";
  }

  function statusOf(listing: HTMLElement): string {
    return listing.querySelector("[role=status]")?.textContent ?? "";
  }
}

/** What is wrong with a run; null where it printed what the book prints. */
export function faultOf({ said, state }: CellRun): string | null {
  if (state === "") return `it has not ended: ${said}`;
  return state === "done" && !said.includes("not the printed") ? null : said;
}
