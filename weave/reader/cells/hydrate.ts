/** Gives a live cell its buttons: Run, Stop, Edit, Reset, and a link to what was edited. */
import { make } from "../dom.ts";
import { writeAddress, type Addressed } from "./address.ts";
import { announcerFor, type Why } from "./announcer.ts";
import { moduleOf, usesAfter } from "./assemble.ts";
import { barFor } from "./bar.ts";
import { bytesOf, cellsName, type CellsFile, type LiveCell, type Module, type Piece } from "./cellsFile.ts";
import { codeView } from "./codeView.ts";
import { constantsIn, withConstant } from "./constants.ts";
import { controlsFor } from "./controls.ts";
import { makeEditor } from "./editor.ts";
import { outputOf } from "./outputView.ts";
import { compiledInPage, Failure, Mistake, type Where } from "./mistake.ts";
import { whenNear } from "./near.ts";
import type { EditedProgram } from "./program.ts";
import { drawnHere, notDrawn, type SaidOutput } from "./said.ts";
import { startRun, type Heard, type Run } from "./runner.ts";
import { dataOf, inBytes, inSeconds } from "./words.ts";

/** Which of the page's live cells it is. */
export interface Place {
  readonly number: number;
  readonly of: number;
}

/** A live cell, for the address and for the chunks that it runs with. */
export interface LiveListing extends Addressed {
  /** The cell as the page was given it. */
  readonly prepare: () => Promise<LiveCell>;
  /** Bytes of data that a run would load. */
  readonly loads: () => number;
  /** Runs it to its end; true when it was done. */
  readonly run: () => Promise<boolean>;
  readonly stop: () => void;
  /** An edited chunk is as printed again. */
  readonly unedited: () => void;
}

/** Adds everything; nothing is fetched before it is near to be seen, and no data before it is run. */
export function hydrate(listing: HTMLElement, { number, of, program }: Place & { readonly program: EditedProgram }): LiveListing {
  const code = listing.querySelector<HTMLElement>("pre code") ?? make("code", {});
  const pre = code.closest("pre") ?? code;
  const called = of === 1 ? "the live code" : `live code ${number} of ${of}`;
  const view = codeView(code);
  const output = outputOf(listing);
  let text = view.text;
  let run: Run | null = null;
  let ready = false;
  let ranEdited = false;
  // the text that runs, or ran last
  let ranText: string | null = null;
  let waits = false;
  let cells: { readonly file: CellsFile; readonly live: LiveCell; readonly piece: Piece } | null = null;

  const bar = barFor(called, { run: () => void start(), stop, edit: toggleEditor, reset, link: () => void copyLink() });
  const announcer = announcerFor(bar);
  const editor = makeEditor({ name: `Code of ${called}`, changed: setText, run: () => void start() });
  const controls = controlsFor(constantsIn(view.text), {
    turned(name, value, live) {
      showText(withConstant(text, name, value));
      if (live && ready) turn();
    },
    settled() {
      writeAddress();
      if (ready && ranText !== text) void start("turning");
    },
  });
  // whoever reaches for a control will need it
  for (const reaching of ["focusin", "pointerover"]) controls?.element.addEventListener(reaching, () => void window.book.take("compiler").catch(() => undefined), { once: true });
  editor.element.hidden = true;
  pre.before(...(controls === null ? [] : [controls.element]));
  pre.after(editor.element);
  listing.append(bar.element);
  bar.take(listing.querySelector(".copy"));
  listing.classList.add("is-live");
  whenNear(listing, () => void prepare().catch(() => undefined));
  let ended: ((done: boolean) => void)[] = [];
  return {
    id: listing.id === "" ? String(number) : listing.id,
    element: listing,
    edited: () => (text === view.text ? null : text),
    receive,
    prepare: async () => (await prepare()).live,
    loads: () => (ready || cells === null ? 0 : bytesOf(cells)),
    run: () => new Promise((resolve) => {
      void start();
      ended.push(resolve);
    }),
    stop,
    unedited,
  };

  async function prepare(): Promise<NonNullable<typeof cells>> {
    if (cells !== null) return cells;
    const file = (await window.book.take(cellsName(window.book.page))) as CellsFile | null;
    const live = file?.live[listing.dataset["live"] ?? ""];
    const piece = live === undefined ? undefined : file?.pieces[live.piece];
    if (file === null || live === undefined || piece === undefined) throw new Error("what this code needs was not found");
    cells = { file, live, piece };
    const loads = bytesOf(cells);
    bar.loads(loads === 0 ? "" : inBytes(loads));
    if (loads === 0) ready = true;
    output.prepare();
    return cells;
  }

  function setText(now: string): void {
    if (now === text) return;
    showText(now);
    writeAddress();
  }

  /** Everything that follows from a new text but the address, which a browser lets nobody change as often as a slider turns. */
  function showText(now: string): void {
    if (now === text) return;
    text = now;
    view.show(text, null);
    editor.show(text);
    editor.mark(null);
    controls?.follow(constantsIn(text));
    bar.allow({ reset: text !== view.text || output.isChanged(), link: text !== view.text });
  }

  /** While a control turns one run follows the other, each with what the code is then; none is cut short, so that something is always seen. */
  function turn(): void {
    if (run === null) void start("turning");
    else waits = true;
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

  async function start(why: Why = "asked"): Promise<void> {
    run?.stop();
    const begun = performance.now();
    let mine: Run | null = { stop: () => (mine = null) };
    run = mine;
    ranText = text;
    waits = false;
    view.show(text, null);
    editor.mark(null);
    announcer.begin(why);
    output.begin();
    try {
      const { file, live, piece } = await prepare();
      const [edited, module] = [await program.modules(), text === view.text ? live.compiled : await compiled(file, live, piece)];
      if (mine === null) return;
      const data = Object.fromEntries(live.data.map((name) => [name, ""]));
      mine = run = startRun({ module, file, edited, data }, text.split("\n").length, heard(begun, live));
    } catch (error) {
      if (mine === null) return;
      output.write(nothing);
      fail(messageOf(error), error instanceof Failure ? error.where : null);
    }
  }

  async function compiled(file: CellsFile, live: LiveCell, piece: Piece): Promise<Module> {
    const module = moduleOf(file, live.piece, { text, uses: usesAfter(piece, text) });
    try {
      return { ...module, text: await compiledInPage(module.text) };
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      throw new Failure(error.message, error.line === null ? null : { chunk: null, line: Math.max(1, error.line - module.linesBefore) });
    }
  }

  function heard(begun: number, live: LiveCell): Heard {
    let last = nothing;
    return {
      loading: () => announcer.say(`Loading ${dataOf(live.data, cells?.file.data ?? {})} …`),
      running(earlier) {
        ready = true;
        bar.loads("");
        announcer.say(earlier === 0 ? "Running …" : "Running what comes before …");
      },
      output(now) {
        last = now;
        output.write(now);
      },
      async done() {
        const mine = run;
        const took = performance.now() - begun;
        output.write(last);
        const fault = await output.drawn().then(() => null, messageOf);
        if (mine !== run) return;
        if (fault !== null) return fail(fault, null);
        end(`Done in ${inSeconds(took)}${withEdits()}${comparison(last.lines, live)}.`);
      },
      failed(message, where) {
        output.write(last);
        void output.drawn().catch(() => undefined);
        fail(message, where);
      },
    };
  }

  function comparison(lines: readonly string[], live: LiveCell): string {
    if (lines.length === 0) return "; it prints nothing";
    const compared = text === view.text && program.edited(live.chunks).length === 0 && !live.measured && live.printed !== null && !lines.some((line) => line.includes(notDrawn));
    const drawn = output.drawsAsPrinted();
    if (!compared || drawn === null) return "";
    // a drawing in the book has a file, whose name stands in the output
    const printed = live.printed?.map((line) => line.replace(/^\(figure \S+\.svg, \d+ × \d+\)$/, drawnHere));
    return drawn && lines.join("\n") === printed?.join("\n") ? ", as printed" : "; the output is not the printed one";
  }

  /** Which chunks the program was edited in. */
  function withEdits(): string {
    const names = program.edited(cells?.live.chunks ?? []);
    ranEdited = names.length > 0;
    return names.length === 0 ? "" : `, with ${names.join(" and ")} edited`;
  }

  function fail(message: string, where: Where | null): void {
    const edits = withEdits();
    if (where?.chunk != null) {
      program.tell(where, message);
      return end(`${program.nameOf(where.chunk)}, line ${where.line}: ${message}`, "failed");
    }
    view.show(text, where?.line ?? null);
    editor.mark(where?.line ?? null);
    const whole = where === null ? message : `Line ${where.line}: ${message}`;
    end(edits === "" ? whole : `${whole} (${edits.slice(2)})`, "failed");
  }

  function end(words: string, how: "done" | "failed" | "stopped" = "done"): void {
    run = null;
    announcer.end();
    output.settle();
    bar.running(false);
    bar.allow({ reset: text !== view.text || output.isChanged(), link: text !== view.text });
    bar.say(words, how);
    const waiting = ended;
    ended = [];
    for (const tell of waiting) tell(how === "done");
    if (waits && how !== "stopped" && ranText !== text) void start("turning");
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
    ranText = null;
    bar.allow({ reset: false, link: false });
    bar.say("As printed again.");
  }

  /** What was printed comes back, if nothing else is edited; else only the reader can say what is to run. */
  function unedited(): void {
    if (!ranEdited) return;
    ranEdited = false;
    if (text === view.text) reset();
    else bar.say("The program has changed since this ran.");
  }

  async function copyLink(): Promise<void> {
    writeAddress();
    const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    bar.say(copied ? "The link to this edit is copied." : "The address of this page is the link to this edit.");
  }
}

const nothing: SaidOutput = { lines: [], drawings: [] };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
