/** The cells of a section for a page that runs them again: each as the section's module has it, with the names that tie it to others. */
import { runsInPage, type Section } from "../../tangle/index.ts";
import { cellsOf } from "./cells.ts";
import { codeOf } from "./code.ts";
import { namesOf, partsOf, type CellNames, type CellPart } from "../code/names.ts";
import { importsOf, lastExpression } from "../code/parse.ts";
import type { FigureUnit, RunUnit } from "../units/unit.ts";
import { unitsIn } from "../units/unitsIn.ts";

/** A cell that makes scope. The module of some of them is `moduleHead` and each one's `before`, `text` and `after`. */
export interface PageCell extends CellNames {
  /** Where its fence begins in the chapter. */
  readonly offset: number;
  /** Whether it runs in a page. */
  readonly live: boolean;
  readonly measured: boolean;
  /** What stands under it as its output; null where nothing does. */
  readonly printed: readonly string[] | null;
  /** As in the chapter; of a figure, what stands before the expression that it is. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** The parts of the text, of which a later cell may need some. */
  readonly parts: readonly CellPart[];
  /** The modules that it imports, as written. */
  readonly imports: readonly string[];
}

/** A section's cells. */
export interface PageCells {
  /** What a module of cells begins with. */
  readonly moduleHead: string;
  /** In the order of the text; cells that are not TypeScript are left out. */
  readonly cells: readonly PageCell[];
}

// a section never changes, and its page asks for its cells and for its claims
const cellsKnown = new WeakMap<Section, PageCells>();

/** Takes them apart as `cellsOf` puts them together, so that there is one way in which a cell is compiled. */
export function pageCellsOf(section: Section, folder: string, root: string): PageCells {
  const cells = cellsKnown.get(section) ?? takenApart(section, folder, root);
  cellsKnown.set(section, cells);
  return cells;
}

function takenApart(section: Section, folder: string, root: string): PageCells {
  const { units } = unitsIn(section, folder).units;
  const making = units.filter((unit): unit is RunUnit | FigureUnit => unit.kind === "run" || unit.kind === "figure");
  const module = (...kept: readonly string[]): string => {
    const without = new Set(units.map(({ id }) => id).filter((id) => !kept.includes(id)));
    return cellsOf({ section, folder, units }, root, without).text;
  };
  const moduleHead = module();
  const cells = making.flatMap((unit): readonly PageCell[] => {
    const whole = module(unit.id).slice(moduleHead.length);
    if (whole === "") return [];
    const code = codeOf(unit.fence).text;
    const text = unit.kind === "run" ? code : code.slice(0, lastExpression(code)?.start ?? 0).replace(/[^\n]*$/, "");
    // each cell stands between the same
    const before = whole.slice(0, whole.indexOf("\n") + 1);
    const after = whole.slice(whole.lastIndexOf("\n;"));
    const printed = unit.kind === "run" ? (unit.output?.lines.map((line) => line.text) ?? null) : null;
    const imports = importsOf(code).filter(({ runs }) => runs).map(({ specifier }) => specifier.text);
    return [{ offset: unit.span.start, live: runsInPage(unit.fence), measured: unit.fence.measure, printed, text, before, after, parts: partsOf(text), imports, ...namesOf(code) }];
  });
  return { moduleHead, cells };
}
