/** The small check beside what was shown, with what was done as its name; and what is said where there is none. */
import { caveats, saidOf } from "../proofWords.ts";
import type { Proof, Proved } from "../proof.ts";
import type { BookBlock, BookCode } from "../tree.ts";
import { element, escapeText } from "./markup.ts";

/** The check alone. */
export function checkMarkup(proof: Proved): string {
  const said = `Shown: ${saidOf(proof).join(" ")}`;
  return element("span", { class: "checked", role: "img", "aria-label": said, title: said }, "✓");
}

/** Behind a label: the check and what was done in a few words, or what there is to say instead; nothing for what needs no proof. */
export function proofMarkup(proof: Proof | null, kind: BookBlock["kind"] | BookCode["role"]): readonly string[] {
  const shown = proof?.state === "proved" ? [`${checkMarkup(proof)} ${element("span", { class: "summary" }, escapeText(proof.summary))}`] : [];
  return [...shown, ...caveats(proof, kind).map((words) => element("span", { class: "not-run" }, escapeText(words)))];
}
