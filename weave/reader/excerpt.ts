/** What a preview shows: from this page's own text, or from elsewhere in the book. */
import { fetched } from "./fetched.ts";

/** The place as it stands on this page: a heading with its first paragraph, a term with its own. */
export function excerptOf(target: HTMLElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...partsOf(target).map((part) => part.cloneNode(true)));
  return cleaned(fragment);
}

/** The place on another page; null where no preview was made of it. */
export async function elsewhere(link: HTMLAnchorElement): Promise<DocumentFragment | null> {
  const content = await fetched(link);
  return content === null ? null : cleaned(content);
}

function partsOf(target: HTMLElement): readonly Element[] {
  if (target.tagName === "DFN") return [target.closest("p, li, td, dd") ?? target];
  if (!/^H\d$/.test(target.tagName)) return [target];
  const next = target.nextElementSibling ?? target.closest("header")?.nextElementSibling ?? null;
  return [target, ...(next?.matches("p") ? [next] : [])];
}

/** Without ids, which would be there twice, and without what can be operated: a preview is only looked at. */
function cleaned(fragment: DocumentFragment): DocumentFragment {
  for (const part of fragment.querySelectorAll(".note, .note-mark, .note-box, .anchor, button, .checked, .figure-data")) part.remove();
  // a drawing refers to its own ids
  for (const each of fragment.querySelectorAll("[id]")) if (each.closest("svg") === null) each.removeAttribute("id");
  for (const each of fragment.querySelectorAll("[tabindex]")) each.removeAttribute("tabindex");
  return fragment;
}
