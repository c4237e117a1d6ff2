/** Which figures the reader has trained, as the browser remembers it: a page looks into its store of trainings only for these. */
import { recall, remember } from "../state.ts";

/** The figures that the reader has trained. */
export function trained(): readonly string[] {
  const known = recall("trained");
  return Array.isArray(known) ? known.filter((id) => typeof id === "string") : [];
}

/** Adds a figure, or takes it out. */
export function rememberTrained(figure: string, isTrained: boolean): void {
  const others = trained().filter((id) => id !== figure);
  remember("trained", isTrained ? [...others, figure] : others);
}
