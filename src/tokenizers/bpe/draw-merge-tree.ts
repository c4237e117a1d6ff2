// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** A drawing of the merges of a word: letters below, each merge above the two tokens that it joins. */
import { escaped } from "../../format/escaped.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { mergeTrees, type MergeNode } from "./merge-tree.ts";
import type { Merges } from "./merges.ts";

const [WIDTH, LEVEL, BOTTOM, WIDEST] = [340, 34, 30, 30];

/** Where a node stands, and how many merges are below it at most. */
interface Placed {
  readonly x: number;
  readonly height: number;
  readonly svg: string;
}

/** An SVG: the trees of the merges of an ASCII text with their ranks. Throws `RangeError` for a text that is empty, longer than 20 characters, or not ASCII. */
export function drawMergeTree(merges: Merges, text: string): string {
  if (!/^[\x20-\x7e]{1,20}$/.test(text)) throw new RangeError(`drawMergeTree: ${JSON.stringify(text)} is not 1 to 20 characters of ASCII`);
  const trees = mergeTrees(merges, encodeUtf8(text));
  const cell = Math.min(WIDEST, (WIDTH - 8) / text.length);
  const left = (WIDTH - cell * text.length) / 2;
  const levels = Math.max(...trees.map(heightOf));
  const base = 16 + LEVEL * levels;
  let leaf = 0;
  const place = (node: MergeNode): Placed => {
    if (node.parts.length === 0) {
      const x = left + cell * (leaf + 0.5);
      return { x, height: 0, svg: word(x, base + 20, text[leaf++] === " " ? "␣" : text[leaf - 1]!, "ink") };
    }
    const parts = node.parts.map(place);
    const height = 1 + Math.max(...parts.map((part) => part.height));
    const x = parts.reduce((sum, part) => sum + part.x, 0) / parts.length;
    const y = base - LEVEL * height;
    const lines = parts.map((part) => `<line x1="${x.toFixed(1)}" y1="${y + 4}" x2="${part.x.toFixed(1)}" y2="${base - LEVEL * part.height + (part.height === 0 ? 6 : -12)}" stroke="quiet"/>`);
    return { x, height, svg: `${parts.map((part) => part.svg).join("")}${lines.join("")}${word(x, y, String(node.rank), "accent")}` };
  };
  const drawn = trees.map(place).map(({ svg }) => svg);
  const tokens = trees.map((tree) => new TextDecoder().decode(merges.tokens[tree.id]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${base + BOTTOM}" width="${WIDTH}" height="${base + BOTTOM}"><title>${escaped(`The merges of ${JSON.stringify(text)}: tokens ${tokens.map((token) => JSON.stringify(token)).join(", ")}`)}</title><desc>${escaped(trees.map((tree, i) => `${JSON.stringify(tokens[i])}: ${ranksOf(tree).join(", ") || "a byte"}`).join("; "))}</desc>${drawn.join("")}</svg>`;
}

function heightOf({ parts }: MergeNode): number {
  return parts.length === 0 ? 0 : 1 + Math.max(...parts.map(heightOf));
}

/** The ranks of a tree, the last merge last. */
function ranksOf({ rank, parts }: MergeNode): readonly number[] {
  return [...parts.flatMap(ranksOf), ...(rank < 0 ? [] : [rank])];
}

function word(x: number, y: number, text: string, fill: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="middle" font-size="14" fill="${fill}">${escaped(text)}</text>`;
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/draw-merge-tree.ts.map
