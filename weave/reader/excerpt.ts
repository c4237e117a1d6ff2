/** What a preview shows: from this page's own text, or from the small file that was made for a place elsewhere. */

/** The place as it stands on this page: a heading with its first paragraph, a term with its own. */
export function excerptOf(target: HTMLElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...partsOf(target).map((part) => part.cloneNode(true)));
  return cleaned(fragment);
}

/** The place on another page; null where no preview was made of it. */
export async function elsewhere(link: HTMLAnchorElement): Promise<DocumentFragment | null> {
  const { root } = window.book;
  if (!link.href.startsWith(root)) return null;
  const [path = "", hash = ""] = link.href.slice(root.length).split("#");
  const page = decodeURI(path);
  const html = await window.book.take(`previews/${page.replace(/\.html$/, "").replaceAll("/", ".")}~${decodeURIComponent(hash)}`);
  if (typeof html !== "string") return null;
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const attribute of ["href", "src"]) {
    for (const each of template.content.querySelectorAll(`[${attribute}]`)) {
      each.setAttribute(attribute, new URL(each.getAttribute(attribute) ?? "", new URL(path, root)).href);
    }
  }
  return cleaned(template.content);
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
  if (fragment.querySelector(".katex") !== null) needFormulas();
  return fragment;
}

/** The style sheet of formulas, on a page that had none of its own. */
function needFormulas(): void {
  const href = new URL("assets/katex.css", window.book.root).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
