/** Fetches what live cells need when code is reached for the first time, or a cell that its author offers is about to be seen. */

import { whenNear } from "./cells/near.ts";

const kinds = ["pointerover", "focusin"] as const;

/** Waits for it; a link to edited code, and the first scroll where nothing can hover, are such a time too. */
export function awaitReach(): void {
  if (document.querySelector("article .listing[data-live]") === null) return;
  // what could not be fetched is fetched when code is reached again
  const fetchCells = (): void => void window.book.load("cells").then(() => {
    for (const kind of kinds) document.removeEventListener(kind, reached);
    window.removeEventListener("scroll", fetchCells);
  }, () => undefined);
  const reached = ({ target }: Event): void => {
    if (target instanceof Element && target.closest(".listing") !== null) fetchCells();
  };
  if (location.hash.startsWith("#edited=")) return fetchCells();
  const offered = document.querySelector("article .listing[data-offered]");
  // the first page of a book is to be there at once
  if (offered !== null) whenNear(offered, fetchCells, document.body.classList.contains("cover") ? "300px" : "2000px");
  for (const kind of kinds) document.addEventListener(kind, reached);
  if (matchMedia("(hover: none)").matches) window.addEventListener("scroll", fetchCells, { passive: true });
}
