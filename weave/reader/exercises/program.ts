/** A program that the reader writes: an editor that begins with what is given, and the exercise's tests, run in a worker. */
import { makeEditor } from "../cells/editor.ts";
import { make } from "../dom.ts";
import { cellTests } from "./cellTests.ts";
import { fileTests } from "./fileTests.ts";
import type { Part, Telling } from "./part.ts";
import { resultView } from "./results.ts";
import { testBar } from "./testBar.ts";
import { TestRuns } from "./testRuns.ts";

/** Makes it of what a solution's hidden list says; null where nothing is to be programmed. */
export function programFor(asked: HTMLElement | null, exercise: HTMLElement, { called, changed }: Telling): Part | null {
  const { start, file } = asked?.dataset ?? {};
  if (asked === null || start === undefined) return null;
  const tests = file === undefined ? cellTests(asked) : fileTests(file, printedTest(exercise, file));
  const editor = makeEditor({ name: `Your program for ${called}`, changed: (text) => changed({ program: text === start ? null : text }), run: () => void runs.start() });
  const bar = testBar(called, { run: () => void runs.start(), stop: () => runs.stop() });
  const results = resultView();
  const runs = new TestRuns({ tests, text: () => editor.field.value, mark: editor.mark, bar, results });
  return {
    element: make("div", { class: "answer-program", "data-tests": file === undefined ? "cell" : "file" }, editor.element, bar.element, results.element, testsFold(tests.shown)),
    show({ program }) {
      if (editor.field.value === (program ?? start)) return;
      editor.show(program ?? start);
      runs.clear();
    },
  };
}

/** The test of a file as the exercise prints it. */
function printedTest(exercise: HTMLElement, path: string): string {
  const test = path.replace(/\.ts$/, ".test.ts");
  const listing = [...exercise.querySelectorAll(".listing.file-role")].find((each) => each.textContent.includes(test));
  return listing?.querySelector("pre code")?.textContent ?? "";
}

function testsFold(code: string): HTMLElement {
  return make("details", { class: "fold" }, make("summary", {}, "The tests, as code"), make("pre", { tabindex: "0" }, make("code", {}, code)));
}
