/** The output of a run as elements: texts, and the drawings between them. */
import type { Drawer } from "../drawing.ts";
import { make } from "../dom.ts";
import type { SaidDrawing, SaidOutput } from "./said.ts";

/** Makes them. What was made for an earlier output and is the same is given again, so that a place in it, or the focus, is not lost. */
export class OutputParts {
  private readonly texts: HTMLElement[] = [];
  /** By what they were made of: each drawing, or why it is none. */
  private readonly drawn = new Map<string, HTMLElement | Error>();

  /** The parts, in their order. A drawing that is none is left out; `faultOf` has its fault. */
  of({ lines, drawings }: SaidOutput, drawer: Drawer | null): readonly HTMLElement[] {
    this.keepOnly(drawings);
    const parts: HTMLElement[] = [];
    const addText = (from: number, to: number): void => {
      const between = lines.slice(from, to);
      if (between.some((line) => line !== "")) parts.push(this.textOf(parts.length, between));
    };
    let next = 0;
    for (const each of drawings) {
      addText(next, each.line);
      next = each.line + 1;
      const drawing = this.drawingOf(each, drawer);
      if (!(drawing instanceof Error)) parts.push(drawing);
    }
    addText(next, lines.length);
    return parts;
  }

  /** Why one of the drawings is none; null where all are. */
  faultOf({ drawings }: SaidOutput): Error | null {
    return drawings.map((each) => this.drawn.get(keyOf(each))).find((each) => each instanceof Error) ?? null;
  }

  /** As if nothing had been drawn. */
  clear(): void {
    this.drawn.clear();
  }

  private keepOnly(drawings: readonly SaidDrawing[]): void {
    const keys = new Set(drawings.map(keyOf));
    for (const old of this.drawn.keys()) if (!keys.has(old)) this.drawn.delete(old);
  }

  private textOf(index: number, lines: readonly string[]): HTMLElement {
    const output = (this.texts[index] ??= make("div", { class: "output" }, make("pre", { tabindex: "0", role: "region", "aria-label": "Output of your run" }, make("samp", {}))));
    const samp = output.querySelector("samp");
    if (samp !== null && samp.textContent !== lines.join("\n")) samp.textContent = lines.join("\n");
    return output;
  }

  private drawingOf(given: SaidDrawing, drawer: Drawer | null): HTMLElement | Error {
    const known = this.drawn.get(keyOf(given));
    if (known !== undefined) return known;
    const drawn = drawnBy(drawer, given);
    this.drawn.set(keyOf(given), drawn);
    return drawn;
  }
}

function drawnBy(drawer: Drawer | null, given: SaidDrawing): HTMLElement | Error {
  try {
    if (drawer === null) throw new Error("internal: nothing is there that draws");
    return make("div", { class: "shown" }, drawer.draw(given));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function keyOf({ line, alt, svg }: SaidDrawing): string {
  return `${line} ${alt} ${svg}`;
}
