/** What is said of a claim that is doubted. A break that the reader made is never told as one of the book. */
import type { DoubtedCost, DoubtedDerivation, Failure } from "../../../prove/doubtedInPage.ts";

/** The claim's file did not come. */
export const unloadable = "What it takes to check this cannot be loaded.";

/** It cannot be checked in a page, and why. */
export function elsewhere(why: string): string {
  return `This was checked when the book was made, and cannot be checked in a page: ${why}.`;
}

/** The cells that it needs did not come to their end here. */
export function failedHere(message: string): string {
  return `This was checked when the book was made. Its cell does not run in this page: ${message}.`;
}

/** How the text that was judged stands to what the book prints. */
export interface Standing {
  readonly edited: boolean;
  /** Whether what is printed holds on the same values; null where it was not judged on them. */
  readonly printedHolds: boolean | null;
}

/** The verdict on a derivation. */
export function ofDerivation({ failures, draws, brokenIn, lines }: DoubtedDerivation, latex: readonly string[], standing: Standing): string {
  const [first] = failures;
  if (first === undefined) {
    const largest = Math.max(...lines.map(({ difference }) => difference ?? 0));
    const values = draws === 1 ? "It was evaluated once, since nothing is drawn here" : `It was evaluated on ${draws} fresh draws of its symbols`;
    return `${standing.edited ? "What you wrote holds as well" : "Every line holds"}. ${values}; ${largest === 0 ? "there is no difference at all" : `the largest difference is ${differenceWords(largest)}`}.`;
  }
  const broken = lines.flatMap(({ state }, k) => (state === "breaks" ? [k + 1] : []));
  const where = broken.length === 0 ? "" : ` ${broken.length === 1 ? "line" : "lines"} ${listed(broken.map(String))} of ${lines.length}`;
  const when = brokenIn === null || draws === 1 ? "" : `, in draw ${brokenIn} of ${draws}`;
  const differences = lines.flatMap(({ state, difference }) => (state === "breaks" && isTold(difference) ? [difference] : []));
  const by = differences.length === 0 ? "" : ` It is off by ${differenceWords(Math.max(...differences))}.`;
  const what = `${failureWords(first, latex)}.${by}${symbolsIn(first)}`;
  if (!standing.edited) return `On these values${where === "" ? " it" : where} of the book’s own does not hold${when}: ${what} Its own draws held when the book was made. Draw other values; if it breaks again, please report it.`;
  if (lines.length === 0 || unread.has(first.code)) return `What you wrote cannot be checked: ${what} ${bookHolds(standing)}`;
  return `Your change breaks${where === "" ? " it" : where}${when}: ${what} ${bookHolds(standing)}`;
}

/** What the reader of mathematics says where it does not read. */
const unread: ReadonlySet<string> = new Set(["unreadable-formula", "unbound"]);

/** The verdict on a cost. */
export function ofCost({ failures, runs, sizes }: DoubtedCost, latex: readonly string[], standing: Standing): string {
  const [first] = failures;
  const here = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`).join(", ");
  if (first === undefined) return `${standing.edited ? "What you wrote holds as well" : "Every entry holds"}: counted at ${runs} sizes, of which ${here === "" ? "one" : here} ${here === "" ? "is" : "stands"} below.`;
  const what = `${failureWords(first, latex)}.${symbolsIn(first)}`;
  if (standing.edited) return `Your change does not agree with the ledger: ${what} ${bookHolds(standing)}`;
  return `At these sizes the book’s own table does not agree with the ledger: ${what} It agreed at its own sizes when the book was made; a table may hold only for sizes like those.`;
}

/** The cell did not come to an end. */
export function ofUndrawn([first]: readonly Failure[]): string {
  return first === undefined ? "Nothing could be drawn." : `With these values ${first.message}. That says nothing of the formulas: try others.`;
}

function bookHolds({ printedHolds }: Standing): string {
  return printedHolds === true ? "What the book prints holds on the same values; Reset brings it back." : "Reset brings back what the book prints.";
}

/** The prover's own message, with the place where nothing in it names one, and its cure. */
function failureWords({ code, message, where, cure }: Failure, latex: readonly string[]): string {
  // what could be done about it, an author's cell would have to do
  if (code === "unbound") return message.replace(/ is not bound$/, " is no symbol of its check");
  const at = where.kind === "formula" && !message.includes("`") ? latex[where.formula]?.slice(where.at.start, where.at.end).trim() : "";
  return `${at === undefined || at === "" ? "" : `at \`${at}\` `}${message}${cure === undefined ? "" : `; ${cure}`}`;
}

/** `in draw 1 of 100: x = 2`: which it is of how many, is said before or of no account. */
function symbolsIn({ notes }: Failure): string {
  const symbols = notes.flatMap((note) => /^in (?:draw|run) \d+ of \d+: (.+)$/s.exec(note)?.[1] ?? []);
  return symbols.length === 0 ? "" : ` There ${symbols.join(", ")}.`;
}

/** Whether there is a difference that words can name: an array of another shape has none. */
export function isTold(difference: number | null): difference is number {
  return difference !== null && difference > 0 && Number.isFinite(difference);
}

/** `10⁻¹³`, `24 %`, of one number relative to another. */
export function differenceWords(difference: number): string {
  if (difference >= 0.0005) return `${Number((100 * difference).toPrecision(2))} %`;
  return `10${[...String(Math.ceil(Math.log10(difference)))].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign)))).join("")}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
