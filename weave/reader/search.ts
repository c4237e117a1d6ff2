/** `assets/search.js`: the dialog of the search, a combobox by the pattern of the ARIA practices: arrows choose, Enter follows, Escape closes. */
import { make } from "./dom.ts";
import { indexName, type SearchData } from "./searchData.ts";
import { engineOf, type Find, type Findings } from "./searchEngine.ts";
import { groupsOf } from "./searchResults.ts";

const field = make("input", {
  type: "text", role: "combobox", "aria-label": "Search the book", "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list",
  autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", placeholder: "Words, names, formulas",
});
const closing = make("button", { type: "button" }, "Close");
const status = make("p", { role: "status" });
const near = make("p", { class: "near" });
const list = make("div", { role: "listbox", id: "found", "aria-label": "Places found" });
const dialog = make("dialog", { class: "search", "aria-label": "Search" }, make("div", { class: "search-head" }, field, closing), status, near, list);

let known: { readonly data: SearchData; readonly find: Find } | null = null;

document.body.append(dialog);
closing.addEventListener("click", () => dialog.close());
// a press beside it closes it
dialog.addEventListener("click", ({ target }) => void (target === dialog && dialog.close()));
list.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("a") !== null) dialog.close();
});
near.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  field.value = target.textContent ?? "";
  field.focus();
  look();
});
field.addEventListener("input", lookSoon);
field.addEventListener("keydown", (event) => {
  if (event.isComposing || !act(event)) return;
  event.preventDefault();
});
window.book.give("search", open);

function open(): void {
  if (!dialog.open) dialog.showModal();
  field.select();
  if (known === null) void load();
}

async function load(): Promise<void> {
  status.textContent = "Opening the index…";
  const data = await window.book.take(indexName).catch(() => null);
  if (!isIndex(data)) return void (status.textContent = "The index cannot be loaded.");
  known = { data, find: await engineOf(data) };
  look();
}

/** Where keys follow each other as fast as this, in milliseconds, only the last one is looked for: each is on the screen at once. */
const betweenKeys = 100;
let looking: ReturnType<typeof setTimeout> | undefined;

function lookSoon(): void {
  clearTimeout(looking);
  looking = setTimeout(look, betweenKeys);
}

function look(): void {
  clearTimeout(looking);
  looking = undefined;
  if (known === null) return;
  const findings = known.find(field.value);
  list.replaceChildren(...groupsOf(findings, known.data));
  list.scrollTop = 0;
  choose(options()[0] ?? null);
  field.setAttribute("aria-expanded", String(findings.shown > 0));
  status.textContent = said(findings);
  near.replaceChildren(...findings.near.flatMap((query) => [" ", make("button", { type: "button" }, query)]));
  if (findings.near.length > 0) near.prepend("Near it:");
}

/** How much was found. */
function said({ words, total, shown, pages }: Findings): string {
  if (field.value.trim() === "") return "";
  if (total === 0) return "Nothing in the book has these words.";
  const places = `${total} ${total === 1 ? "place" : "places"}`;
  if (words !== "all") return `No place has all of these words; ${places} ${total === 1 ? "has" : "have"} ${words} of them`;
  return shown < total ? `${places}; the best ${shown} are shown` : `${places} on ${pages.length} ${pages.length === 1 ? "page" : "pages"}`;
}

/** True where the key means something here. */
function act({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || shiftKey || !["ArrowDown", "ArrowUp", "Enter"].includes(key)) return false;
  // what is chosen is of the words that stand there
  if (looking !== undefined) look();
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (all.length === 0) return false;
  if (key === "Enter") all[at]?.click();
  else choose(all[(at + (key === "ArrowDown" ? 1 : -1) + all.length) % all.length] ?? null);
  return true;
}

function options(): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[role=option]")];
}

function choose(option: HTMLElement | null): void {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option === null) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function isIndex(value: unknown): value is SearchData {
  return typeof value === "object" && value !== null && "index" in value && "places" in value && "pages" in value;
}
