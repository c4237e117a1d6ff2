/** A field for code: as tall as its text, Tab indents, and Escape, then Tab, leaves it. Colours and completion come when it is first used. */
import { make } from "../dom.ts";
import type { Enhance } from "../editing.ts";
import { insert } from "./typing.ts";

/** An editor. */
export interface Editor {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly show: (text: string) => void;
  /** Gives it the focus, with the cursor before its text: a text that was put in leaves the cursor behind it, out of sight on a phone. */
  readonly open: () => void;
  /** Marks a line, from 1; null marks none. */
  readonly mark: (line: number | null) => void;
}

/** What it tells. */
export interface Editing {
  /** The accessible name. */
  readonly name: string;
  readonly changed: (text: string) => void;
  readonly run: () => void;
}

let count = 0;

/** Makes it. */
export function makeEditor({ name, changed, run }: Editing): Editor {
  const hint = `live-hint-${++count}`;
  const field = make("textarea", { "aria-label": name, "aria-describedby": hint, spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", rows: "1" });
  const marker = make("div", { class: "live-marker", hidden: "" });
  const words = make("p", { class: "live-hint", id: hint }, "Ctrl Enter runs, Ctrl Space completes a name. Tab indents; Escape, then Tab, leaves.");
  const fit = (): void => void (field.rows = field.value.split("\n").length);
  field.addEventListener("input", () => {
    fit();
    changed(field.value);
  });
  // without them it is a plain field
  field.addEventListener("focus", () => void window.book.take("editing").then((enhance) => (enhance as Enhance)(field), () => undefined), { once: true });
  let leaving = false;
  field.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (key === "Tab" && leaving) return;
    leaving = key === "Escape";
    const act = key === "Run" ? run : actions[key];
    if (act === undefined) return;
    event.preventDefault();
    act(field);
  });
  return {
    element: make("div", { class: "live-editor" }, make("div", { class: "live-field" }, marker, field), words),
    field,
    show(text) {
      if (field.value === text) return fit();
      field.value = text;
      fit();
      field.dispatchEvent(new Event("shown"));
    },
    open() {
      field.setSelectionRange(0, 0);
      field.focus();
      field.scrollTo(0, 0);
    },
    mark(line) {
      marker.hidden = line === null;
      if (line !== null) marker.style.setProperty("--line", String(line - 1));
    },
  };
}

function keyOf(event: KeyboardEvent): string {
  if (event.isComposing || event.altKey) return "";
  if (event.ctrlKey || event.metaKey) return event.key === "Enter" ? "Run" : "";
  return event.shiftKey && event.key === "Tab" ? "Outdent" : event.key;
}

const actions: Readonly<Record<string, (field: HTMLTextAreaElement) => void>> = {
  Tab(field) {
    eachLine(field, (line) => `  ${line}`, "  ");
  },
  Outdent(field) {
    eachLine(field, (line) => line.replace(/^ {1,2}/, ""), null);
  },
  Enter(field) {
    const line = field.value.slice(0, field.selectionStart).split("\n").at(-1) ?? "";
    const deeper = /[{([]$/.test(line) ? "  " : "";
    insert(field, `\n${/^\s*/.exec(line)?.[0] ?? ""}${deeper}`);
  },
};

/** Changes the lines of the selection; `alone` is what is put in where nothing is selected. */
function eachLine(field: HTMLTextAreaElement, change: (line: string) => string, alone: string | null): void {
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart === selectionEnd && alone !== null) return insert(field, alone);
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  field.setSelectionRange(start, selectionEnd);
  const changed = value.slice(start, selectionEnd).split("\n").map(change).join("\n");
  insert(field, changed);
  field.setSelectionRange(start, start + changed.length);
}
