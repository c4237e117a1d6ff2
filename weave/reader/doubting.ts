/** Every mark of proof of a derivation or a cost opens an instrument that checks it in the page; its script is fetched only then. */

/** The marks that open one. */
const opening = "article .block:is(.derivation, .cost) > .block-head .check";

/** Says of the marks that they open something, and listens. */
export function addDoubting(): void {
  for (const mark of document.querySelectorAll(opening)) {
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-label", `${mark.getAttribute("aria-label") ?? ""} Doubt this.`);
    mark.nextElementSibling?.append(document.createElement("br"), "Press to doubt it.");
  }
  document.addEventListener("click", ({ target }) => {
    const mark = target instanceof Element ? target.closest(opening) : null;
    if (mark instanceof HTMLElement) void open(mark);
  });
}

async function open(mark: HTMLElement): Promise<void> {
  const doubt = await window.book.take("doubt").catch(() => null);
  if (typeof doubt === "function") doubt(mark);
  else mark.nextElementSibling?.append(document.createElement("br"), "It cannot be loaded.");
}
