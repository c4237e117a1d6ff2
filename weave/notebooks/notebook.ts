/** A Jupyter notebook, as the format of version 4.5 has it: https://nbformat.readthedocs.io/en/latest/format_description.html */

/** The file. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly NotebookCell[];
}

/** A cell; texts are lists of lines, each but the last with its line end. */
export type NotebookCell =
  | { readonly cell_type: "markdown"; readonly id: string; readonly metadata: CellMetadata; readonly source: readonly string[] }
  | {
    readonly cell_type: "code"; readonly id: string; readonly metadata: CellMetadata; readonly source: readonly string[];
    readonly execution_count: null; readonly outputs: readonly CellOutput[];
  };

/** What is said of a cell. */
export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly jupyter?: { readonly source_hidden: boolean };
}

/** What a cell showed. */
export type CellOutput =
  | { readonly output_type: "stream"; readonly name: "stdout"; readonly text: readonly string[] }
  | { readonly output_type: "display_data"; readonly data: Readonly<Record<string, string | readonly string[]>>; readonly metadata: Readonly<Record<string, never>> }
  | { readonly output_type: "error"; readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] };

/** A cell that has no id yet. */
export type DraftCell =
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "code"; readonly name: string | null; readonly text: string; readonly outputs: readonly CellOutput[]; readonly metadata: CellMetadata };

/** The notebook of cells, for the Deno kernel. */
export function notebookOf(title: string, drafts: readonly DraftCell[]): Notebook {
  const id = idGiver();
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      title,
      kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/x.typescript", codemirror_mode: "typescript", nbconvert_exporter: "script", pygments_lexer: "typescript" },
    },
    cells: drafts.map((draft): NotebookCell => {
      if (draft.kind === "markdown") return { cell_type: "markdown", id: id("text"), metadata: {}, source: linesOf(draft.text) };
      const { name, text, outputs, metadata } = draft;
      return { cell_type: "code", id: id(name ?? "cell"), metadata, source: linesOf(text), execution_count: null, outputs };
    }),
  };
}

/** The texts of its cells of code. */
export function codeIn({ cells }: Notebook): readonly string[] {
  return cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.source.join("")] : []));
}

/** A text as the format keeps it. */
export function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

/** Ids of at most 64 letters, digits, hyphens and underscores, no two alike; the same book has the same. */
function idGiver(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    const base = name.replace(/[^\w-]+/g, "-").slice(0, 56) || "cell";
    let id = name === "text" || name === "cell" ? `${base}-1` : base;
    for (let count = 2; given.has(id); count++) id = `${base}-${count}`;
    given.add(id);
    return id;
  };
}
