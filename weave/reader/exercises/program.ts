/** A program that the reader writes: an editor that begins with what is given, and the exercise's tests, run in a worker. */
import { makeEditor } from "../cells/editor.ts";
import { Failure, messageOf, type Where } from "../cells/mistake.ts";
import { startRun, type Run } from "../cells/runner.ts";
import { make } from "../dom.ts";
import { cellTests } from "./cellTests.ts";
import { fileTests } from "./fileTests.ts";
import type { Part, Telling } from "./part.ts";
import { resultList } from "./results.ts";
import type { Tests } from "./tests.ts";

/** Makes it of what a solution's hidden list says; null where nothing is to be programmed. */
export function programFor(asked: HTMLElement | null, exercise: HTMLElement, { called, changed }: Telling): Part | null {
  const start = asked?.dataset["start"];
  if (asked === null || start === undefined) return null;
  const { file } = asked.dataset;
  const tests = file === undefined ? cellTests(asked) : fileTests(file, printedTest(exercise, file));
  const editor = makeEditor({ name: `Your program for ${called}`, changed: (text) => changed({ program: text === start ? null : text }), run: () => runs.start() });
  const bar = testBar(called, { run: () => runs.start(), stop: () => runs.stop() });
  const results = resultList();
  const runs = testRuns(tests, { text: () => editor.field.value, mark: editor.mark, bar, results });
  return {
    element: make("div", { class: "answer-program", "data-tests": file === undefined ? "cell" : "file" }, editor.element, bar.element, results.element, testsFold(tests.shown)),
    show({ program }) {
      if (editor.field.value === (program ?? start)) return;
      editor.show(program ?? start);
      editor.mark(null);
      runs.stop();
      results.show([]);
      bar.say("");
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

interface TestBar {
  readonly element: HTMLElement;
  readonly running: (is: boolean) => void;
  readonly say: (words: string, how?: "done" | "failed") => void;
}

function testBar(called: string, { run, stop }: { readonly run: () => void; readonly stop: () => void }): TestBar {
  const button = (word: string, act: () => void): HTMLButtonElement => {
    const made = make("button", { type: "button" }, word, make("span", { class: "hidden" }, ` of ${called}`));
    made.addEventListener("click", act);
    return made;
  };
  const [runs, stops] = [button("Run the tests", run), button("Stop", stop)];
  stops.hidden = true;
  const said = make("p", { class: "live-said", role: "status" });
  const element = make("div", { class: "live-bar" }, make("div", { class: "live-buttons" }, runs, stops), said);
  return {
    element,
    running(is) {
      // what goes must not take the focus with it
      if (!is && document.activeElement === stops) runs.focus();
      stops.hidden = !is;
    },
    say(words, how) {
      said.textContent = words;
      element.dataset["state"] = how ?? "idle";
    },
  };
}

interface Running {
  readonly text: () => string;
  readonly mark: (line: number | null) => void;
  readonly bar: TestBar;
  readonly results: ReturnType<typeof resultList>;
}

function testRuns(tests: Tests, { text, mark, bar, results }: Running): { readonly start: () => void; readonly stop: () => void } {
  let run: Run | null = null;
  /** Which run it is: what an older one says is not heard. */
  let mine = 0;
  const end = (words: string, how: "done" | "failed"): void => {
    run = null;
    bar.running(false);
    bar.say(words, how);
  };
  const fail = (message: string, where: Where | null): void => {
    mark(where?.line ?? null);
    end(where === null ? message : `Line ${where.line}: ${message}`, "failed");
  };
  const begin = async (): Promise<void> => {
    run?.stop();
    const own = ++mine;
    mark(null);
    results.show([]);
    bar.running(true);
    bar.say("Loading …");
    try {
      const job = await tests.job(text());
      if (own !== mine) return;
      let lines: readonly string[] = [];
      run = startRun(job, {
        loading: () => bar.say("Loading …"),
        running: () => bar.say("Running the tests …"),
        output: (output) => void (lines = output.lines),
        waits: () => undefined,
        done: () => {
          const found = tests.results(lines, null);
          results.show(found);
          const passed = found.filter(({ is }) => is === "passed").length;
          end(passed === found.length ? `All tests pass: ${found.length} of ${found.length}.` : `${passed} of ${found.length} tests pass.`, passed === found.length ? "done" : "failed");
        },
        failed: (message, where) => {
          results.show(tests.results(lines, message));
          fail(message, tests.ownPlace(where, text()));
        },
      });
    } catch (error) {
      if (own === mine) fail(messageOf(error), error instanceof Failure ? tests.ownPlace(error.where, text()) : null);
    }
  };
  return {
    start: () => void begin(),
    stop() {
      if (bar.element.querySelector<HTMLElement>("button + button")?.hidden !== false) return;
      mine++;
      run?.stop();
      end("Stopped.", "failed");
    },
  };
}
