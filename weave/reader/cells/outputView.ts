/** The output under a live cell: what is printed in the book, or what the reader's run has printed and drawn. */
import type { Drawer } from "../drawing.ts";
import { make } from "../dom.ts";
import { OutputParts } from "./outputParts.ts";
import { heightOf, PrintedOutput, setBusy } from "./printedOutput.ts";
import type { SaidOutput } from "./said.ts";

/** The output of a listing. A run takes the place of all that the book prints under it. */
export class OutputView {
  private readonly printed: PrintedOutput;
  private readonly element = make("div", { class: "live-output" });
  private readonly parts = new OutputParts();
  private drawer: Drawer | null = null;
  private now: SaidOutput = nothing;

  constructor(listing: HTMLElement) {
    this.printed = new PrintedOutput(listing);
  }

  /** Whether a run's output is shown. */
  isChanged(): boolean {
    return this.element.isConnected;
  }

  /** A run has begun; what is shown stays until it prints, and keeps its place on the page until it ends. */
  begin(): void {
    const height = this.isChanged() ? heightOf([this.element]) : this.printed.height;
    if (height > 0) this.element.style.minHeight = `${height}px`;
    if (this.isChanged()) setBusy(this.element, true);
    else this.printed.setBusy(true);
  }

  /** Shows what a run has put out so far. What is to be drawn is drawn as soon as what draws is there. */
  write(output: SaidOutput): void {
    this.now = output;
    // what was drawn before stays until what draws is there
    if (output.drawings.length === 0 || this.drawer !== null) this.show();
  }

  /** Waits for the drawings. Fails where one of them is none. */
  async drawn(): Promise<void> {
    if (this.now.drawings.length === 0) return;
    this.drawer ??= (await window.book.take("drawing")) as Drawer;
    this.show();
    const fault = this.parts.faultOf(this.now);
    if (fault !== null) throw fault;
  }

  /** Nothing more will come. */
  settle(): void {
    this.element.style.minHeight = "";
    setBusy(this.element, false);
    this.printed.setBusy(false);
  }

  /** Puts back what the book prints. */
  restore(): void {
    this.settle();
    this.now = nothing;
    this.parts.clear();
    if (this.isChanged()) this.printed.takeBack(this.element);
  }

  /** Fetches what draws, if the book prints a drawing here. */
  prepare(): void {
    if (this.printed.sources.length > 0) void window.book.take("drawing").then((given) => (this.drawer = given as Drawer), () => undefined);
  }

  /** Whether the run has drawn what the book prints; null where that cannot be said. */
  drawsAsPrinted(): boolean | null {
    const { sources } = this.printed;
    if (sources.length !== this.now.drawings.length) return false;
    if (sources.length === 0) return true;
    if (this.drawer === null || sources.includes(null)) return null;
    return this.now.drawings.every(({ svg }, index) => this.drawer?.checksum(svg) === sources[index]);
  }

  private show(): void {
    const { element } = this;
    const parts = this.parts.of(this.now, this.drawer);
    // nodes that stay are not touched, so that a place in them, or the focus, is not lost
    if (parts.length !== element.children.length || parts.some((part, index) => element.children[index] !== part)) element.replaceChildren(...parts);
    element.hidden = parts.length === 0;
    if (!this.isChanged()) this.printed.giveWayTo(element);
  }
}

const nothing: SaidOutput = { lines: [], drawings: [] };
