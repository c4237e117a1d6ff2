/** The results of tests as a list: each by its name, with what was expected and what came. */
import { make } from "../dom.ts";
import type { TestResult } from "./tests.ts";

const signs: Readonly<Record<TestResult["is"], string>> = { passed: "✓", failed: "✗", "not reached": "–" };

/** Makes an empty list. */
export function resultList(): { readonly element: HTMLElement; readonly show: (results: readonly TestResult[]) => void } {
  const element = make("ul", { class: "answer-results" });
  element.hidden = true;
  return {
    element,
    show(results) {
      element.replaceChildren(...results.map(itemOf));
      element.hidden = results.length === 0;
    },
  };
}

function itemOf({ name, is, expected, received }: TestResult): HTMLElement {
  const head = make("p", {}, make("span", { class: "answer-sign", "aria-hidden": "true" }, signs[is]), make("span", { class: "hidden" }, `${is}: `), make("span", {}, name));
  const values = [["expected", expected], ["received", received]].flatMap(([what, value]) => (value === null || value === undefined ? [] : [make("div", {}, make("dt", {}, what ?? ""), make("dd", {}, make("samp", {}, value)))]));
  return make("li", { "data-is": is }, head, ...(values.length === 0 ? [] : [make("dl", {}, ...values)]));
}
