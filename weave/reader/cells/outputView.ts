/** The output under a live cell: what is printed in the book, or what the reader's run has printed and drawn. */
import type { Drawer } from "../drawing.ts";
import { make } from "../dom.ts";
import type { SaidDrawing, SaidOutput } from "./said.ts";

/** The output of one cell. */
export interface OutputView {
  /** A run has begun; what is shown stays until it prints, and keeps its place on the page until it ends. */
  readonly begin: () => void;
  /** Shows what a run has put out so far. What is to be drawn is drawn as soon as what draws is there. */
  readonly write: (output: SaidOutput) => void;
  /** Waits for the drawings. Fails where one of them is none. */
  readonly drawn: () => Promise<void>;
  /** Nothing more will come. */
  readonly settle: () => void;
  readonly restore: () => void;
  readonly isChanged: () => boolean;
  /** Fetches what draws, if the book prints a drawing here. */
  readonly prepare: () => void;
  /** Whether the run has drawn what the book prints; null where that cannot be said. */
  readonly drawsAsPrinted: () => boolean | null;
}

/** The output of a listing. A run takes the place of all that the book prints under it. */
export function outputOf(listing: HTMLElement): OutputView {
  const printed = printedAfter(listing);
  const sources = printed.flatMap((each) => [...each.querySelectorAll<HTMLElement>(".drawing")].map(({ dataset }) => dataset["source"] ?? null));
  const element = make("div", { class: "live-output" });
  const texts: HTMLElement[] = [];
  /** By what they were made of: each drawing, or why it is none. */
  const made = new Map<string, HTMLElement | Error>();
  let drawer: Drawer | null = null;
  let now: SaidOutput = { lines: [], drawings: [] };

  return {
    begin() {
      keepHeight();
      for (const each of element.isConnected ? [element] : printed) each.setAttribute("aria-busy", "true");
    },
    write(output) {
      now = output;
      // what was drawn before stays until what draws is there
      if (output.drawings.length === 0 || drawer !== null) show();
    },
    async drawn() {
      if (now.drawings.length === 0) return;
      drawer ??= (await window.book.take("drawing")) as Drawer;
      show();
      for (const each of now.drawings.map(keyOf)) {
        const fault = made.get(each);
        if (fault instanceof Error) throw fault;
      }
    },
    settle() {
      element.style.minHeight = "";
      for (const each of [element, ...printed]) each.removeAttribute("aria-busy");
    },
    restore() {
      this.settle();
      now = { lines: [], drawings: [] };
      made.clear();
      if (element.isConnected) element.replaceWith(...printed);
    },
    isChanged: () => element.isConnected,
    prepare() {
      if (sources.length > 0) void window.book.take("drawing").then((given) => (drawer = given as Drawer), () => undefined);
    },
    drawsAsPrinted() {
      if (sources.length !== now.drawings.length) return false;
      if (sources.length === 0) return true;
      if (drawer === null || sources.includes(null)) return null;
      return now.drawings.every(({ svg }, index) => drawer?.checksum(svg) === sources[index]);
    },
  };

  /** The text between the drawings, and these. */
  function show(): void {
    const parts: HTMLElement[] = [];
    let next = 0;
    const text = (to: number): void => {
      const lines = now.lines.slice(next, to);
      if (lines.some((line) => line !== "")) parts.push(textOf(parts.length, lines));
    };
    const keys = new Set(now.drawings.map(keyOf));
    for (const old of made.keys()) if (!keys.has(old)) made.delete(old);
    for (const each of now.drawings) {
      text(each.line);
      next = each.line + 1;
      const drawn = drawnOf(each);
      // the fault of one that is none is said where the run ends
      if (!(drawn instanceof Error)) parts.push(drawn);
    }
    text(now.lines.length);
    // nodes that stay are not touched, so that a place in them, or the focus, is not lost
    if (parts.length !== element.children.length || parts.some((part, index) => element.children[index] !== part)) element.replaceChildren(...parts);
    element.hidden = parts.length === 0;
    place();
  }

  /** Puts the run's output where the printed one stands. */
  function place(): void {
    if (element.isConnected) return;
    const [first, ...rest] = printed;
    if (first === undefined) return listing.after(element);
    first.replaceWith(element);
    for (const each of rest) each.remove();
  }

  function textOf(index: number, lines: readonly string[]): HTMLElement {
    const output = (texts[index] ??= make("div", { class: "output" }, make("pre", { tabindex: "0", role: "region", "aria-label": "Output of your run" }, make("samp", {}))));
    const samp = output.querySelector("samp");
    if (samp !== null && samp.textContent !== lines.join("\n")) samp.textContent = lines.join("\n");
    return output;
  }

  function drawnOf(given: SaidDrawing): HTMLElement | Error {
    const known = made.get(keyOf(given));
    if (known !== undefined) return known;
    let drawn: HTMLElement | Error;
    try {
      if (drawer === null) throw new Error("internal: nothing is there that draws");
      drawn = make("div", { class: "shown" }, drawer.draw(given));
    } catch (error) {
      drawn = error instanceof Error ? error : new Error(String(error));
    }
    made.set(keyOf(given), drawn);
    return drawn;
  }

  function keepHeight(): void {
    const all = element.isConnected ? [element] : printed;
    const boxes = all.map((each) => each.getBoundingClientRect());
    const height = Math.max(0, ...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
    if (height > 0) element.style.minHeight = `${height}px`;
  }
}

function keyOf({ line, alt, svg }: SaidDrawing): string {
  return `${line} ${alt} ${svg}`;
}

/** What the book prints under a listing: text, tables, drawings, images. */
function printedAfter(listing: HTMLElement): readonly HTMLElement[] {
  let next = listing.nextElementSibling;
  // the names that the code uses stand in the margin, at its end
  while (next?.classList.contains("mini-index")) next = next.nextElementSibling;
  const found: HTMLElement[] = [];
  while (next instanceof HTMLElement && next.matches(".output, .shown, [data-printed]")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}
