/** The results of tests as a list: each by its name, with what was expected and what came; and what the program printed besides. */
import { make } from "../dom.ts";
import type { TestResult } from "./tests.ts";

const signs: Readonly<Record<TestResult["is"], string>> = { passed: "✓", failed: "✗", "not reached": "–" };

/** Where results are shown. */
export interface ResultView {
  readonly element: HTMLElement;
  readonly show: (results: readonly TestResult[], printed: readonly string[]) => void;
}

/** Makes it, empty. */
export function resultView(): ResultView {
  const list = make("ul", { class: "answer-results" });
  const output = make("samp", {});
  const printedHere = make("details", { class: "fold" }, make("summary", {}, "What your program printed"), make("pre", { tabindex: "0" }, output));
  list.hidden = printedHere.hidden = true;
  return {
    element: make("div", {}, list, printedHere),
    show(results, printed) {
      list.replaceChildren(...results.map(itemOf));
      list.hidden = results.length === 0;
      output.textContent = printed.join("\n");
      printedHere.hidden = printed.length === 0;
    },
  };
}

function itemOf({ name, is, expected, received }: TestResult): HTMLElement {
  const head = make("p", {}, make("span", { class: "answer-sign", "aria-hidden": "true" }, signs[is]), make("span", { class: "hidden" }, `${is}: `), make("span", {}, name));
  const values = [...valueOf("expected", expected), ...valueOf("received", received)];
  return make("li", { "data-is": is }, head, ...(values.length === 0 ? [] : [make("dl", {}, ...values)]));
}

function valueOf(what: string, value: string | null): readonly HTMLElement[] {
  return value === null ? [] : [make("div", {}, make("dt", {}, what), make("dd", {}, make("samp", {}, value)))];
}
