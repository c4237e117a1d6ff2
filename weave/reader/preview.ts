/**
 * `assets/preview.js`: what a reference leads to, shown beside it while it is pointed at or has the focus. The pointer may move onto what is
 * shown, Escape takes it away, and it stays until then (WCAG 2.2, 1.4.13). A touch only follows the link.
 */
import { byFragment, make } from "./dom.ts";
import { elsewhere, excerptOf } from "./excerpt.ts";
import { legendOf } from "./notation.ts";
import { described } from "./previews.ts";
import { typeOf } from "./types.ts";

/** Milliseconds of pointing before something is shown, longer over a formula, where a pointer may just rest; and after which what is no longer pointed at goes. */
const patience = { show: 250, formula: 700, hide: 250 };

/** Listens for pointing and focus in the text. */
function listen(shown: Shown): void {
  document.addEventListener("describe", ({ target }) => shown.point(target instanceof Element ? target : null));
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch") shown.point(target instanceof Element ? target : null);
  });
  document.addEventListener("pointerdown", ({ pointerType }) => {
    if (pointerType === "touch") shown.hide();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible")) shown.point(target);
  });
  // before others hear it: one Escape takes away one thing
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown.hide()) event.stopPropagation();
  }, { capture: true });
}

/** The one preview of the page. */
class Shown {
  private box: HTMLElement | null = null;
  private by: Element | null = null;
  private waiting = 0;

  /** Something is pointed at: shows what it refers to after a while, keeps what is shown, or lets it go. */
  point(target: Element | null): void {
    // a formula on a line of its own can have the focus
    const from = target?.closest(described) ?? (target?.matches(".formula") ? target.querySelector(described) : null) ?? null;
    if (target !== null && this.box?.contains(target)) return clearTimeout(this.waiting);
    if (from !== null && from === this.by) return clearTimeout(this.waiting);
    clearTimeout(this.waiting);
    if (from !== null) this.waiting = window.setTimeout(() => void this.show(from), from.matches("a") ? patience.show : patience.formula);
    else if (this.box) this.waiting = window.setTimeout(() => this.hide(), patience.hide);
  }

  /** True if there was something to hide. */
  hide(): boolean {
    clearTimeout(this.waiting);
    this.box?.remove();
    const was = this.box !== null;
    this.by?.removeAttribute("aria-describedby");
    this.box = null;
    this.by = null;
    return was;
  }

  private async show(from: Element): Promise<void> {
    this.hide();
    this.by = from;
    const content = await contentFor(from).catch(() => null);
    // the pointer may have moved on while the file was fetched
    if (content === null || this.by !== from) return;
    const box = make("div", { class: "preview", id: "preview", role: "group", "aria-label": "Preview" });
    box.append(content);
    document.querySelector("main")?.append(box);
    this.box = box;
    from.setAttribute("aria-describedby", box.id);
    place(box, from);
    for (const each of [box, ...box.querySelectorAll<HTMLElement>("pre, .formula, .table")]) if (isCut(each)) each.tabIndex = 0;
  }
}

/** Whether one has to scroll in it, which the keyboard must be able to do as well. */
function isCut(element: HTMLElement): boolean {
  return element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
}

listen(new Shown());

/** What is shown for a reference or a formula; null for nothing. */
async function contentFor(from: Element): Promise<DocumentFragment | null> {
  if (from.hasAttribute("data-q")) return typeOf(from);
  if (!(from instanceof HTMLAnchorElement)) return legendOf(from);
  const own = from.pathname === location.pathname && from.host === location.host;
  if (!own) return elsewhere(from);
  const target = byFragment(from.hash);
  return target === null || isInSight(target) ? null : excerptOf(target);
}

function isInSight(target: Element): boolean {
  const { top, bottom } = target.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Under the reference, or above it where there is more room; never beyond the sides of the screen. */
function place(box: HTMLElement, from: Element): void {
  const rect = from.getClientRects()[0] ?? from.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = innerHeight - rect.bottom;
  const top = below < height + 12 && rect.top > below ? rect.top - height - 6 : rect.bottom + 6;
  const screen = document.documentElement.clientWidth;
  const left = Math.max(12, Math.min(rect.left - 16, screen - width - 12));
  box.style.top = `${top + scrollY}px`;
  box.style.left = `${left + scrollX}px`;
}
