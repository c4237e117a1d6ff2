/** What stands elsewhere in the book, from the small file that was made of it. */

/** The place that a link leads to, with its addresses made absolute; null where no such file was made. */
export async function fetched(link: HTMLAnchorElement): Promise<DocumentFragment | null> {
  const { root } = window.book;
  if (!link.href.startsWith(root)) return null;
  const [path = "", hash = ""] = link.href.slice(root.length).split("#");
  const page = decodeURI(path).replace(/\.html$/, "").replaceAll("/", ".");
  const html = await window.book.take(`previews/${page}~${decodeURIComponent(hash)}`);
  if (typeof html !== "string") return null;
  const template = document.createElement("template");
  template.innerHTML = html;
  // its names are explained where its own page's are
  for (const each of template.content.children) each.setAttribute("data-types", page);
  for (const attribute of ["href", "src"]) {
    for (const each of template.content.querySelectorAll(`[${attribute}]`)) {
      each.setAttribute(attribute, new URL(each.getAttribute(attribute) ?? "", new URL(path, root)).href);
    }
  }
  if (template.content.querySelector(".katex") !== null) needFormulas();
  return template.content;
}

/** The same with ids of its own, so that none is on the page twice. */
export function adopted(content: DocumentFragment, prefix: string): void {
  for (const attribute of ["id", "for"]) {
    for (const each of content.querySelectorAll(`[${attribute}]`)) {
      if (each.closest("svg") === null) each.setAttribute(attribute, prefix + (each.getAttribute(attribute) ?? ""));
    }
  }
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
