/** A Markdown table → pandoc's. */
import type { Table, TableRow } from "mdast";
import type { PandocContext } from "./hooks.ts";
import { attributes, plain, type Alignment, type PandocCell, type PandocRow, type PandocTable } from "./syntax.ts";

/** The table, without a caption: that belongs to the block around it. */
export function tableOf(node: Table, context: PandocContext): PandocTable {
  const width = Math.max(0, ...node.children.map((row) => row.children.length));
  const columns = Array.from({ length: width }, (_, index) => alignment(node.align?.[index] ?? null));
  const [head, ...body] = node.children.map((row) => rowOf(row, { columns: width, context }));
  return {
    t: "Table",
    c: [
      attributes(),
      [null, []],
      columns.map((align) => [align, { t: "ColWidthDefault" }]),
      [attributes(), head === undefined ? [] : [head]],
      [[attributes(), 0, [], body]],
      [attributes(), []],
    ],
  };
}

/** A short row is filled up, as GFM says. */
function rowOf(row: TableRow, { columns, context }: { readonly columns: number; readonly context: PandocContext }): PandocRow {
  const cells = Array.from({ length: columns }, (_, index): PandocCell => {
    const inlines = context.inlines(row.children[index]?.children ?? []);
    return [attributes(), { t: "AlignDefault" }, 1, 1, inlines.length === 0 ? [] : [plain(inlines)]];
  });
  return [attributes(), cells];
}

function alignment(align: "left" | "right" | "center" | null): Alignment {
  switch (align) {
    case "left": return { t: "AlignLeft" };
    case "right": return { t: "AlignRight" };
    case "center": return { t: "AlignCenter" };
    case null: return { t: "AlignDefault" };
    default: return align satisfies never;
  }
}
