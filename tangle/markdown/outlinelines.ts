/** The lines of a text by number, and positions made of them. */
import type { Root, RootContent } from "mdast";
import { visit } from "unist-util-visit";

/** Where each line begins and, without its line end, ends; 0-based. */
export interface Lines {
  readonly text: string;
  readonly length: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The lines of a text; they end with LF, CRLF or CR. */
export function splitLines(text: string): Lines {
  const starts = [0];
  const ends: number[] = [];
  for (const { 0: { length }, index } of text.matchAll(/\r\n|\r|\n/g)) {
    ends.push(index);
    starts.push(index + length);
  }
  ends.push(text.length);
  return { text, length: starts.length, starts, ends };
}

/** A line without its line end. */
export function textOf(lines: Lines, line: number): string {
  return lines.text.slice(lines.starts[line], lines.ends[line]);
}

/** The node at whole lines: from the beginning of line `from` to the end of the line before `to`. */
export function nodeAt<Node extends RootContent>(lines: Lines, node: Node, { from, to }: { readonly from: number; readonly to: number }): Node {
  const start = lines.starts[from] ?? 0;
  const end = lines.ends[to - 1] ?? start;
  const position = {
    start: { line: from + 1, column: 1, offset: start },
    end: { line: to, column: end - (lines.starts[to - 1] ?? 0) + 1, offset: end },
  };
  return { ...node, position };
}

/** A tree of a later piece of a text, its positions moved to where the piece stands; changes the tree itself. */
export function movedBy(tree: Root, by: { readonly lines: number; readonly offset: number }): Root {
  visit(tree, ({ position }) => {
    for (const point of position ? [position.start, position.end] : []) {
      point.line += by.lines;
      if (point.offset !== undefined) point.offset += by.offset;
    }
  });
  return tree;
}
