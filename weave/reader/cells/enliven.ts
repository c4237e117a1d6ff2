/** Gives a live cell its buttons: Run, Stop, Edit, Reset, and a link to what was edited. */
import { make } from "../dom.ts";
import { writeAddress, type Addressed } from "./address.ts";
import { moduleOf, usesAfter } from "./assemble.ts";
import { barFor } from "./bar.ts";
import type { CellsFile, LiveCell, Module, Piece } from "./cellsFile.ts";
import { cellsName } from "./cellsFile.ts";
import { codeView } from "./codeView.ts";
import { constantsIn, withConstant } from "./constants.ts";
import { controlsFor } from "./controls.ts";
import { makeEditor } from "./editor.ts";
import { outputOf } from "./outputView.ts";
import { notDrawn } from "./said.ts";
import { startRun, type Heard, type Run } from "./runner.ts";
import { dataOf, inBytes, inSeconds } from "./words.ts";

/** Which of the page's live cells it is. */
export interface Place {
  readonly number: number;
  readonly of: number;
}

/** Adds everything; nothing is fetched before it is near to be seen, and no data before it is run. */
export function enliven(listing: HTMLElement, { number, of }: Place): Addressed {
  const code = listing.querySelector<HTMLElement>("pre code") ?? make("code", {});
  const pre = code.closest("pre") ?? code;
  const called = of === 1 ? "the live code" : `live code ${number} of ${of}`;
  const view = codeView(code);
  const output = outputOf(listing);
  let text = view.text;
  let run: Run | null = null;
  let ready = false;
  let cells: { readonly file: CellsFile; readonly live: LiveCell; readonly piece: Piece } | null = null;

  const bar = barFor(called, { run: () => void start(), stop, edit: toggleEditor, reset, link: () => void copyLink() });
  const editor = makeEditor({ name: `Code of ${called}`, changed: setText, run: () => void start() });
  const controls = controlsFor(constantsIn(view.text), {
    turned: (name, value) => setText(withConstant(text, name, value)),
    settled: () => void (ready && start()),
  });
  editor.element.hidden = true;
  pre.before(...(controls === null ? [] : [controls.element]));
  pre.after(editor.element);
  listing.append(bar.element);
  bar.take(listing.querySelector(".copy"));
  listing.classList.add("is-live");
  whenNear(listing, () => void prepare().catch(() => undefined));
  return { id: listing.id === "" ? String(number) : listing.id, element: listing, edited: () => (text === view.text ? null : text), receive };

  async function prepare(): Promise<NonNullable<typeof cells>> {
    if (cells !== null) return cells;
    const file = (await window.book.take(cellsName(window.book.page))) as CellsFile | null;
    const live = file?.live[listing.dataset["live"] ?? ""];
    const piece = live === undefined ? undefined : file?.pieces[live.piece];
    if (file === null || live === undefined || piece === undefined) throw new Error("what this code needs was not found");
    const loads = live.data.reduce((sum, name) => sum + (file.data[name] ?? 0), 0);
    bar.loads(loads === 0 ? "" : inBytes(loads));
    if (loads === 0) ready = true;
    return (cells = { file, live, piece });
  }

  /** Everything that follows from a new text. */
  function setText(now: string): void {
    if (now === text) return;
    text = now;
    view.show(text, null);
    editor.show(text);
    editor.mark(null);
    controls?.follow(constantsIn(text));
    bar.allow({ reset: text !== view.text || output.isChanged(), link: text !== view.text });
    writeAddress();
  }

  function receive(now: string): void {
    stop();
    setText(now);
    bar.say(text === view.text ? "" : "This code came with the link: someone has edited what the book prints. It runs when you press Run.");
  }

  function toggleEditor(): void {
    const opens = editor.element.hidden !== false;
    editor.element.hidden = !opens;
    pre.hidden = opens;
    bar.editing(opens);
    editor.show(text);
    if (opens) editor.field.focus();
  }

  async function start(): Promise<void> {
    run?.stop();
    const begun = performance.now();
    let mine: Run | null = { stop: () => (mine = null) };
    run = mine;
    view.show(text, null);
    editor.mark(null);
    bar.running(true);
    bar.say("Loading …");
    output.begin();
    try {
      const { file, live, piece } = await prepare();
      const module = text === view.text ? live.compiled : await compiled(file, live, piece);
      if (mine === null) return;
      const data = Object.fromEntries(live.data.map((name) => [name, ""]));
      mine = run = startRun({ module, file, data }, text.split("\n").length, heard(begun, live));
    } catch (error) {
      if (mine === null) return;
      output.write([]);
      fail(messageOf(error), lineOfMistake(error));
    }
  }

  async function compiled(file: CellsFile, live: LiveCell, piece: Piece): Promise<Module> {
    const module = moduleOf(file, live.piece, { text, uses: usesAfter(piece, text) });
    const compile = (await window.book.take("compiler")) as (text: string) => string;
    try {
      return { ...module, text: compile(module.text) };
    } catch (error) {
      throw new Mistake(error, module.linesBefore);
    }
  }

  function heard(begun: number, live: LiveCell): Heard {
    let lines: readonly string[] = [];
    return {
      loading: () => bar.say(`Loading ${dataOf(live.data, cells?.file.data ?? {})} …`),
      running(earlier) {
        ready = true;
        bar.loads("");
        bar.say(earlier === 0 ? "Running …" : "Running what comes before …");
      },
      output(now) {
        lines = now;
        output.write(now);
      },
      done() {
        output.write(lines);
        end(`Done in ${inSeconds(performance.now() - begun)}${comparison(lines, live)}.`);
      },
      failed(message, line) {
        output.write(lines);
        fail(message, line);
      },
    };
  }

  function comparison(lines: readonly string[], live: LiveCell): string {
    if (lines.length === 0) return "; it prints nothing";
    const compared = text === view.text && !live.measured && live.printed !== null && !lines.some((line) => line.includes(notDrawn));
    if (!compared) return "";
    return lines.join("\n") === live.printed?.join("\n") ? ", as printed" : "; the output is not the printed one";
  }

  function fail(message: string, line: number | null): void {
    view.show(text, line);
    editor.mark(line);
    end(line === null ? message : `Line ${line}: ${message}`, "failed");
  }

  function end(words: string, how: "done" | "failed" | "stopped" = "done"): void {
    run = null;
    output.settle();
    bar.running(false);
    bar.allow({ reset: text !== view.text || output.isChanged(), link: text !== view.text });
    bar.say(words, how);
  }

  function stop(): void {
    if (run === null) return;
    run.stop();
    end("Stopped.", "stopped");
  }

  function reset(): void {
    stop();
    setText(view.text);
    view.show(text, null);
    editor.mark(null);
    output.restore();
    bar.allow({ reset: false, link: false });
    bar.say("As printed again.");
  }

  async function copyLink(): Promise<void> {
    writeAddress();
    const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    bar.say(copied ? "The link to this edit is copied." : "The address of this page is the link to this edit.");
  }
}

/** A cell that is not TypeScript, with the line in its own text. */
class Mistake extends Error {
  readonly line: number | null;
  constructor(cause: unknown, linesBefore: number) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`SyntaxError: ${message.replace(/^Error transforming \S+: /, "").replace(/\s*\(\d+:\d+\)$/, "")}`);
    const found = /\((\d+):\d+\)$/.exec(message);
    this.line = found === null ? null : Math.max(1, Number(found[1]) - linesBefore);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function lineOfMistake(error: unknown): number | null {
  return error instanceof Mistake ? error.line : null;
}

function whenNear(element: Element, then: () => void): void {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    then();
  }, { rootMargin: "800px" });
  seen.observe(element);
}
