/**
 * How well calibrated a reader is, at a chapter's end: what each guess cost, in bits, beside what the reader's own probabilities expected
 * and what knowing nothing costs. The mean loss is a cross-entropy, of the reader's distributions with what came.
 */
import { make } from "../dom.ts";
import { forgetGuesses, keptOf, onChange } from "./kept.ts";
import { at } from "./marks.ts";
import { meanLoss, verdict } from "./meanLoss.ts";
import type { Loss } from "./score.ts";
import { bits, scoring } from "./words.ts";

/** A guess of the chapter: its id, what is guessed, and the way to it. */
export type Listed = readonly [id: string, label: string, href: string];

/** Fills the section at a chapter's end, and again whenever a guess is made or forgotten; it is not seen before the first guess. */
export function showCalibration(section: HTMLElement, listed: readonly Listed[]): void {
  const update = (): void => {
    const made = listed.flatMap(([id, label, href]) => {
      const kept = keptOf(id);
      return kept === null || kept === "shown" ? [] : [{ label, href, loss: kept }];
    });
    section.hidden = made.length === 0;
    section.replaceChildren(...(made.length === 0 ? [] : [make("h2", {}, "Your guesses"), ...summary(made.map(({ loss }) => loss), listed), tableOf(made), forgetting()]));
  };
  update();
  onChange(update);
}

function summary(made: readonly Loss[], listed: readonly Listed[]): readonly HTMLElement[] {
  const mean = meanLoss(made);
  const count = `${made.length} of the ${listed.length} guesses of this chapter`;
  const cost = made.length === 1 ? `It cost ${bits(mean.bits)}` : `They cost ${bits(mean.bits)} each`;
  return [make("p", {}, `You made ${count}. ${cost}, where your own probabilities expected ${mean.expected.toFixed(1)} and knowing nothing costs ${mean.uniform.toFixed(1)}. ${verdict(mean)}`)];
}

interface Row {
  readonly label: string;
  readonly href: string | null;
  readonly loss: Loss;
}

/** Under each row stands a line from 0 bits on, and under all of them its scale. */
function tableOf(made: readonly Row[]): HTMLElement {
  const rows = made.length < 2 ? made : [...made, { label: "mean", href: null, loss: meanLoss(made.map(({ loss }) => loss)) }];
  const most = Math.ceil(Math.max(...rows.flatMap(({ loss }) => [loss.bits, loss.expected, loss.uniform])));
  const head = ["bits", "lost", "expected", "uniform"].map((name) => make("th", { scope: "col" }, name));
  const lines = rows.flatMap(({ label, href, loss }) => [
    make("tr", {}, make("th", { scope: "row" }, href === null ? label : make("a", { href }, label)), ...[loss.bits, loss.expected, loss.uniform].map((number) => make("td", {}, number.toFixed(1)))),
    drawn("track", Object.entries({ uniform: loss.uniform, expected: loss.expected, lost: loss.bits }).map(([name, number]) => at(number / most, make("i", { class: name })))),
  ]);
  const ticks = Array.from({ length: most + 1 }, (_, number) => number).filter((number) => most < 7 || number % 2 === 0);
  return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...lines, drawn("ticks", ticks.map((number) => at(number / most, make("i", {}, String(number)))))));
}

/** What the numbers say already, drawn across the table. */
function drawn(name: string, marks: readonly HTMLElement[]): HTMLElement {
  return make("tr", { "aria-hidden": "true" }, make("td", { colspan: "4" }, make("div", { class: name }, ...marks)));
}

function forgetting(): HTMLElement {
  const button = make("button", { type: "button" }, "Forget all my guesses");
  button.addEventListener("click", forgetGuesses);
  return make("p", {}, `${scoring} On the line below each guess a dot is what it cost, a ring what you expected, a stroke what knowing nothing costs. Your guesses stay in this browser. `, button);
}
