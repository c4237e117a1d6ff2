/** The derivations and costs of a section for a page that checks them again: each claim with its cell, as the section's module has it, and the cells before. */
import type { Section } from "../../tangle/index.ts";
import { namesOf } from "../code/names.ts";
import { importsOf } from "../code/parse.ts";
import type { CostUnit, DerivationUnit } from "../units/unit.ts";
import { unitsIn } from "../units/unitsIn.ts";
import { cellsOf } from "./cells.ts";
import { codeOf } from "./code.ts";
import type { Task } from "./job.ts";
import { pageCellsOf, type PageCells } from "./pageCells.ts";

/** What is claimed, and by which cell it is checked. */
export interface PageClaim {
  readonly task: Extract<Task, { kind: "derivation" | "cost" }>;
  /** Of the section's cells, so many stand before it. */
  readonly cellsBefore: number;
  /** Its part of the module: it hands its cell, null where the ranges of its symbols are enough, to the runner. */
  readonly text: string;
  /** What the cell refers to and does not declare itself, with the modules that it imports. */
  readonly uses: readonly string[];
}

/** A section's claims, and what their modules are made of. */
export interface PageClaims extends PageCells {
  readonly claims: readonly PageClaim[];
}

/** Takes them out of the module that `cellsOf` makes, so that there is one way in which a claim's cell is compiled. What is `unchecked` is left out. */
export function pageClaimsOf(section: Section, folder: string, root: string): PageClaims {
  const { units } = unitsIn(section, folder).units;
  const module = (kept?: string): ReturnType<typeof cellsOf> => {
    const without = new Set(units.map(({ id }) => id).filter((id) => id !== kept));
    return cellsOf({ section, folder, units }, root, without);
  };
  const { moduleHead, cells } = pageCellsOf(section, folder, root);
  const claims = units.flatMap((unit): readonly PageClaim[] => {
    if (unit.kind !== "derivation" && unit.kind !== "cost") return [];
    const { text, tasks: [task] } = module(unit.id);
    if (task?.kind !== "derivation" && task?.kind !== "cost") return [];
    const cellsBefore = cells.filter(({ offset }) => offset < unit.span.start).length;
    return [{ task, cellsBefore, text: text.slice(moduleHead.length), uses: usesOf(unit) }];
  });
  return { moduleHead, cells, claims };
}

function usesOf({ verify }: DerivationUnit | CostUnit): readonly string[] {
  if (verify === null) return [];
  const { text } = codeOf(verify);
  const imports = importsOf(text);
  // a `yield` is read as one in a generator only, where no import may stand
  const inside = imports.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const above = imports.map(({ start, end }) => text.slice(start, end)).join("\n");
  return [...namesOf(`${above}\nexport async function* cell() {\n${inside}\n}`).uses, ...imports.filter(({ runs }) => runs).map(({ specifier }) => specifier.text)];
}
