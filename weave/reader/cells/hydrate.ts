/** Gives a live cell its buttons: Run, Stop, Edit, Reset, and a link to what was edited. Most cells have only Run, until it is pressed. */
import { make } from "../dom.ts";
import { writeAddress, type Addressed } from "./address.ts";
import { barFor, type Bar } from "./bar.ts";
import type { LiveCell } from "./cellsFile.ts";
import { constantsIn, withConstant } from "./constants.ts";
import { controlsFor, type Controls } from "./controls.ts";
import { copyLink } from "./copyLink.ts";
import { EditableCode } from "./editable.ts";
import { GivenCell } from "./given.ts";
import { whenNear } from "./near.ts";
import { OutputView } from "./outputView.ts";
import type { Kept } from "./kept.ts";
import type { EditedProgram } from "./program.ts";
import { CellRuns } from "./runs.ts";
import { inBytes } from "./words.ts";

/** Which of the page's live cells it is. */
export interface Place {
  readonly number: number;
  readonly of: number;
}

interface Context extends Place {
  readonly program: EditedProgram;
  readonly memory: Kept[];
}

/** A live cell, for the address and for the chunks that it runs with. */
export interface LiveListing extends Addressed {
  /** Whether it has all its buttons: its author offers it, or the reader has run or edited it. */
  readonly isOpen: () => boolean;
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

/** Adds everything to what the author offers, else a button; nothing is fetched before it is near to be seen, and no data before it is run. */
export function hydrate(listing: HTMLElement, place: Context): LiveListing {
  const given = new GivenCell(listing);
  let cell: HydratedCell | null = null;
  const open = (): HydratedCell => (cell ??= new HydratedCell(listing, given, place));
  if (listing.dataset["offered"] !== undefined) open();
  else offerRun(listing, place, () => open().begin());
  return {
    id: listing.id === "" ? String(place.number) : listing.id,
    element: listing,
    isOpen: () => cell !== null,
    edited: () => (cell?.code.isEdited ? cell.code.text : null),
    receive: (text) => open().receive(text),
    prepare: async () => (await given.take()).live,
    loads: () => given.bytes,
    run: () => open().runs.whole(),
    stop: () => cell?.runs.stop(),
    unedited: () => cell?.unedited(),
  };
}

/** A button beside Copy, seen when that is. */
function offerRun(listing: HTMLElement, place: Place, begin: () => void): void {
  const button = make("button", { type: "button", class: "copy run-cell" }, "Run", make("span", { class: "hidden" }, ` ${calledAt(place)}`));
  button.addEventListener("click", begin);
  listing.querySelector(".copy")?.after(button);
}

function calledAt({ number, of }: Place): string {
  return of === 1 ? "the live code" : `live code ${number} of ${of}`;
}

class HydratedCell {
  readonly code: EditableCode;
  readonly given: GivenCell;
  readonly runs: CellRuns;
  private readonly bar: Bar;
  private readonly controls: Controls | null;
  private readonly output: OutputView;

  constructor(listing: HTMLElement, given: GivenCell, { program, memory, ...place }: Context) {
    const code = listing.querySelector<HTMLElement>("pre code") ?? make("code", {});
    const pre = code.closest("pre") ?? code;
    const called = calledAt(place);
    const run = (): void => void this.runs.start();
    this.output = new OutputView(listing);
    this.code = new EditableCode({ pre, code }, { name: `Code of ${called}`, changed: (text) => this.setText(text), run });
    this.bar = barFor(called, { run, pause: () => this.runs.pause(), stop: () => this.runs.stop(), edit: () => this.bar.editing(this.code.turn()), reset: () => this.reset(), link: () => void copyLink(this.bar) });
    this.given = given;
    this.runs = new CellRuns({ code: this.code, output: this.output, bar: this.bar, given: this.given, program, memory });
    this.controls = this.makeControls();
    pre.before(...(this.controls === null ? [] : [this.controls.element]));
    // a fold hides both
    (pre.closest("details") ?? listing).append(this.bar.element);
    listing.querySelector(".run-cell")?.remove();
    this.bar.take(listing.querySelector(".copy"));
    listing.classList.add("is-live");
    whenNear(listing, () => void given.take().then(() => this.taken(), () => undefined));
  }

  /** The first run, at the button that this gave way to. */
  begin(): void {
    this.bar.element.querySelector("button")?.focus({ preventScroll: true });
    void this.runs.start();
  }

  /** Shows code that came with the address. */
  receive(text: string): void {
    this.runs.stop();
    this.setText(text);
    this.bar.say(this.code.isEdited ? "This code came with the link: someone has edited what the book prints. It runs when you press Run." : "");
  }

  /** What was printed comes back, if nothing else is edited; else only the reader can say what is to run. */
  unedited(): void {
    if (!this.runs.forgetEdits()) return;
    if (this.code.isEdited) this.bar.say("The program has changed since this ran.");
    else this.reset();
  }

  private reset(): void {
    this.runs.stop();
    this.setText(this.code.printed);
    this.code.mark(null);
    this.output.restore();
    this.runs.forget();
    this.runs.offer();
    this.bar.say("As printed again.");
  }

  private setText(text: string): void {
    if (this.showText(text)) writeAddress();
  }

  /** Everything that follows from another text but the address, which a browser lets nobody change as often as a slider turns. */
  private showText(text: string): boolean {
    if (!this.code.set(text)) return false;
    this.controls?.follow(constantsIn(text));
    this.runs.offer();
    return true;
  }

  private makeControls(): Controls | null {
    const controls = controlsFor(constantsIn(this.code.printed), {
      turned: (name, value, live) => {
        this.showText(withConstant(this.code.text, name, value));
        if (live) this.runs.turn();
      },
      settled: () => {
        writeAddress();
        this.runs.settle();
      },
    });
    // whoever reaches for a control will need it
    for (const reaching of ["focusin", "pointerover"]) controls?.element.addEventListener(reaching, () => void window.book.take("compiler").catch(() => undefined), { once: true });
    return controls;
  }

  private taken(): void {
    this.bar.loads(this.given.bytes === 0 ? "" : inBytes(this.given.bytes));
    this.output.prepare();
  }
}
