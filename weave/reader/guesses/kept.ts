/** The reader's guesses, which stay in this browser: one record of the book, read anew before each change, so that two tabs do not overwrite each other. */
import { recall, remember } from "../state.ts";
import type { Loss } from "./score.ts";

/** A guess that was made: the number, the place of the option, or the heights of the curve; how sure the reader was, as a probability or a share of the scale; and what it cost. */
export interface Made extends Loss {
  readonly answer: number | readonly number[];
  readonly sure: number;
}

/** What is known of a guess: it was made, or its result was shown without. */
export type Kept = Made | "shown";

// what a browser that keeps nothing forgets when the page is left
let here: Readonly<Record<string, Kept>> = {};

/** What is known of a guess; null where nothing is. */
export function keptOf(id: string): Kept | null {
  return all()[id] ?? null;
}

/** Keeps it; null forgets it. False where the browser keeps nothing. */
export function keep(id: string, kept: Kept | null): boolean {
  const { [id]: _, ...others } = all();
  return put(kept === null ? others : { ...others, [id]: kept });
}

/** Forgets all guesses of the book. */
export function forgetGuesses(): void {
  put({});
}

/** Runs at each change on this page, whichever script makes it. */
export function onChange(run: () => void): void {
  document.addEventListener("guesschange", run);
}

function put(next: Readonly<Record<string, Kept>>): boolean {
  here = next;
  remember("guesses", Object.keys(next).length === 0 ? null : next);
  document.dispatchEvent(new Event("guesschange"));
  return JSON.stringify(recall("guesses") ?? {}) === JSON.stringify(next);
}

function all(): Readonly<Record<string, Kept>> {
  const known = recall("guesses");
  if (typeof known !== "object" || known === null) return here;
  return Object.fromEntries(Object.entries(known).filter(([, each]) => isKept(each)));
}

function isKept(value: unknown): value is Kept {
  if (value === "shown") return true;
  if (typeof value !== "object" || value === null) return false;
  const { answer, sure, bits, expected, variance, uniform } = value as Partial<Made>;
  return [answer, sure, bits, expected, variance, uniform].flat().every(Number.isFinite);
}
