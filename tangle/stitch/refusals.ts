/** Edits of a tangled file that no chapter can take, and why. */
import type { Location, Note } from "../text/diagnostic.ts";
import type { Layout } from "../program/layout.ts";
import type { Offset, Source } from "../text/span.ts";
import type { Hunk } from "./alignment.ts";
import { closesFence } from "./fence-text.ts";
import type { Instances, Spot } from "./instances.ts";
import type { PlacedChange, PlaceInBook } from "./places.ts";

/** Why an edit is refused. `line` says which of its added lines it is about. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly note?: Note;
  readonly cure?: string;
}

/** A hunk that removes or changes a line made by tangle. */
export function generatedIn(layout: Layout, hunk: Hunk): Refusal | null {
  for (let index = hunk.baseStart; index < hunk.baseEnd; index += 1) {
    const line = layout.lines[index];
    if (line?.origin.kind === "name") return changedName(line.text, lineLocation(line.origin.source, line.origin.line.line));
    if (line?.origin.kind === "header") return index === layout.lines.length - 1 ? changedMap(line.text) : changedHeader(line.text);
  }
  return null;
}

/** Lines above the header or below the map comment are in no fence; only a new `#!` line may stand first. */
export function outsideFences(layout: Layout, hunk: Hunk, added: readonly string[]): Refusal | null {
  const last = layout.lines.length - 1;
  if (last > 0 && layout.lines[last]?.origin.kind === "header" && hunk.baseStart > last) {
    return { code: "outside-chunks", message: "a line below the source map's comment belongs to no chunk", line: 0, cure: "move it above that comment" };
  }
  if (layout.lines[hunk.baseEnd]?.origin.kind !== "header" || hunk.baseEnd === last || added.length === 0) return null;
  const shebang = hunk.baseStart === 0 && added.length === 1 && added[0]?.startsWith("#!") === true;
  return shebang ? null : { code: "outside-chunks", message: "a line above the header belongs to no chunk", line: 0, cure: "move it below the header" };
}

/** A line that begins with less than what is added to every line of its chunk. */
export function misfit(instances: Instances, places: readonly PlaceInBook[], line: number): Refusal {
  const place = places.findLast((each) => each.indent !== "");
  const use = place === undefined ? null : instances.above(place.spot.instance);
  const body = use?.instance.definition.body[use.index];
  if (place === undefined || use === null || body?.kind !== "use") throw new Error("internal: a line without indentation fits everywhere");
  return {
    code: "indentation",
    message: `this line belongs to \`${body.name}\`, whose lines begin with ${spaces(place.indent)} here`,
    line,
    note: { message: `\`${body.name}\` is used here`, at: lineLocation(use.instance.definition.section.source, body.line.line) },
  };
}

/** A line that would be read as the end of the fence it is put into. */
export function closingLine(changes: readonly PlacedChange[], added: readonly string[]): Refusal | null {
  for (const { spot, change } of changes) {
    const text = change.add.find((each) => closesFence(spot.instance.definition.fence, each));
    if (text === undefined) continue;
    return {
      code: "closes-fence",
      message: "this line would end the fence that it belongs to",
      line: Math.max(0, added.findIndex((each) => each.endsWith(text))),
      note: { message: "the fence begins here", at: fenceLocation(spot) },
      cure: "in the book, begin and end that fence with more characters; tangle; then edit again",
    };
  }
  return null;
}

/** A whole line, without its indentation, as a place to point at. */
export function lineLocation(from: Source, line: number): Location {
  const start = from.lineStarts[line - 1] ?? (0 as Offset);
  const text = /[^\r\n]*/.exec(from.text.slice(start))?.[0] ?? "";
  const indent = text.length - text.trimStart().length;
  return { source: from, span: { start: (start + indent) as Offset, end: (start + text.length) as Offset } };
}

function changedName(text: string, use: Location): Refusal {
  return {
    code: "changed-name",
    message: `the comment \`${text.trim()}\` was changed; it is the name of a chunk`,
    line: 0,
    note: { message: "the chunk is used here", at: use },
    cure: "take this change back; a chunk is renamed in the book",
  };
}

function changedHeader(text: string): Refusal {
  return { code: "changed-header", message: "the header was changed; tangle makes it", line: 0, cure: `restore \`${text}\`` };
}

function changedMap(text: string): Refusal {
  return { code: "changed-map", message: "the comment that names the source map was changed; tangle makes it", line: 0, cure: `restore \`${text}\` as the last line` };
}

function fenceLocation({ instance }: Spot): Location {
  const { source, info } = instance.definition.fence;
  return { source, span: info };
}

function spaces(indent: string): string {
  const what = /^ +$/.test(indent) ? "space" : /^\t+$/.test(indent) ? "tab" : "character of white space";
  return indent.length === 1 ? `1 ${what}` : `${indent.length} ${what}s`;
}
