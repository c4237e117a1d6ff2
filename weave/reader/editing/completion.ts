/** Names that the page knows, offered below the caret: arrows choose, Enter or Tab takes, Escape goes on without. */
import { insert } from "../cells/typing.ts";
import { make } from "../dom.ts";
import type { KnownNames } from "./names.ts";
import { suggestionsFor, type Suggestion } from "./suggest.ts";

/** Adds them to a field. */
export function addCompletion(field: HTMLTextAreaElement, names: () => Promise<KnownNames>): void {
  const completion = new Completion(field);
  const offer = async (asked: boolean): Promise<void> => {
    const { value, selectionStart } = field;
    const known = await names();
    // typed on while the names came
    if (field.value === value && field.selectionStart === selectionStart) completion.offer(suggestionsFor(value, selectionStart, { known, asked }));
  };
  field.addEventListener("input", (event) => void (event instanceof InputEvent && event.inputType === "insertText" && !completion.isTaking ? offer(false) : completion.close()));
  field.addEventListener("blur", () => completion.close());
  field.addEventListener("pointerdown", () => completion.close());
  // before what the keys else do in an editor
  field.parentElement?.addEventListener("keydown", (event) => {
    const asks = event.ctrlKey && event.key === " ";
    if (asks) void offer(true);
    if (asks || completion.press(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
}

let count = 0;

class Completion {
  isTaking = false;
  private readonly field: HTMLTextAreaElement;
  private readonly list = make("ul", { class: "live-names", role: "listbox", "aria-label": "Names", id: `live-names-${++count}`, hidden: "" });
  private names: readonly Suggestion[] = [];
  private from = 0;
  private chosen = 0;

  constructor(field: HTMLTextAreaElement) {
    this.field = field;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.after(this.list);
  }

  offer({ from, names }: { readonly from: number; readonly names: readonly Suggestion[] }): void {
    if (names.length === 0) return this.close();
    [this.names, this.from] = [names, from];
    this.list.replaceChildren(...names.map((each, index) => this.option(each, index)));
    const lines = this.field.value.slice(0, from).split("\n");
    this.list.style.setProperty("--line", String(lines.length));
    this.list.style.setProperty("--column", String(lines.at(-1)?.length ?? 0));
    this.list.style.setProperty("--scrolled", `${this.field.scrollLeft}px`);
    this.list.hidden = false;
    this.choose(0);
  }

  close(): void {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  /** True for a key that was for the list. */
  press(key: string): boolean {
    if (this.list.hidden !== false) return false;
    const { length } = this.names;
    if (key === "ArrowDown") this.choose((this.chosen + 1) % length);
    else if (key === "ArrowUp") this.choose((this.chosen + length - 1) % length);
    else if (key === "Enter" || key === "Tab") this.take(this.chosen);
    else if (key === "Escape") this.close();
    else return false;
    return true;
  }

  private option({ name, type }: Suggestion, index: number): HTMLElement {
    const option = make("li", { role: "option", id: `${this.list.id}-${index}` }, make("span", { class: "live-option" }, name), ...(type === "" ? [] : [make("span", { class: "live-type" }, ` ${type}`)]));
    option.addEventListener("pointerdown", (event) => {
      // the field keeps the focus
      event.preventDefault();
      this.take(index);
    });
    return option;
  }

  private choose(index: number): void {
    this.chosen = index;
    for (const [at, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(at === index));
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  private take(index: number): void {
    const { field, from } = this;
    const name = this.names[index]?.name ?? "";
    this.isTaking = true;
    field.setSelectionRange(from, field.selectionStart);
    insert(field, name);
    this.isTaking = false;
    this.close();
  }
}
