/** What an exercise asks for line by line: a field for each, and whether what stands in it is right. */
import { make } from "../dom.ts";
import { judged, type Verdict, type Wanted } from "./judge.ts";
import type { Part, Telling } from "./part.ts";

/** Makes the fields of the items of a solution's hidden list; null where it has none. */
export function linesFor(asked: HTMLElement | null, { called, changed }: Telling): Part | null {
  const items = [...(asked?.querySelectorAll<HTMLElement>(":scope > li") ?? [])];
  if (items.length === 0) return null;
  const within = asked?.dataset["within"];
  const rows = items.map((item) => rowFor(item, within === undefined ? null : Number(within)));
  for (const { field } of rows) field.addEventListener("input", () => changed({ lines: rows.map((row) => row.field.value) }));
  const check = make("button", { type: "submit" }, "Check", make("span", { class: "hidden" }, ` the answers to ${called}`));
  const form = make("form", { class: "answer-lines" }, ...rows.map(({ element }) => element), make("div", { class: "live-buttons" }, check));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const row of rows) row.check();
  });
  return {
    element: form,
    show: ({ lines }) => rows.forEach((row, index) => row.show(lines[index] ?? "")),
  };
}

interface Row {
  readonly element: HTMLElement;
  readonly field: HTMLInputElement;
  readonly check: () => void;
  readonly show: (text: string) => void;
}

const signs: Readonly<Record<Verdict, string>> = { right: "✓", "not this": "✗", "not a number": "?" };

function rowFor(item: HTMLElement, within: number | null): Row {
  const { kind, value = "" } = item.dataset;
  const wanted: Wanted = { kind: kind === "number" ? "number" : "words", value, within };
  const field = make("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const verdict = make("span", { class: "answer-verdict", role: "status" });
  const clear = (): void => {
    verdict.replaceChildren();
    delete verdict.dataset["verdict"];
  };
  field.addEventListener("input", clear);
  return {
    element: make("div", { class: "answer-line" }, make("label", {}, make("span", {}, ...[...item.childNodes].map((each) => each.cloneNode(true))), field), verdict),
    field,
    check() {
      clear();
      if (field.value.trim() === "") return;
      const found = judged(field.value, wanted);
      verdict.dataset["verdict"] = found;
      verdict.append(make("span", { "aria-hidden": "true" }, `${signs[found]} `), found);
    },
    show(text) {
      if (field.value === text) return;
      field.value = text;
      clear();
    },
  };
}
