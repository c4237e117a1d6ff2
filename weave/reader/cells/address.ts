/** Edited cells in the page's address, `#edited=ID.CODE,…`, so that an experiment can be sent to a friend. */

/** A cell whose code an address may hold. */
export interface Addressed {
  readonly id: string;
  /** The code where it differs from what is printed; else null. */
  readonly edited: () => string | null;
  /** Shows code that came with the address, and runs nothing. */
  readonly receive: (text: string) => void;
  readonly element: HTMLElement;
}

/** Called when a cell's code has changed. */
export type Changed = () => void;

const mark = "#edited=";
const cells: Addressed[] = [];

/** Shows what the address holds, now and when it changes. */
export function followAddress(all: readonly Addressed[]): void {
  cells.push(...all);
  const read = (): void => {
    const found = editsIn(location.hash).flatMap(([id, text]) => cells.filter((cell) => cell.id === id).map((cell) => ({ cell, text })));
    for (const { cell, text } of found) if (cell.edited() !== text) cell.receive(text);
    found[0]?.cell.element.scrollIntoView();
  };
  window.addEventListener("hashchange", read);
  read();
}

/** Writes the edits into the address. */
export function writeAddress(): void {
  const edits = cells.flatMap((cell) => {
    const text = cell.edited();
    return text === null ? [] : [`${encodeURIComponent(cell.id)}.${coded(text)}`];
  });
  // an address without edits keeps its place in the page
  if (edits.length === 0 && !location.hash.startsWith(mark)) return;
  try {
    history.replaceState(history.state, "", edits.length === 0 ? location.href.replace(/#.*$/, "") : `${mark}${edits.join(",")}`);
  } catch {
    // the address cannot be changed here; all else works
  }
}

/** The edits of an address; damaged ones are left out. */
export function editsIn(hash: string): readonly (readonly [string, string])[] {
  if (!hash.startsWith(mark)) return [];
  return hash.slice(mark.length).split(",").flatMap((edit) => {
    const [id = "", code = ""] = edit.split(".");
    try {
      return [[decodeURIComponent(id), decoded(code)] as const];
    } catch {
      return [];
    }
  });
}

/** Base 64 as addresses have it (RFC 4648, section 5), of UTF-8. */
export function coded(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decoded(code: string): string {
  const bytes = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
