/** The checks of claims and the renderer of figures, loaded only for a section that has something for them. */
import type { Job, Task } from "../cells/job.ts";
import { withGlobals, withoutChance } from "./globals.ts";
import type { Checks } from "./runner.ts";
import type { Renderer } from "./shown/drawing.ts";

/** Loads the checks that the job's tasks need. */
export async function loadChecks({ tasks }: Job): Promise<Checks> {
  return {
    derivation: has(tasks, "derivation") ? await derivationCheck() : notLoaded("derivation"),
    cost: has(tasks, "cost") ? await costCheck() : notLoaded("cost"),
  };
}

/** The renderer, and the names with which cells make figures. */
export async function loadRenderer({ draws }: Job): Promise<{ readonly renderer: Renderer; readonly globals: Readonly<Record<string, unknown>> }> {
  if (!draws) return { renderer: { isFigure: () => false, renderFigure: notLoaded("figure") }, globals: {} };
  const [{ renderFigure }, { figureGlobals, isFigure }] = await Promise.all([import("../figures/render.ts"), import("../figures/globals.ts")]);
  return { renderer: { isFigure, renderFigure }, globals: figureGlobals() };
}

async function derivationCheck(): Promise<Checks["derivation"]> {
  const [{ checkDerivation }, helpers] = await Promise.all([import("../derivations/check.ts"), loadHelpers()]);
  return (claim, cell, place) => withGlobals(helpers, () => withoutChance(async () => checkDerivation(claim, cell, place)));
}

async function costCheck(): Promise<Checks["cost"]> {
  const [{ checkCost }, helpers] = await Promise.all([import("../costs/check.ts"), loadHelpers()]);
  return (claim, cell, place) => withGlobals(helpers, () => withoutChance(() => checkCost(claim, cell, place)));
}

async function loadHelpers(): Promise<object> {
  const { installHelpers } = await import("../helpers/install.ts");
  const helpers = {};
  installHelpers(helpers);
  return helpers;
}

function has(tasks: readonly Task[], kind: Task["kind"]): boolean {
  return tasks.some((task) => task.kind === kind);
}

function notLoaded(what: string): () => never {
  return () => {
    throw new Error(`internal: nothing was loaded to check a ${what}`);
  };
}
