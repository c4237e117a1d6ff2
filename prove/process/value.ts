/** The value of an inline cell → the text that stands in the sentence. */
import { inspect } from "node:util";
import type { Failure } from "../records/outcome.ts";
import { printable } from "./printable.ts";

/** The text, or why there is none. */
export function valueText(value: unknown): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: Failure } {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") return { ok: true, text: printable(String(value)) };
  if (typeof value !== "number") return refused("not-a-text", `an inline cell gives a number or a text, this one gives ${described(value)}`);
  if (Number.isNaN(value)) return refused("not-a-number", "this number is `NaN`");
  return { ok: true, text: Number.isFinite(value) ? String(value) : value > 0 ? "∞" : "−∞" };
}

function refused(code: string, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message, where: { kind: "unit" }, notes: [] } };
}

function described(value: unknown): string {
  if (typeof value === "function") return "a function";
  const text = inspect(value, { breakLength: Infinity, depth: 1 });
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
