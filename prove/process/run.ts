/** Runs the cells of one section in an isolated process and says what came of each. */
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Diagnostic } from "../../tangle/index.ts";
import { cellsOf, type CellModule } from "../cells/cells.ts";
import type { Limits } from "../units/limits.ts";
import { diagnosticWithoutUnit } from "./outcome-diagnostic.ts";
import type { Outcome } from "../records/outcome.ts";
import { endFailure, leftFailure } from "./endings.ts";
import { Findings } from "./findings.ts";
import { makeFolder, removeFolder } from "./folder.ts";
import type { SeedTask } from "../seed/inside.ts";
import type { Job, Message } from "../cells/job.ts";
import { childSupervisor, type ChildSupervisor } from "../system/supervisor.ts";
import { watchProcess } from "./watch.ts";
import { mayDraw } from "../units/outline.ts";
import type { SectionUnits } from "../units/unit.ts";

/** A section to be run. */
export interface SectionJob {
  /** The folder that holds `book/`. */
  readonly root: string;
  /** The folder that holds the `src/` on which the cells run; the root, if none is given. */
  readonly program?: string;
  readonly units: SectionUnits;
  readonly limits: Limits;
  /** Units that are not run: only such as make no scope for those that are. */
  readonly without?: ReadonlySet<string>;
  /** The experiment among the units that is run, with its seed; without it none is. */
  readonly running?: SeedTask;
  /** Hears what the process says, too. */
  readonly hear?: (message: Message) => void;
}

/** What came of it. */
export interface SectionRun {
  /** By id of the unit. One that was not reached, since a cell before it failed, has none. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The data files read up to each unit, with the SHA-256 of each. */
  readonly data: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Files of the results by name: text, or the bytes of a PNG. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What went wrong and is no single unit's fault. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs a section's cells, figures, numbers, derivations, costs, and the mistakes that throw. Mistakes for the type-checker
 * or in a chunk's place, fragments, and what is unchecked as a whole are not run here and have no outcome. `life` ends the
 * process if this one is ended.
 */
export async function runSection(job: SectionJob, life?: ChildSupervisor): Promise<SectionRun> {
  const root = realpathSync(job.root);
  const module = cellsOf(job.units, root, withoutExperiments(job));
  const findings = new Findings(job.units, module);
  for (const [id, failures] of module.mistakes) for (const failure of failures) findings.blame(id, failure);
  for (const [id, [first]] of module.meant) findings.judge(id, first === undefined ? null : { name: "SyntaxError", message: first.message });
  const own = life ?? childSupervisor();
  try {
    // what is not TypeScript would keep all of the module from running
    if (module.mistakes.size === 0 && module.tasks.length > 0) await runModule({ ...job, root, program: realpathSync(job.program ?? root) }, { module, findings, life: own });
  } finally {
    if (life === undefined) own.close();
  }
  const { outcomes, data, files, homeless } = findings;
  return { outcomes, data, files, diagnostics: homeless.map((failure) => diagnosticWithoutUnit(failure, job.units.section)) };
}

interface Running {
  readonly module: CellModule;
  readonly findings: Findings;
  readonly life: ChildSupervisor;
}

async function runModule({ root, program, units, limits, running, hear = () => {} }: SectionJob & { readonly program: string }, { module, findings, life }: Running): Promise<void> {
  const { tasks, imports } = module;
  const job: Job = { root, path: units.section.path, tasks, imports, draws: draws(units), experiments: units.experiments ?? {}, running: running ?? null };
  const folder = makeFolder(job, module);
  const untie = life.tie(() => removeFolder(folder));
  try {
    const writes = running?.keptAt == null ? [] : [dirname(running.keptAt)];
    const ending = await watchProcess({ root, program, folder, limits, supervisor: life, writes, hear: (message) => (findings.hear(message), hear(message)) });
    if (!findings.isReady && ending.reason === "ended") throw new Error(`internal: the process of ${job.path} did not start\n${ending.said}`);
    const failure = endFailure(ending, limits, { isDone: findings.isDone, subject: subjectOf(findings) });
    if (failure !== null) findings.blame(findings.running, failure);
    for (const member of ending.left) findings.blame(findings.idOfTask(member.task), leftFailure(member));
  } finally {
    removeFolder(folder);
    untie();
  }
}

/** Units that are not run: those that need not be, and every experiment but one. */
function withoutExperiments({ units, without = new Set(), running }: SectionJob): ReadonlySet<string> {
  const idle = units.units.filter((unit) => unit.kind === "experiment" && unit.fence.name !== running?.name);
  return new Set([...without, ...idle.map(({ id }) => id)]);
}

function subjectOf({ running, outcomes }: Findings): string {
  if (running !== null) return `\`${running}\``;
  return outcomes.size === 0 ? "loading the program" : "the section";
}

/** Whether any cell may draw: the libraries for it take a while to load. */
function draws({ units }: SectionUnits): boolean {
  return units.some((unit) => unit.kind === "figure" || (unit.kind === "run" && unit.fence.lines.some(({ text }) => mayDraw(text))));
}
