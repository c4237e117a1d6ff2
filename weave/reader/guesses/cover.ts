/** Results are covered until they are guessed. What is covered can be found by the browser's own search, which uncovers it, and is printed. */
import { byFragment, make } from "../dom.ts";

interface Cover {
  readonly elements: readonly Element[];
  /** Stands behind them. */
  readonly note: HTMLElement;
  /** The guesses for which it waits. */
  readonly waiting: Set<string>;
}

const covers: Cover[] = [];

/**
 * Covers what comes of a guess that `asker` asks: from the first output or figure behind it to what shows the answer, and the paragraph
 * behind that, which speaks of it. `show` is what the reader may do without guessing. Everything stays in its place, since a cell finds
 * what it printed there.
 */
export function cover({ id, at }: { readonly id: string; readonly at: string | null }, asker: Element, show: () => void): void {
  const answer = answerOf(id, at, asker);
  if (answer === null) return;
  const known = coverOf(answer);
  if (known !== undefined) return void known.waiting.add(id);
  const elements = covering(asker, answer);
  const button = make("button", { type: "button" }, "Show it");
  const note = make("p", { class: "covered-note pending" }, "Covered until you guess. ", button);
  const made = { elements, note, waiting: new Set([id]) };
  covers.push(made);
  elements.at(-1)?.after(note);
  button.addEventListener("click", show);
  for (const each of elements) {
    each.setAttribute("hidden", "until-found");
    each.classList.add("covered");
    each.addEventListener("beforematch", () => lift(made));
  }
}

/** Uncovers what only this guess still covers. */
export function uncover(id: string): void {
  for (const each of [...covers]) if (each.waiting.delete(id) && each.waiting.size === 0) lift(each);
}

/** Uncovers what the page's address leads to; a link to an experiment, `#train=FIGURE&…`, leads to its figure. */
export function uncoverTarget(): void {
  const target = byFragment(location.hash.replace(/train=|&.*/g, ""));
  const found = coverOf(target);
  if (found) lift(found);
  if (found) target?.scrollIntoView();
}

function coverOf(place: Element | null): Cover | undefined {
  return covers.find(({ elements }) => elements.some((each) => each.contains(place)));
}

function lift(made: Cover): void {
  const at = covers.indexOf(made);
  if (at < 0) return;
  covers.splice(at, 1);
  made.note.remove();
  for (const each of made.elements) {
    // an output that gave way to that of the reader's own run is hidden for another reason
    if (each.getAttribute("hidden") === "until-found") each.removeAttribute("hidden");
    each.classList.remove("covered");
  }
  // notes in the margin have other room now
  document.dispatchEvent(new Event("settingchange"));
}

/** The element beside `asker` that shows the answer, or in which it is shown: a paragraph with the number, a figure, what stands behind a cell. Null where none follows. */
function answerOf(id: string, at: string | null, asker: Element): Element | null {
  const place = at === null ? document.querySelector(`[data-answer~="${CSS.escape(id)}"]`) : document.getElementById(at);
  const shown = place?.matches(".listing") ? place.nextElementSibling : place;
  if (!shown || !(asker.compareDocumentPosition(shown) & Node.DOCUMENT_POSITION_FOLLOWING)) return null;
  let each: Element | null = shown;
  while (each !== null && each.parentElement !== asker.parentElement) each = each.parentElement;
  return each;
}

const results = ":is(.output, .shown, [data-printed], figure:not(.table-figure)):not(.covered)";

/** From the first result to the first paragraph that ends at the answer or behind it, but no further than what asks next and the next heading. */
function covering(asker: Element, answer: Element): readonly Element[] {
  let first = asker.nextElementSibling;
  while (first !== null && first !== answer && !first.matches(results)) first = first.nextElementSibling;
  const covered = [first ?? answer];
  for (let isPast = covered[0] === answer; ; ) {
    const last = covered.at(-1);
    isPast ||= last === answer;
    const next = last?.nextElementSibling;
    if (!next || (isPast && (last?.matches("p:not(.margin)") || next.matches("h2, h3, [data-guess], .guess, .covered, .covered-note")))) return covered.filter((each) => !each.matches(".covered, .covered-note"));
    covered.push(next);
  }
}
