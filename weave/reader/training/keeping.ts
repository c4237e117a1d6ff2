/** The keepings of one training: each follows the one before, and none overwrites what another page has kept since. */
import { inBytes } from "../cells/words.ts";
import { keep, type Kept, type Seen, type Weights } from "./store.ts";

/** What is known of a training in the store: the revision that was read or kept last, 0 where nothing is kept. */
interface Stored {
  revision: number;
  /** Another page has kept it since, so that this one keeps no more. */
  isOvertaken: boolean;
}

/** Of one figure, for the settings that it has. */
export class Keeping {
  private stored: Stored = { revision: 0, isOvertaken: false };
  private last: Promise<void> = Promise.resolve();

  /** The revision that was read or kept last, 0 where nothing is kept. */
  get revision(): number {
    return this.stored.revision;
  }

  /** From now on another training is kept, or the same as another page has left it. */
  begin(revision: number): void {
    this.stored = { revision, isOvertaken: false };
  }

  /** When all that was given has been kept. */
  done(): Promise<void> {
    return this.last;
  }

  /** Keeps it after those before. `told` says how, and whether that training is still the one that is kept here. */
  keep(seen: Omit<Seen, "revision">, weights: Weights, told: (how: Kept["how"], isCurrent: boolean) => void): void {
    const { stored } = this;
    this.last = this.last.then(async () => {
      if (stored.isOvertaken) return;
      const kept = await keep({ ...seen, revision: stored.revision }, weights);
      if (kept.how === "kept") stored.revision = kept.revision;
      if (kept.how === "overtaken") stored.isOvertaken = true;
      told(kept.how, stored === this.stored);
    });
  }
}

/** How it was kept, for the reader. */
export function keptWords(how: Kept["how"], bytes: number): string {
  switch (how) {
    case "kept": return `Kept in this browser alone, ${inBytes(bytes)}; Reset forgets it.`;
    case "overtaken": return "Another page has kept this training too. What you train here is not kept, so that neither overwrites the other.";
    case "full": return "The browser has no room for this training: it is not kept when you leave the page.";
    case "refused": return "This browser keeps nothing for this page: the training is lost when you leave it.";
    default: return how satisfies never;
  }
}
