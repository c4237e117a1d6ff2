/** A button in the running head, and two keys, that open the search; its script is fetched only then. */
import { make } from "./dom.ts";
import { keysAreOn } from "./keys.ts";

/** Adds the button, and listens for the keys: a slash, and the one that most programs have for it. */
export function addSearching(): void {
  const button = make("button", { type: "button", class: "open-search", "aria-haspopup": "dialog" }, "Search");
  document.querySelector(".tools")?.prepend(button);
  button.addEventListener("click", () => void open(button));
  document.addEventListener("keydown", (event) => {
    if (!(isSlash(event) || isControlK(event)) || !keysAreOn() || isWritten(event.target)) return;
    event.preventDefault();
    void open(button);
  });
}

/** On some keyboards it takes Shift. */
function isSlash({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key === "/" && !ctrlKey && !metaKey && !altKey;
}

function isControlK({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;
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
