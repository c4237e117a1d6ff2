/** For tests: where a run of a notebook shows something else than the book printed. */
import type { CellOutput, Notebook, NotebookCell } from "../notebooks/notebook.ts";

/** Each cell that differs, with both; measurements differ on every machine, and what a machine lacks cannot run there. */
export function differencesIn(printed: Notebook, ran: Notebook): readonly string[] {
  const outputs = new Map(ran.cells.map((cell) => [cell.id, cell.cell_type === "code" ? shownBy(cell.outputs) : ""]));
  return printed.cells.flatMap((cell) => {
    if (cell.cell_type !== "code" || isOfMachine(cell)) return [];
    const [expected, found = "nothing: it was not run"] = [shownBy(cell.outputs), outputs.get(cell.id)];
    return expected === found ? [] : [`${cell.id}: printed\n${expected}\nnot\n${found}`];
  });
}

function isOfMachine({ metadata: { tags = [] } }: NotebookCell): boolean {
  return tags.some((tag) => tag === "measurement" || tag.startsWith("needs-"));
}

/** What a reader sees, as text: lines, drawings and pictures by their kinds and sizes, tables, errors. */
function shownBy(outputs: readonly CellOutput[]): string {
  return outputs.map(textOf).join("").trimEnd();
}

function textOf(output: CellOutput): string {
  switch (output.output_type) {
    case "stream":
      return whole(output.text);
    case "error":
      return `${output.ename}: ${output.evalue}\n`;
    case "display_data": {
      const { "image/svg+xml": drawing, "image/png": picture, "text/markdown": table } = output.data;
      if (drawing !== undefined) return `(a drawing) ${unnamed(whole(drawing))}\n`;
      return picture === undefined ? `${evened(whole(table ?? output.data["text/plain"] ?? ""))}\n` : `(a picture) ${whole(picture).trim()}\n`;
    }
    default:
      return output satisfies never;
  }
}

/**
 * Without a figure's name, which its notebook does not know, and what is made of it; and without the courses of its curves, since the last
 * bits of `Math.exp` differ from engine to engine, and some figures are of just these.
 */
function unnamed(svg: string): string {
  return svg.replace(/ d="[^"]*"/g, "").replace(/<title[^]*?<\/desc>\s*/, "").replace(/\b(?:drawing|shown)-[\w-]*/g, "").replace(/ (?:aria-labelledby|aria-label|role)="[^"]*"/g, "");
}

/** A table whose columns are as wide as what stands in them. */
function evened(table: string): string {
  return table.trim().replace(/ *\| */g, "|").replace(/-+/g, "-");
}

function whole(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}
