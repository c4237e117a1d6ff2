/** An editor in place of a chunk's code, and the buttons under it. */
import { make } from "../dom.ts";
import { writeAddress } from "./address.ts";
import { barFor, type Bar } from "./bar.ts";
import { nameOf } from "./chunkListing.ts";
import { ChunkRuns } from "./chunkRuns.ts";
import { copyLink } from "./copyLink.ts";
import { EditableCode, type PrintedCode } from "./editable.ts";
import type { LiveListing } from "./hydrate.ts";
import type { EditedProgram } from "./program.ts";
import { inBytes } from "./words.ts";

/** What an editor is made for. */
export interface EditedChunk {
  readonly listing: HTMLElement;
  readonly code: PrintedCode;
  /** What opens it; the bar stands in its place while the editor is open or the code is edited. */
  readonly button: HTMLElement;
  readonly program: EditedProgram;
  /** The live cells that run the chunk: one at least. */
  readonly cells: readonly LiveListing[];
}

/** The editor of one chunk. */
export class ChunkEditor {
  private readonly chunk: EditedChunk;
  private readonly name: string;
  private readonly code: EditableCode;
  private readonly runs: ChunkRuns;
  private readonly bar: Bar;
  private readonly copy: HTMLElement | null;
  private failedHere = false;

  constructor(chunk: EditedChunk) {
    const { listing, code, program, cells } = chunk;
    const run = (): void => void this.run();
    this.chunk = chunk;
    this.name = nameOf(listing);
    this.runs = new ChunkRuns(listing, cells);
    this.bar = barFor(this.name, { run, stop: () => this.runs.stop(), edit: () => this.turn(), reset: () => this.reset(), link: () => void copyLink(this.bar) }, "Run with this");
    this.code = new EditableCode(code, { name: `Code of ${this.name}`, changed: (text) => this.setText(text), run });
    this.copy = listing.querySelector<HTMLElement>(".copy:not(.edit-chunk)");
    this.showSize();
    program.watch(listing.id, (message, line) => this.failed(message, line));
  }

  /** The code where it differs from what is printed; else null. */
  get edited(): string | null {
    return this.code.isEdited ? this.code.text : null;
  }

  /** Shows code that came with the address. */
  receive(text: string): void {
    this.showBar();
    this.setText(text);
    this.tellProgram();
    this.bar.say(this.code.isEdited ? "This code came with the link: someone has edited the program that the book prints. It is used when you run a live cell." : "");
  }

  /** Opens the editor or closes it. */
  turn(): void {
    this.showBar();
    const opens = this.code.turn();
    this.bar.editing(opens);
    if (!opens && !this.code.isEdited) this.hideBar();
  }

  private setText(text: string): void {
    if (!this.code.set(text)) return;
    this.tellProgram();
    this.bar.allow({ reset: this.code.isEdited, link: this.code.isEdited });
    writeAddress();
  }

  private tellProgram(): void {
    this.chunk.program.set(this.chunk.listing.id, this.code.isEdited ? { name: this.name, text: this.code.text } : null);
  }

  private async run(): Promise<void> {
    const { cells } = this.runs;
    this.failedHere = false;
    this.code.mark(null);
    this.bar.running(true);
    this.bar.say(cells.length === 1 ? "Running the live cell …" : `Running ${cells.length} live cells …`);
    const ended = await this.runs.round();
    this.bar.running(false);
    this.showSize();
    if (this.failedHere) return this.bar.element.setAttribute("data-state", "failed");
    if (ended === "stopped") this.bar.say("Stopped.", "stopped");
    else if (ended === "failed") this.bar.say("A live cell failed; it says where.", "failed");
    else this.bar.say(`${cells.length === 1 ? "The live cell has" : `${cells.length} live cells have`} run with this.`, "done", " ", wayTo(cells[0]?.element ?? this.chunk.listing));
  }

  private failed(message: string, line: number): void {
    this.failedHere = true;
    this.code.mark(line);
    this.bar.say(`Line ${line}: ${message}`, "failed");
  }

  private reset(): void {
    this.runs.stop();
    this.setText(this.code.printed);
    this.code.mark(null);
    this.runs.unedited();
    this.bar.allow({ reset: false, link: false });
    this.bar.say("As printed again.", "done");
  }

  private showBar(): void {
    if (this.bar.element.parentNode !== null) return;
    this.code.editor.after(this.bar.element);
    this.chunk.button.remove();
    this.bar.take(this.copy);
  }

  private hideBar(): void {
    const { button } = this.chunk;
    this.bar.element.remove();
    if (this.copy !== null) this.code.editor.after(this.copy);
    (this.copy ?? this.code.editor).after(button);
    button.focus();
  }

  private showSize(): void {
    this.bar.loads(this.runs.bytes === 0 ? "" : inBytes(this.runs.bytes));
  }
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
