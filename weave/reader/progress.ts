/** What was read and where the reader stopped, kept in this browser alone: quiet marks in the contents, and a way back on the front page. */
import { make } from "./dom.ts";
import { recall, remember } from "./state.ts";

/** Where the reader stopped. */
interface Stop {
  readonly page: string;
  readonly id: string | null;
  readonly title: string;
}

/** Marks what was read, offers the way back, and follows the reading of this page. */
export function followReading(): void {
  markRead();
  if (document.body.classList.contains("cover")) offerReturn();
  else follow();
}

/** Forgets all of it. */
export function forgetReading(): void {
  remember("read", null);
  remember("stop", null);
  for (const mark of document.querySelectorAll(".read")) unmark(mark);
}

function pagesRead(): readonly string[] {
  const known = recall("read");
  return Array.isArray(known) ? known.filter((page) => typeof page === "string") : [];
}

/** A page is read when its end has been on the screen. */
function follow(): void {
  const end = document.querySelector(".turn");
  if (end) {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      const { page } = window.book;
      if (!pagesRead().includes(page)) remember("read", [...pagesRead(), page]);
      markRead();
    });
    seen.observe(end);
  }
  let waiting = 0;
  const later = (): void => {
    clearTimeout(waiting);
    waiting = window.setTimeout(noteStop, 300);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("pagehide", noteStop);
  noteStop();
}

function noteStop(): void {
  // what stands before the book's own title: the page's number and name
  const title = document.title.replace(/ · [^·]*$/, "");
  const stop: Stop = { page: window.book.page, id: placeSeen(), title };
  remember("stop", stop);
}

/** The last thing with an id that begins above the middle of the screen; null at the top of the page. */
function placeSeen(): string | null {
  if (scrollY < innerHeight / 3) return null;
  const above = [...document.querySelectorAll<HTMLElement>("article .anchored")].filter((each) => each.getBoundingClientRect().top < innerHeight / 3);
  return above.at(-1)?.id ?? null;
}

function offerReturn(): void {
  const stop = recall("stop");
  if (!isStop(stop)) return;
  const address = new URL(encodeURI(stop.page), window.book.root).href + (stop.id === null ? "" : `#${encodeURIComponent(stop.id)}`);
  const link = make("a", { href: address }, make("span", { class: "way" }, "Go on where you were"), stop.title);
  document.querySelector("main .begin")?.replaceWith(make("p", { class: "begin go-on" }, link));
}

function isStop(value: unknown): value is Stop {
  if (typeof value !== "object" || value === null || !("page" in value) || !("title" in value) || !("id" in value)) return false;
  const { page, title, id } = value;
  // a page of the edition, and nothing that could lead out of it
  return typeof page === "string" && /^[^:]*\.html$/.test(page) && !page.startsWith("/") && typeof title === "string" && (id === null || typeof id === "string");
}

function markRead(): void {
  const read = new Set(pagesRead().map((page) => new URL(encodeURI(page), window.book.root).href));
  for (const link of document.querySelectorAll<HTMLAnchorElement>(":is(.sidebar, .contents) a:not(.read)")) {
    const address = link.matches('[aria-current="page"]') ? new URL(encodeURI(window.book.page), window.book.root).href : link.href;
    if (!read.has(address)) continue;
    link.classList.add("read");
    link.append(make("span", { class: "hidden" }, " (read)"));
  }
}

function unmark(link: Element): void {
  link.classList.remove("read");
  link.querySelector(".hidden")?.remove();
}
