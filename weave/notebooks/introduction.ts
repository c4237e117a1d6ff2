/** The first cells of a notebook: how it is run, and what the book's own runner gives to cells. */
import type { BookDocument, DocumentChapter } from "../tree.ts";
import type { DraftCell } from "./notebook.ts";

/** What stands above everything. */
export function introduction({ meta }: BookDocument, { opening }: DocumentChapter): string {
  return [
    `*${opening.titleText}*, from *${meta.title}*${meta.authors.length === 0 ? "" : ` by ${meta.authors.join(", ")}`}.`,
    "This notebook is for the [Deno kernel](https://docs.deno.com/runtime/reference/cli/jupyter/): with Deno and Jupyter installed, `deno jupyter --install` once, " +
      "then open it where it lies, in `output/notebooks/` of the book's folder. Its cells import the book's program from `../../src/`, which `npm run tangle` writes.",
    "What is shown under the cells was recorded when the book was proved. Cells that the book folds are tagged `hide-input`, figures `figure`, mistakes made on purpose `raises-exception`, " +
      "and timings, which differ on your machine, `measurement`. Run the cells of a section from its first on.",
  ].join("\n\n");
}

/** Versions that the figures of the book are drawn with. */
const packages = { plot: "npm:@observablehq/plot@0.6.17", dom: "npm:linkedom@0.18.15" } as const;

/** A cell with what the others use without importing it; none where they use nothing of the kind. */
export function setUp(cells: readonly string[]): readonly DraftCell[] {
  const uses = (pattern: RegExp): boolean => cells.some((code) => pattern.test(code));
  const plot = uses(/\bPlot\./);
  const lines = [
    ...(plot ? [
      `import * as Plot from "${packages.plot}";`,
      `import { parseHTML } from "${packages.dom}";`,
      // Plot takes the document from the window, when it draws
      '(globalThis as any).window ??= parseHTML("<!doctype html><html><body></body></html>").window;',
    ] : []),
    ...(uses(/\bshow\(/) ? [
      "/** Shows a table as one, a figure as its SVG, anything else as text. */",
      "function show(value: any): void {",
      '  if (Array.isArray(value) && typeof value[0] === "object") console.table(value);',
      "  else console.log(value?.outerHTML ?? value);",
      "}",
    ] : []),
  ];
  return lines.length === 0 ? [] : [{ kind: "code", name: "set-up", text: lines.join("\n"), outputs: [], metadata: { tags: ["set-up"] } }];
}
