/** Deep links: a quiet sign beside each heading, formula, figure, block, chunk and cell, which leads to it alone. */
import { make } from "./dom.ts";
import { keysAreOn } from "./keys.ts";

const linked = ":is(h1, h2, h3, .equation, .block, figure, .listing, .output, .proof, .aside, details.fold)[id]";

/** Adds them to the text. */
export function addAnchors(): void {
  for (const place of document.querySelectorAll<HTMLElement>(`article ${linked}`)) {
    const anchor = make("a", { class: "anchor", href: `#${encodeURIComponent(place.id)}`, "aria-label": `Link to ${nameOf(place)}` }, "#");
    // headings are few, and by them a keyboard reaches every section; the rest is reached by a key of its own
    if (keysAreOn() && !/^H[123]$/.test(place.tagName)) anchor.tabIndex = -1;
    place.classList.add("anchored");
    if (place.tagName === "DETAILS") place.querySelector("summary")?.after(anchor);
    else if (/^H[123]$/.test(place.tagName)) place.append(anchor);
    else place.prepend(anchor);
  }
}

/** How the place is called in print, or what it is. */
function nameOf(place: HTMLElement): string {
  const words = (selector: string): string | null => place.querySelector(selector)?.textContent?.trim() || null;
  if (/^H[123]$/.test(place.tagName)) return place.textContent?.trim() ?? "this section";
  if (place.matches(".equation")) return `equation ${words(".equation-number") ?? ""}`.trim();
  if (place.matches("details")) return words("summary") ?? "this";
  if (place.matches(".listing")) return words(".chunk-name, .path") ?? "this code";
  if (place.matches(".output")) return "this output";
  return words(".label") ?? words(".proof-word") ?? "this note";
}
