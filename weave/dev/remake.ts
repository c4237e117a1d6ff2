/** What is made after a save, and in which order: the saved page at once, the whole book when nothing more is saved. */
import type { Edition, Rebuilder } from "./rebuild.ts";

/** What makes and shows. */
export interface Remaking {
  readonly rebuilder: Rebuilder;
  /** Shows an edition that took so many milliseconds. */
  readonly show: (edition: Edition, milliseconds: number, made: "page" | "book") => void;
  /** How many milliseconds nothing more must be saved before the whole book is made. */
  readonly rest: number;
}

/** Makes editions as files are saved. */
export interface Remaker {
  /** Makes the whole book now. Where it is being made already, it is made once more after a rest. */
  readonly book: () => Promise<void>;
  /** Must be called after each save. */
  readonly saved: () => Promise<void>;
  /** Nothing is made or shown any more. */
  readonly stop: () => void;
}

/** Remakes a book. A whole book in whose making something was saved is not shown: what was saved may be shown already. */
export function remakerOf({ rebuilder, show, rest }: Remaking): Remaker {
  let isMaking = false;
  let isOld = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const afterRest = (): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void book(), rest);
  };
  const book = async (): Promise<void> => {
    clearTimeout(timer);
    if (isMaking) return void (isOld = true);
    [isMaking, isOld] = [true, false];
    const start = performance.now();
    const edition = await rebuilder.book();
    isMaking = false;
    if (isOld) afterRest();
    else if (!isStopped) show(edition, performance.now() - start, "book");
  };
  const saved = async (): Promise<void> => {
    clearTimeout(timer);
    const start = performance.now();
    const page = await rebuilder.page();
    if (isStopped) return;
    if (page !== null) show(page, performance.now() - start, "page");
    if (isMaking) isOld = true;
    else if (page !== null) afterRest();
    else void book();
  };
  return {
    book,
    saved,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
