/** `assets/listings.js`, on pages with code: uses of chunks that open in place, and steps from name to name by keys. */
import { make } from "./dom.ts";
import { expanded } from "./expansion.ts";

const names = ":is(a.name, [data-q])";

/** A button before each use of a chunk; without it the use is a link to the chunk. */
function addButtons(within: ParentNode): void {
  for (const use of within.querySelectorAll<HTMLAnchorElement>(".listing pre a.use, .expansion a.use, .whole-listing a.use")) {
    if (use.previousElementSibling?.matches(".expand") && use.previousSibling === use.previousElementSibling) continue;
    const button = make("button", { type: "button", class: "expand", "data-not-code": "", "aria-expanded": "false", "aria-label": `Show ${use.textContent ?? "it"} here` });
    use.before(button);
  }
}

/** Opens what is used under its name, or closes it. */
async function turn(button: Element): Promise<void> {
  const use = button.nextElementSibling;
  if (!(use instanceof HTMLAnchorElement)) return;
  const open = use.nextElementSibling;
  if (open?.matches(".expansion")) {
    open.remove();
    button.setAttribute("aria-expanded", "false");
    return;
  }
  const code = await expanded(use).catch(() => null);
  // what cannot be fetched is still a link, and a second press must not open it twice
  if (code === null) return use.focus();
  if (use.nextElementSibling?.matches(".expansion")) return;
  use.after(code);
  addButtons(code.parentNode ?? document);
  button.setAttribute("aria-expanded", "true");
}

/** A listing is one stop of the Tab key. In it, Enter goes to its first name, arrows from one to the next, Escape back. */
function addSteps(): void {
  const how = make("p", { id: "names-by-keys", hidden: "" }, "Press Enter to step through the names in this code with the arrow keys.");
  document.body.append(how);
  for (const pre of document.querySelectorAll<HTMLElement>("article pre")) {
    if (pre.querySelector(names) === null) continue;
    pre.tabIndex = 0;
    pre.setAttribute("aria-describedby", how.id);
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const to = destination(event.target, event.key);
    if (to === null) return;
    event.preventDefault();
    if (to.tabIndex < 0) to.tabIndex = -1;
    to.focus({ focusVisible: true } as FocusOptions);
  });
}

/** Where a key leads from a listing or one of its names; null for nowhere. */
function destination(from: Element, key: string): HTMLElement | null {
  const pre = from.closest<HTMLElement>("article pre");
  if (pre === null) return null;
  const all = [...pre.querySelectorAll<HTMLElement>(names)];
  if (from === pre) return key === "Enter" ? (all[0] ?? null) : null;
  const at = all.findIndex((each) => each === from);
  if (at < 0) return null;
  if (key === "Escape") return pre;
  if (key === "ArrowRight" || key === "ArrowDown") return all[at + 1] ?? null;
  if (key === "ArrowLeft" || key === "ArrowUp") return all[at - 1] ?? null;
  if (key === "Home") return all[0] ?? null;
  return key === "End" ? (all.at(-1) ?? null) : null;
}

addButtons(document);
addSteps();
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(".expand") : null;
  if (button !== null) void turn(button);
});
