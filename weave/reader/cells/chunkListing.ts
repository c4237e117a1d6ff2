/** The listing of a chunk or a file of the program, as the page has it. */
import type { PrintedCode } from "./editable.ts";

/** `⟨Name⟩`, or the path of a file. */
export function nameOf(listing: HTMLElement): string {
  return listing.querySelector(":scope > :is(.chunk-head, .file-name) :is(.chunk-name, .path)")?.textContent ?? "this code";
}

/** Its code; null for a listing that shows none. What was opened in place is closed: it is no part of the code. */
export function codeOf(listing: HTMLElement): PrintedCode | null {
  const pre = listing.querySelector<HTMLElement>(":scope > pre:not(.difference)");
  const code = pre?.querySelector("code");
  if (!pre || !code) return null;
  for (const each of code.querySelectorAll(".expansion")) each.remove();
  for (const each of code.querySelectorAll(".expand")) each.setAttribute("aria-expanded", "false");
  return { pre, code };
}
