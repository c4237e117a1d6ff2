/** Copying code as one would type it into an editor: no marks of the book, and each use of a chunk as a comment with its name. */
import { make } from "./dom.ts";

/** Adds a button to each listing. */
export function addCopying(): void {
  for (const listing of document.querySelectorAll<HTMLElement>("article .listing")) {
    const pre = listing.querySelector("pre:not(.difference)");
    if (!(pre instanceof HTMLElement)) continue;
    const button = make("button", { type: "button", class: "copy", "aria-label": "Copy this code" }, "Copy");
    button.addEventListener("click", () => void copy(codeOf(pre), button));
    // behind the code, so that a fold hides both
    pre.after(button);
  }
}

/** The text of a listing. A line that uses a chunk stays valid TypeScript, and says what belongs there. */
export function codeOf(pre: HTMLElement): string {
  const copied = pre.cloneNode(true);
  if (!(copied instanceof HTMLElement)) return "";
  for (const aside of copied.querySelectorAll("[data-not-code]")) aside.remove();
  for (const use of copied.querySelectorAll(".use")) use.replaceWith(`// ${use.textContent ?? ""}`);
  return `${(copied.textContent ?? "").replace(/\s+$/, "")}\n`;
}

async function copy(text: string, button: HTMLElement): Promise<void> {
  const done = await written(text);
  button.textContent = done ? "Copied" : "Not copied";
  window.setTimeout(() => (button.textContent = "Copy"), 1500);
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writtenBySelection(text);
  }
}

/** For pages that may not use the clipboard directly, such as those of an old browser on the disk. */
function writtenBySelection(text: string): boolean {
  const field = make("textarea", { class: "hidden", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
