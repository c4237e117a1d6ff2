/** A button in the running head, and a key, that open the search; its script is fetched only then. */
import { make } from "./dom.ts";
import { keysAreOn } from "./keys.ts";

/** Adds the button, and listens for the key. */
export function addSearching(): void {
  const button = make("button", { type: "button", class: "open-search", "aria-haspopup": "dialog" }, "Search");
  document.querySelector(".tools")?.prepend(button);
  button.addEventListener("click", () => void open(button));
  document.addEventListener("keydown", (event) => {
    const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!held || event.key.toLowerCase() !== "k" || !keysAreOn() || isWritten(event.target)) return;
    event.preventDefault();
    void open(button);
  });
}

async function open(button: HTMLElement): Promise<void> {
  const start = await window.book.take("search").catch(() => null);
  if (typeof start === "function") start();
  else button.textContent = "Search cannot be loaded";
}

/** In an editor the same key may mean something else; in the search's own field nothing is to be opened. */
function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("textarea, input:not([type=checkbox], [type=radio]), [role=textbox]") !== null);
}
