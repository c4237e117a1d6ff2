/** The colours of code under a field, whose own letters are not seen. */
import { make } from "../dom.ts";
import { piecesOf } from "./pieces.ts";

/** Adds them; they follow what is typed, and how it is scrolled. */
export function addColours(field: HTMLTextAreaElement): void {
  const code = make("code", {});
  const colours = make("pre", { class: "live-colours", "aria-hidden": "true" }, code);
  const show = (): void => {
    code.replaceChildren(...piecesOf(field.value).map(({ text, kind }) => (kind === "" ? text : make("span", { class: kind }, text))), "\n");
    colours.scrollLeft = field.scrollLeft;
  };
  field.before(colours);
  field.addEventListener("input", show);
  // the text of a field that is changed by a script is no event of its own
  field.addEventListener("shown", show);
  field.addEventListener("scroll", () => void (colours.scrollLeft = field.scrollLeft));
  field.parentElement?.classList.add("has-colours");
  show();
}
