/** Figures that offer *printed / mine*: what the book prints, or what the reader has trained. */
import { make } from "../dom.ts";
import type { Drawer } from "../drawing.ts";
import { axesOf } from "./axis.ts";
import { seenOf, type Seen } from "./store.ts";

/** Offers the choice where something is kept; called again, with what is kept then. */
export async function offerMine(figure: HTMLElement): Promise<void> {
  const [training = "", what = "", ...judged] = (figure.dataset["mine"] ?? "").split(" ");
  const [seen] = await seenOf(training).catch(() => []);
  figure.querySelector(".mine-choice")?.remove();
  showPrinted(figure);
  if (seen === undefined || (what === "score" ? seen.look.score === null : seen.look.drawings[what] === undefined)) return;
  const button = (word: string, act: () => void): HTMLButtonElement => {
    const made = make("button", { type: "button", "aria-pressed": "false" }, word);
    made.addEventListener("click", () => {
      for (const each of [printed, mine]) each.setAttribute("aria-pressed", String(each === made));
      act();
    });
    return made;
  };
  const printed = button("Printed", () => showPrinted(figure));
  const mine = button("Mine", () => void showMine(figure, seen, { what, judged: judged.join(" ") }));
  printed.setAttribute("aria-pressed", "true");
  figure.querySelector("figcaption")?.before(make("div", { class: "live-buttons mine-choice", role: "group", "aria-label": "Whose result is shown" }, printed, mine));
}

function showPrinted(figure: HTMLElement): void {
  for (const each of figure.querySelectorAll(".mine-shown, .mine-mark")) each.remove();
  for (const each of figure.querySelectorAll<HTMLElement>(":scope > .drawing")) each.hidden = false;
}

async function showMine(figure: HTMLElement, seen: Seen, { what, judged }: { readonly what: string; readonly judged: string }): Promise<void> {
  showPrinted(figure);
  const how = judged === "" ? "" : ` Judged ${judged}.`;
  const words = make("p", { class: "mine-shown live-said", role: "status" });
  figure.querySelector(".mine-choice")?.after(words);
  if (what === "score") {
    const score = seen.look.score ?? NaN;
    const marked = [...figure.querySelectorAll<SVGSVGElement>(":scope > .drawing > svg")].filter((svg) => markAt(svg, score));
    words.textContent = `${marked.length > 0 ? "Dashed: yours" : "Yours"}, ${score.toFixed(2)}, ${named(seen)}.${how}`;
    return;
  }
  const drawer = (await window.book.take("drawing")) as Drawer;
  const drawn = make("div", { class: "mine-shown shown" }, drawer.draw({ svg: seen.look.drawings[what] ?? "", alt: `${what}, as your training has it` }));
  for (const each of figure.querySelectorAll<HTMLElement>(":scope > .drawing")) each.hidden = true;
  figure.querySelector(".mine-choice")?.before(drawn);
  words.textContent = `Yours, ${named(seen)}.${how}`;
}

/** `after step 1,200 of 3,000, with seed 7`. */
function named({ step, steps, settings }: Seen): string {
  const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(", ");
  return `after step ${step.toLocaleString("en")} of ${steps.toLocaleString("en")}${set === "" ? "" : `, with ${set}`}`;
}

/** Draws a level at a value of the drawing's axes; false where there are none of numbers. */
function markAt(svg: SVGSVGElement, value: number): boolean {
  const { width, height } = svg.viewBox.baseVal;
  const axes = axesOf(svg);
  for (const [panel, { along, at, across }] of axes) {
    const to = [...panel.querySelectorAll(":scope > line")].map((line) => Number(line.getAttribute("x2"))).reduce((most, each) => Math.max(most, each), across);
    // what lies outside is drawn at the edge
    const place = Math.min((along === "x" ? width : height) - 2, Math.max(2, at(value))).toFixed(1);
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const d = along === "x" ? `M${place} 4V${across.toFixed(1)}` : `M${across.toFixed(1)} ${place}H${to.toFixed(1)}`;
    for (const [name, each] of Object.entries({ class: "mine-mark", d, stroke: "var(--accent)", "stroke-width": "2", "stroke-dasharray": "5 3", fill: "none" })) line.setAttribute(name, each);
    panel.append(line);
  }
  return axes.length > 0;
}
