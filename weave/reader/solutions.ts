/** Solutions in place: the link to the appendix becomes a fold under the exercise, filled when it is opened. */
import { make } from "./dom.ts";
import { adopted, fetched } from "./fetched.ts";

/** Turns every such link into a fold. */
export function foldSolutions(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("article a.solution-link")) {
    const fold = make("details", { class: "fold solution", "data-from": link.href }, make("summary", {}, link.textContent ?? ""));
    fold.addEventListener("toggle", () => void fill(fold, link), { once: true });
    const place = link.parentElement;
    // a link inside a sentence stays one
    if (place?.childNodes.length === 1) place.replaceWith(fold);
  }
}

async function fill(fold: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const content = await fetched(link).catch(() => null);
  if (content === null) return fold.append(make("p", {}, link));
  adopted(content, "in-place-");
  // the way back to the exercise, which is here, and its question
  for (const said of content.querySelectorAll(".block-head, .question")) said.remove();
  fold.append(content);
}
