/** The first cells of a notebook: how it is run, and what the book's own runner gives to cells. */
import type { BookDocument, DocumentChapter } from "../tree.ts";
import type { DraftCell } from "./notebook.ts";
import { programsFolder } from "./program.ts";

/** The file that draws and shows as the book does, from the notebook's folder. */
export const readyMade = "program/book.js";

/** What stands above everything. */
export function introduction({ meta }: BookDocument, { opening }: DocumentChapter): string {
  return [
    `*${opening.titleText}*, from *${meta.title}*${meta.authors.length === 0 ? "" : ` by ${meta.authors.join(", ")}`}.`,
    "This notebook is for the [Deno kernel](https://docs.deno.com/runtime/reference/cli/jupyter/). With Jupyter and Deno 2 installed (2.9 was tried), say `deno jupyter --install` once. " +
      "The notebook needs nothing else: its first cell puts the program, as the chapter's end has it, what draws the figures, and the data into the folder `program/` beside it. " +
      "Run the cells from the first to the last.",
    "What is shown under the cells was recorded when the book was proved. Cells that the book folds are tagged `hide-input`, figures `figure`, mistakes made on purpose `raises-exception`, " +
      "and timings, which differ on your machine, `measurement`. A section's cells use those before them in the section; another section may give the same names a new meaning.",
  ].join("\n\n");
}

/** The names that `ready-made.ts` gives to cells; the book's own runner gives them the same. */
const given = ["Plot", "graphviz", "show", "table", "experiment", "measurement"] as const;

/** A cell that imports what the others use without importing it, be it only data for their program; none where they use nothing of the kind. */
export function setUp(cells: readonly string[]): readonly DraftCell[] {
  // at the top of a cell: a name within a function is another one
  const isDeclared = (name: string): boolean => cells.some((code) => new RegExp(`^(?:async )?(?:function|const|let)\\s+${name}\\b`, "m").test(code));
  const used = given.filter((name) => !isDeclared(name) && cells.some((code) => new RegExp(`(?<![.\\w$])${name}[.(]`).test(code)));
  const imports = cells.some((code) => code.includes(programsFolder));
  if (used.length === 0 && !imports) return [];
  const names = used.length === 0 ? "" : `{ ${used.join(", ")} } from `;
  return [{ kind: "code", name: "set-up", text: `import ${names}"./${readyMade}";`, outputs: [], metadata: { tags: ["set-up"] } }];
}
