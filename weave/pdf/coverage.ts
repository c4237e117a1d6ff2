/** Which characters the faces of the PDF edition have, read from their files: to ask Typst, all of the book must have been typeset. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";
import { readFonts } from "./fonts.ts";

/** Whether a face has the character of a code point. */
export type Coverage = (codePoint: number) => boolean;

/** The characters of a Typst source that stand in the book's text, code or formulas and that no face has, each once. Of what only describes a drawing none is asked for. */
export function uncovered(source: string, document: BookDocument, isCovered: Coverage = ofAllFaces()): readonly string[] {
  // every face has the signs of ASCII, which are nearly all that there is
  const candidates = [...new Set(source.match(/[^\n -~]/gu))].filter((each) => !isCovered(each.codePointAt(0) ?? 0));
  if (candidates.length === 0) return [];
  const shown = shownIn(document);
  return candidates.filter((each) => shown.has(each));
}

/** What a face has by its `cmap`: in its tables of segments (format 4) and of groups (format 12). Of a file without such tables nothing is known, so that it covers nothing. */
export function coverageOf(face: Buffer): Coverage {
  const ranges = tablesOf(face).flatMap((at) => rangesAt(face, at));
  return (codePoint) => ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/** Signs of layout have no shape, and are no text. */
function ofAllFaces(): Coverage {
  const dejavu = readFileSync(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"));
  const faces = [...readFonts(), dejavu].map(coverageOf);
  return (codePoint) => /[\p{C}\p{Z}\p{M}]/u.test(String.fromCodePoint(codePoint)) || faces.some((has) => has(codePoint));
}

function shownIn({ pages }: BookDocument): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const page of pages) {
    for (const part of [page.tree, { type: "paragraph" as const, children: [...page.title] }]) {
      walk(part, (node) => {
        if ("value" in node && typeof node.value === "string") for (const each of node.value) shown.add(each);
      });
    }
  }
  return shown;
}

/** Where the subtables of the face's `cmap` begin. */
function tablesOf(face: Buffer): readonly number[] {
  const count = face.readUInt16BE(4);
  const entry = Array.from({ length: count }, (_, index) => 12 + 16 * index).find((at) => face.toString("latin1", at, at + 4) === "cmap");
  if (entry === undefined) return [];
  const map = face.readUInt32BE(entry + 8);
  return Array.from({ length: face.readUInt16BE(map + 2) }, (_, index) => map + face.readUInt32BE(map + 4 + 8 * index + 4));
}

type Range = readonly [first: number, last: number];

function rangesAt(face: Buffer, at: number): readonly Range[] {
  switch (face.readUInt16BE(at)) {
    case 4: {
      const size = face.readUInt16BE(at + 6);
      return Array.from({ length: size / 2 }, (_, index): Range => [face.readUInt16BE(at + 16 + size + 2 * index), face.readUInt16BE(at + 14 + 2 * index)]);
    }
    case 12:
      return Array.from({ length: face.readUInt32BE(at + 12) }, (_, index): Range => [face.readUInt32BE(at + 16 + 12 * index), face.readUInt32BE(at + 20 + 12 * index)]);
    default:
      return [];
  }
}
