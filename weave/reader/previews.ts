/** Waits until a reference or a formula is pointed at for the first time; only then is the script of previews fetched. */

/** What has a preview. */
export const described = "article a.ref:not(.solution-link), article .citation a, article .katex, article [data-q]";

/** Waits. */
export function addPreviews(): void {
  const first = (event: Event): void => {
    const { target } = event;
    const from = target instanceof Element ? (target.closest(described) ?? (target.matches(".formula") ? target : null)) : null;
    if (from === null || (event instanceof PointerEvent && event.pointerType === "touch")) return;
    // from then on that script listens, and hears of this event as well; what could not be fetched is fetched when something is pointed at again
    window.book.load("preview").then(() => {
      for (const kind of ["pointerover", "focusin"]) document.removeEventListener(kind, first);
      from.dispatchEvent(new CustomEvent("describe", { bubbles: true }));
    }, () => undefined);
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, first);
}
