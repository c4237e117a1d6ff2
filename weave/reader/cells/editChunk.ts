/** Lets a reader edit a chunk of the program that the page's live cells run, and run them with it. */
import { make } from "../dom.ts";
import { writeAddress, type Addressed } from "./address.ts";
import { barFor, type Bar } from "./bar.ts";
import type { LiveCell } from "./cellsFile.ts";
import { codeView } from "./codeView.ts";
import { makeEditor } from "./editor.ts";
import type { LiveListing } from "./hydrate.ts";
import { whenNear } from "./near.ts";
import type { EditedProgram } from "./program.ts";
import { inBytes } from "./words.ts";

/** What an edit acts on. */
export interface Surroundings {
  readonly program: EditedProgram;
  /** All live cells of the page. */
  readonly cells: readonly LiveListing[];
}

/** Adds a button that opens the editor, if a live cell of the page runs the chunk. Folded listings are left as they are. */
export function editChunk(listing: HTMLElement, around: Surroundings): Addressed {
  let editing: Editing | null = null;
  let opening: Promise<Editing | null> | null = null;
  const open = async (): Promise<Editing | null> => {
    editing = await (opening ??= begin(listing, button, around));
    // what could not be loaded may be tried again
    if (editing === null) opening = null;
    return editing;
  };
  /** Code that came with the address, until there is an editor that has it. */
  let waiting: string | null = null;
  const receive = async (text: string): Promise<void> => {
    waiting = text;
    around.program.set(listing.id, { name: nameOf(listing), text });
    const opened = await open();
    waiting = null;
    if (opened === null) around.program.set(listing.id, null);
    else opened.receive(text);
  };
  const button = make("button", { type: "button", class: "copy edit-chunk" }, "Edit", make("span", { class: "hidden" }, ` ${nameOf(listing)}`));
  button.addEventListener("click", () => void open().then((each) => each?.turn()));
  whenNear(listing, () => void reaching(listing.id, around.cells).then((cells) => {
    if (cells.length > 0 && editing === null) listing.querySelector(".copy")?.after(button);
  }, () => undefined));
  return {
    id: listing.id,
    element: listing,
    edited: () => waiting ?? editing?.edited() ?? null,
    receive: (text) => void receive(text),
  };
}

/** An editor in place of the code, and its buttons. */
interface Editing {
  readonly turn: () => void;
  readonly edited: () => string | null;
  readonly receive: (text: string) => void;
}

/** Null where no live cell of the page runs the chunk. The bar stands there while the editor is open or the code is edited, else `button`. */
async function begin(listing: HTMLElement, button: HTMLElement, { program, cells: all }: Surroundings): Promise<Editing | null> {
  const pre = listing.querySelector<HTMLElement>(":scope > pre:not(.difference)");
  const code = pre?.querySelector("code");
  const cells = await reaching(listing.id, all).catch(() => []);
  if (!pre || !code || cells.length === 0) return null;
  closeUses(code);
  const name = nameOf(listing);
  const view = codeView(code);
  let text = view.text;
  let stopped = false;
  let failedHere = false;
  const bar: Bar = barFor(name, { run: () => void run(), stop, edit: turn, reset, link: () => void copyLink() }, "Run with this");
  const editor = makeEditor({ name: `Code of ${name}`, changed: setText, run: () => void run() });
  editor.element.hidden = true;
  const copy = listing.querySelector<HTMLElement>(".copy:not(.edit-chunk)");
  pre.after(editor.element);
  showSize();
  program.watch(listing.id, (message, line) => {
    failedHere = true;
    show(line);
    bar.say(`Line ${line}: ${message}`, "failed");
  });
  return { turn, edited: () => (text === view.text ? null : text), receive };

  function show(wrong: number | null): void {
    view.show(text, wrong);
    editor.show(text);
    editor.mark(wrong);
  }

  function setText(now: string): void {
    if (now === text) return;
    text = now;
    const isEdited = text !== view.text;
    program.set(listing.id, isEdited ? { name, text } : null);
    show(null);
    bar.allow({ reset: isEdited, link: isEdited });
    writeAddress();
  }

  function showBar(): void {
    if (bar.element.parentNode !== null) return;
    editor.element.after(bar.element);
    button.remove();
    bar.take(copy);
  }

  function hideBar(): void {
    bar.element.remove();
    if (copy !== null) editor.element.after(copy);
    (copy ?? editor.element).after(button);
    button.focus();
  }

  function receive(now: string): void {
    showBar();
    setText(now);
    if (text === view.text) program.set(listing.id, null);
    bar.say(text === view.text ? "" : "This code came with the link: someone has edited the program that the book prints. It is used when you run a live cell.");
  }

  function turn(): void {
    const opens = editor.element.hidden !== false;
    showBar();
    editor.element.hidden = !opens;
    pre?.toggleAttribute("hidden", opens);
    bar.editing(opens);
    editor.show(text);
    if (opens) editor.field.focus();
    else if (text === view.text) hideBar();
  }

  /** One after the other, so that a slow one does not wait for a worker that another has. */
  async function run(): Promise<void> {
    stopped = failedHere = false;
    show(null);
    bar.running(true);
    bar.say(cells.length === 1 ? "Running the live cell …" : `Running ${cells.length} live cells …`);
    let done = 0;
    for (const cell of cells) {
      if (stopped || !(await cell.run())) break;
      done++;
    }
    bar.running(false);
    showSize();
    if (failedHere) return bar.element.setAttribute("data-state", "failed");
    if (stopped) bar.say("Stopped.", "stopped");
    else if (done === cells.length) bar.say(`${done === 1 ? "The live cell has" : `${done} live cells have`} run with this.`, "done", " ", wayTo(cells[0]?.element ?? listing));
    else bar.say("A live cell failed; it says where.", "failed");
  }

  function showSize(): void {
    const bytes = cells.reduce((sum, cell) => sum + cell.loads(), 0);
    bar.loads(bytes === 0 ? "" : inBytes(bytes));
  }

  function stop(): void {
    stopped = true;
    for (const cell of cells) cell.stop();
  }

  function reset(): void {
    stop();
    setText(view.text);
    show(null);
    for (const cell of cells) cell.unedited();
    bar.allow({ reset: false, link: false });
    bar.say("As printed again.", "done");
  }

  async function copyLink(): Promise<void> {
    writeAddress();
    const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    bar.say(copied ? "The link to this edit is copied." : "The address of this page is the link to this edit.");
  }
}

/** The live cells that run the chunk of a listing. */
async function reaching(id: string, cells: readonly LiveListing[]): Promise<readonly LiveListing[]> {
  const known = await Promise.all(cells.map((cell) => cell.prepare().then(({ chunks }: LiveCell) => chunks.includes(id))));
  return cells.filter((_, index) => known[index]);
}

/** Goes there without a word in the address, which has the edits. */
function wayTo(element: HTMLElement): HTMLElement {
  const way = make("a", { href: `#${element.id}` }, "Show the output");
  way.addEventListener("click", (event) => {
    event.preventDefault();
    element.scrollIntoView({ block: "center" });
    element.querySelector<HTMLElement>(".live-bar button")?.focus({ preventScroll: true });
  });
  return way;
}

/** `⟨Name⟩`, or the path of a file. */
function nameOf(listing: HTMLElement): string {
  return listing.querySelector(":scope > :is(.chunk-head, .file-name) :is(.chunk-name, .path)")?.textContent ?? "this code";
}

/** What was opened in place is no part of the code. */
function closeUses(code: Element): void {
  for (const each of code.querySelectorAll(".expansion")) each.remove();
  for (const each of code.querySelectorAll(".expand")) each.setAttribute("aria-expanded", "false");
}
