// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** What a demonstration reports to a program that runs it: with `--json`, one JSON object a line. */
import type { Screen } from "./console.ts";

/** What JSON can say. */
export type Figure = string | number | boolean | null | readonly Figure[] | { readonly [name: string]: Figure };

/**
 * What happened, and its figures: losses in nats, times in seconds. The last event is `done`. Its figures have the same names in all
 * demonstrations: `parameters`, `trainLoss`, `validationLoss`, `testLoss`, `bitsPerCharacter`, `perplexity`, `tokensPerSecond`, `seconds`.
 */
export interface Report {
  readonly event: string;
  readonly [figure: string]: Figure;
}

/** A screen that people or programs read: people what is printed, programs what is reported. */
export interface Reporter extends Screen {
  readonly report: (report: Report) => void;
}

/** How the output is written. */
export type OutputFormat = "text" | "json";

/** The output format that the options, as they were typed, ask for. */
export const formatIn = (given: ReadonlyMap<string, string>): OutputFormat => (given.has("json") ? "json" : "text");

/**
 * A reporter that writes on a screen, in text or in JSON. Complaints and progress are for people, and go where the screen has them.
 * A figure that JSON has no number for, infinite or NaN, is null.
 */
export function reporterOn(screen: Screen, format: OutputFormat): Reporter {
  if (format === "text") return { ...screen, report: () => {} };
  return { ...screen, print: () => {}, report: (report) => screen.print(JSON.stringify(report)) };
}
//# sourceMappingURL=../../.maps/demos/shell/report.ts.map
