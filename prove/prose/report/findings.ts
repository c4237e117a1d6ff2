/** What in a section is worth a second look, though nothing that a program could call wrong. */
import { placeOf, type Fence, type Span } from "../../../tangle/index.ts";
import type { Manuscripted } from "../manuscript.ts";
import type { Beat } from "./beats.ts";
import type { Pace } from "./pace.ts";

/** A place, and what there is to see. */
export interface Finding {
  /** `book/01-markov-chains/index.md:12:1` */
  readonly place: string;
  readonly what: string;
}

/** The findings of one section, in the order of the text. */
export function findingsIn({ section: { source } }: Manuscripted, beats: readonly Beat[], pace: Pace): readonly Finding[] {
  const at = ({ start }: Span): string => {
    const { path, line, column } = placeOf(source, start);
    return `${path}:${line}:${column}`;
  };
  const top = `${source.path}:1:1`;
  return [...wholeSection(pace).map((what) => ({ place: top, what })), ...questions(beats).map(({ span, what }) => ({ place: at(span), what })), ...snippets(beats).map(({ span, what }) => ({ place: at(span), what }))];
}

function wholeSection({ words, headings, listWords }: Pace): readonly string[] {
  const found: string[] = [];
  // the title needs no words of its own
  if (headings > 2 && words / headings < 150) found.push(`a heading every ${Math.round(words / headings)} words`);
  if (listWords / words > 0.25) found.push(`${Math.round((100 * listWords) / words)} of 100 words in lists: reasoning is in sentences`);
  return found;
}

interface Found {
  readonly span: Span;
  readonly what: string;
}

function questions(beats: readonly Beat[]): readonly Found[] {
  const asked = beats.flatMap((beat) => (beat.kind === "words" ? beat.questions : []));
  const [, second] = asked;
  return second === undefined ? [] : [{ span: second, what: `${asked.length} questions in this section, of which one may be rhetorical: here is the second` }];
}

function snippets(beats: readonly Beat[]): readonly Found[] {
  // the snippet above, as long as no word has followed it
  let above: Fence | null = null;
  return beats.flatMap((beat): readonly Found[] => {
    if (beat.kind === "words") above = null;
    if (beat.kind !== "snippet") return [];
    const { fence, span } = beat;
    const long = fence.lines.length > 30 ? [{ span, what: `a snippet of ${fence.lines.length} lines: one idea is rarely so long` }] : [];
    // an outline may be followed by its first step, whose name is its reason
    const bare = above !== null && !uses(above, fence) ? [{ span, what: "no word between this snippet and the one above: what is the reason for it?" }] : [];
    above = fence;
    return [...long, ...bare];
  });
}

function uses({ lines }: Fence, { role, name }: Fence): boolean {
  return role === "chunk" && lines.some(({ text }) => text.trim() === `<<${name}>>`);
}
