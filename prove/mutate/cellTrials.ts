/** Runs the cells that reach a changed program, to see whether they show something else. */
import { dirname, join } from "node:path";
import { buildProgram, buildReader, buildsOf, loadCompiler, machineOf, ModuleGraph, placeProducts, sourceMapOf, type Build, type Layout } from "../../tangle/index.ts";
import { sameResult } from "../evidence/compare.ts";
import type { Limits } from "../process/limits.ts";
import type { SectionPlan } from "../proving/plan.ts";
import { runSection } from "../process/run.ts";
import type { SectionUnits } from "../units/unit.ts";
import type { ChangedProgram } from "./program.ts";

/** The sections whose cells are run, with what they show now. */
export interface CellTrials {
  readonly root: string;
  readonly plans: readonly SectionPlan[];
  readonly limits: Limits;
}

/** The first cell that shows something else under the changed program, as its chapter's file and its id; null if none does. */
export async function cellThatDiffers({ layouts, changed }: ChangedProgram, { root, plans, limits }: CellTrials): Promise<string | null> {
  const { diskWriter, makeTestFolder } = await loadCompiler();
  const { builds } = buildsOf(root);
  const reaching = sectionsReaching(plans, layouts, { changed, builds });
  if (reaching.length === 0) return null;
  const writer = diskWriter();
  const folder = makeTestFolder(root, "mutant-cells", writer);
  const target = join(folder, "program");
  try {
    for (const layout of layouts) {
      writer.mkdir(dirname(join(target, layout.path)));
      writer.mkdir(dirname(join(target, layout.mapPath)));
      writer.write(join(target, layout.path), layout.text, 0o644);
      writer.write(join(target, layout.mapPath), sourceMapOf(layout, { target, book: root }), 0o644);
    }
    writer.link(join(root, "book"), join(target, "book"));
    const { products } = buildProgram({ root, layouts, builds, machine: machineOf(root), into: join(folder, "builds") });
    placeProducts(target, { builds, products }, writer);
    for (const plan of reaching) {
      const found = await differingIn(plan, target, limits);
      if (found !== null) return found;
    }
    return null;
  } finally {
    writer.discard(folder);
  }
}

async function differingIn({ units, held, absent }: SectionPlan, root: string, limits: Limits): Promise<string | null> {
  const { outcomes } = await runSection({ root, units, limits, without: new Set(absent.keys()) });
  const differing = [...outcomes].find(([id, outcome]) => {
    const before = held.get(id);
    return !outcome.ok || (before !== undefined && !sameResult(before.result, outcome.result));
  });
  return differing === undefined ? null : `the cell \`${differing[0]}\` of ${units.section.path}`;
}

function sectionsReaching(plans: readonly SectionPlan[], layouts: readonly Layout[], { changed, builds }: { readonly changed: ReadonlySet<string>; readonly builds: readonly Build[] }): readonly SectionPlan[] {
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const read = buildReader(builds, [...files.keys()]);
  const graph = new ModuleGraph(files, read);
  return plans.filter(({ units }) => graph.reachedFrom(graph.targetsIn(".", read(codeOf(units)))).some((path) => changed.has(path)));
}

function codeOf({ units }: SectionUnits): string {
  const fences = units.flatMap((unit) => ("fence" in unit ? [unit.fence] : "verify" in unit && unit.verify !== null ? [unit.verify] : []));
  return fences.map(({ lines }) => lines.map(({ text }) => text).join("\n")).join("\n");
}
