/** The words around what was found, with the found ones marked. */
import { make } from "./dom.ts";
import { termsOf, wordsOf } from "./terms.ts";

/** So many characters are shown. */
const length = 150;

/** A piece of the text that has the most of the terms; its beginning where it has none. */
export function snippet(text: string, terms: ReadonlySet<string>): DocumentFragment {
  const found = foundIn(text, terms);
  const start = bestStart(text, found);
  const end = endFrom(text, start);
  const shown = marked(text.slice(start, end), terms);
  if (start > 0) shown.prepend("…");
  if (end < text.length) shown.append("…");
  return shown;
}

/** A text with the terms marked. */
export function marked(text: string, terms: ReadonlySet<string>): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const { index, word } of foundIn(text, terms)) {
    fragment.append(text.slice(at, index), make("mark", {}, word));
    at = index + word.length;
  }
  fragment.append(text.slice(at));
  return fragment;
}

interface Word {
  readonly index: number;
  readonly word: string;
  readonly term: string;
}

function foundIn(text: string, terms: ReadonlySet<string>): readonly Word[] {
  const found: Word[] = [];
  let at = 0;
  for (const word of wordsOf(text)) {
    const index = text.indexOf(word, at);
    at = index + word.length;
    const term = termsOf(word).find((each) => terms.has(each));
    if (term !== undefined) found.push({ index, word, term });
  }
  return found;
}

/** Somewhat before the first word of the stretch with the most different terms. */
function bestStart(text: string, found: readonly Word[]): number {
  const within = (from: Word): number => new Set(found.filter(({ index }) => index >= from.index && index < from.index + length * 0.7).map(({ term }) => term)).size;
  let best: Word | null = null;
  let most = 0;
  for (const word of found.slice(0, 60)) {
    const count = within(word);
    if (count > most) [best, most] = [word, count];
  }
  if (best === null || best.index < length / 2) return 0;
  return text.indexOf(" ", best.index - length / 3) + 1;
}

/** At the end of a word. */
function endFrom(text: string, start: number): number {
  if (text.length <= start + length) return text.length;
  const end = text.lastIndexOf(" ", start + length);
  return end > start + length / 2 ? end : start + length;
}
