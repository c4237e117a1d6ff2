/** The small open check beside what was shown: what was done is said on hover and on focus, without a script. */
import type { Element } from "hast";
import { saidOf } from "../../proofWords.ts";
import type { Proof } from "../../proof.ts";
import type { BookMark } from "../../tree.ts";
import { element, raw, text } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `bookMark`, which stands at the end of a paragraph. */
export const bookMark: HandlerFor = () => (_state, node: BookMark) => markOf(node.proof);

/** The mark of what was shown; nothing for any other state, which is said in words. */
export function markOf(proof: Proof | null): Element[] {
  if (proof?.state !== "proved") return [];
  const said = saidOf(proof);
  const check = element("button", { type: "button", className: ["check"], ariaLabel: `Shown: ${said.join(" ")}` }, raw(sign));
  const lines = said.flatMap((line, index) => (index === 0 ? [text(line)] : [element("br", {}), text(line)]));
  return [element("span", { className: ["checked"] }, check, element("span", { className: ["checked-note"], ariaHidden: "true" }, ...lines))];
}

const sign = '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M2 6.8 4.8 9.8 10.2 2.4"></path></svg>';
