/**
 * Keys, all but that of the search with Alt and Shift and an arrow: no screen reader, browser or desktop uses these, and an arrow is where it is
 * on every keyboard. They do nothing while something is written or selected, and can be switched off.
 */
import { recall, remember } from "./state.ts";

/** What the settings say of them. */
export const keyNames: readonly (readonly [string, string])[] = [
  ["Alt Shift ←", "previous page"],
  ["Alt Shift →", "next page"],
  ["Alt Shift ↓", "next thing with a link of its own"],
  ["Alt Shift ↑", "the one before"],
  ["/, Ctrl K or ⌘ K", "search"],
  ["Enter", "in code: its names, then ← and →"],
];

/** Whether they are heard. */
export function keysAreOn(): boolean {
  return recall("keys") !== "off";
}

/** Switches them. While they are off, each deep link can be reached by Tab. */
export function switchKeys(state: "on" | "off"): void {
  remember("keys", state === "off" ? "off" : null);
  for (const anchor of anchors()) if (!isHeadings(anchor)) anchor.tabIndex = state === "off" ? 0 : -1;
}

/** Listens for them. */
export function addKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !keysAreOn() || isBusy(event.target)) return;
    const done = act(event.key);
    if (done) event.preventDefault();
  });
}

/** True where the key means something and there is where to go. */
function act(key: string): boolean {
  if (key === "ArrowLeft") return follow("prev");
  if (key === "ArrowRight") return follow("next");
  if (key === "ArrowDown") return step("forwards");
  if (key === "ArrowUp") return step("backwards");
  return false;
}

function follow(rel: "prev" | "next"): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`.turn a[rel="${rel}"]`);
  link?.click();
  return link !== null;
}

/** To the next deep link from where the focus is, or from the top of what is seen. */
function step(way: "forwards" | "backwards"): boolean {
  const all = anchors();
  const from = document.activeElement;
  const isAhead = from instanceof HTMLElement && from.closest("article") !== null
    ? (each: HTMLElement) => (from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    : (each: HTMLElement) => each.getBoundingClientRect().top > 0;
  const next = way === "forwards" ? all.find(isAhead) : all.findLast((each) => each !== from && !isAhead(each));
  next?.focus();
  return next !== undefined;
}

function anchors(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("article .anchor")];
}

function isHeadings(anchor: HTMLElement): boolean {
  return anchor.closest("h1, h2, h3") !== null;
}

/** Where the keys mean something else: in fields and editors, and while text is selected, which they would change. */
function isBusy(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select, [role=textbox]") !== null)) return true;
  return document.getSelection()?.isCollapsed === false;
}
