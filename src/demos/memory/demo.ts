// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration: what a training step and inference take, and whether it fits. */
import { columns, grouped } from "../../format/text.ts";
import { countOf, parametersOf, type Architecture } from "../../memory/architecture.ts";
import { bytesIn, largestPhase, type Phase } from "../../memory/budget.ts";
import { inferenceBytes, keyValueBytesPerToken } from "../../memory/inference-memory.ts";
import { publishedModels } from "../../memory/published-models.ts";
import { bytesOfStates, totalOf } from "../../memory/training-recipe.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Screen } from "../shell/console.ts";
import { wholeNumberIn } from "../shell/options.ts";
import { reporterOn, type Reporter } from "../shell/report.ts";
import { chartOf } from "./chart.ts";
import { cureFor, largestFor, peakBytesOf, phasesFor, whyNoFormula, type Task } from "./fit.ts";
import { gigabytes } from "./gigabytes.ts";
import { measuredRows, measuredStep, whyNotRun } from "./measure.ts";
import { memoryHelp, readMemoryOptions, type Device, type MemoryOptions } from "./options.ts";
import { architectureIn } from "./read-configuration.ts";

/** Where it prints, a clock in ms, the bytes of the machine’s memory, and how it was started, without options. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
  readonly memory: number;
  readonly command: string;
}

/** Without `--context` a sequence has at most so many tokens. */
const USUAL_CONTEXT = 1024;

const usualDevices: readonly Device[] = [8, 24, 80].map((count) => ({ name: `${count} GB`, bytes: count * 1e9 }));

/** Runs the demonstration and returns its exit code: 0; 1 if measured bytes differ from the prediction, for a file that it cannot use, and for too little memory; 2 for a wrong command line. */
export function demonstrateMemory(args: readonly string[], surroundings: Surroundings): 0 | 1 | 2 {
  const { screen, command } = surroundings;
  const usage = `\nsee ${command} --help`;
  try {
    const options = told(2, usage, () => readMemoryOptions(args));
    if (options === null) {
      screen.print(memoryHelp(command));
      return 0;
    }
    const architecture = told(1, "", () => architectureOf(options));
    const task = told(2, usage, () => taskOf(options, architecture));
    return told(1, "", () => (show(task, options, surroundings) ? 0 : 1));
  } catch (mistake) {
    if (!(mistake instanceof Told)) throw mistake;
    screen.complain(`memory: ${mistake.message}`);
    return mistake.code;
  }
}

/** A mistake of the person at the keyboard, with its exit code. */
class Told extends Error {
  readonly code: 1 | 2;
  constructor(code: 1 | 2, message: string) {
    super(message);
    this.code = code;
  }
}

/** What `work` gives. A `BadInput` of it gets an exit code and a hint. */
function told<T>(code: 1 | 2, hint: string, work: () => T): T {
  try {
    return work();
  } catch (mistake) {
    throw mistake instanceof BadInput ? new Told(code, `${mistake.message}${hint}`) : mistake;
  }
}

const architectureOf = ({ model }: MemoryOptions): Architecture => (typeof model === "string" ? publishedModels[model] : architectureIn(model.file));

/** The task of the options. Throws `BadInput` for what does not go with the model. */
function taskOf({ batch, context, recipe, fit, measure }: MemoryOptions, architecture: Architecture): Task {
  if (context !== null) wholeNumberIn("--context", String(context), [1, architecture.context]);
  const [why, no] = [whyNoFormula(architecture), whyNotRun(architecture)];
  if (fit && why) throw new BadInput(`--fit ${fit} has no answer: ${why}`);
  if (measure && no) throw new BadInput(`--measure runs a GPT like GPT-2, and ${no}`);
  return { architecture, recipe, batch, time: context ?? Math.min(USUAL_CONTEXT, architecture.context) };
}

type Shown = MemoryOptions & { readonly screen: Reporter };

/** Whether nothing that was measured differs from its prediction. */
function show(asked: Task, options: MemoryOptions, { screen, clock, memory }: Surroundings): boolean {
  const start = clock();
  const shown = { ...options, screen: reporterOn(screen, options.format) };
  const task = fitted(asked, shown);
  showModel(task, shown);
  const phases = whyNoFormula(task.architecture) === null ? phasesFor(task) : null;
  showBytes(task, phases, shown);
  if (phases) showPhases(phases, shown);
  showInference(task, shown);
  showDevices(task, shown);
  const apart = options.measure ? showMeasured(task, memory, shown) : null;
  shown.screen.report({
    event: "done", parameters: parametersIn(task), batch: task.batch, context: task.time, keyValueBytesPerToken: keyValueBytesPerToken(task.architecture), peakBytes: phases && bytesIn(largestPhase(phases)), peakPhase: phases && largestPhase(phases).name,
    ...(apart !== null && { apart: Number.isFinite(apart) ? apart : null }), seconds: (clock() - start) / 1000,
  });
  return apart === null || apart === 0;
}

const parametersIn = ({ architecture }: Task) => countOf(parametersOf(architecture));

/** The task with the largest batch or context that fits, if that is asked for. Throws `BadInput` if none does. */
function fitted(task: Task, { fit, device, screen }: Shown): Task {
  if (!fit || !device) return task;
  const most = largestFor(fit, task, device.bytes);
  if (most === 0) throw new BadInput(`not even a ${fit} of 1 fits into ${device.name}: it takes ${gigabytes(peakBytesOf({ ...task, ...(fit === "batch" ? { batch: 1 } : { time: 1 }) }))} GB`);
  const found = { ...task, ...(fit === "batch" ? { batch: most } : { time: most }) };
  const all = fit === "context" && most === task.architecture.context;
  screen.print(`the largest ${fit} that fits into ${device.name}: ${grouped(most)}${all ? ", all that the model reads" : ""}\n`);
  screen.report({ event: "fit", fit, device: device.name, limit: device.bytes, largest: most, peakBytes: peakBytesOf(found) });
  return found;
}

function showModel(task: Task, { screen }: Shown): void {
  const { architecture: { name }, recipe, batch, time } = task;
  screen.print(`${name}: ${grouped(parametersIn(task))} parameters\n${recipe.name}; ${workOf(task)}\n`);
  screen.report({ event: "model", name, parameters: parametersIn(task), recipe: recipe.name, batch, context: time });
}

const workOf = ({ batch, time }: Task) => `${batch === 1 ? "one sequence" : `${grouped(batch)} sequences`} of ${time === 1 ? "one token" : `${grouped(time)} tokens`}`;

/** What a training keeps, each at its most and at the peak; null for what has no formula. */
function showBytes({ architecture, recipe }: Task, phases: readonly Phase[] | null, { screen }: Shown): void {
  const states = bytesOfStates(architecture, recipe);
  const peak = phases && largestPhase(phases);
  const most = (kind: "activations" | "logits") => phases && Math.max(...phases.map((phase) => phase[kind]));
  const rows: readonly (readonly [name: string, bytes: number | null, atPeak: number | null])[] = [
    ["parameters", states.weights, peak && states.weights],
    ["gradients", states.gradients, peak && peak.gradients],
    ...(states.master > 0 ? [["float32 copy of parameters", states.master, peak && states.master] as const] : []),
    ["optimiser states", states.optimiser, peak && states.optimiser],
    ["saved activations", most("activations"), peak && peak.activations],
    ["logits and their gradient", most("logits"), peak && peak.logits],
  ];
  const cell = (bytes: number | null, write: (bytes: number) => string) => (bytes === null ? "no formula" : write(bytes));
  screen.print(columns(["of a training step", "bytes at most", "GB", "GB at the peak"], [
    ...rows.map(([name, bytes, atPeak]) => [name, cell(bytes, grouped), cell(bytes, gigabytes), cell(atPeak, gigabytes)]),
    ["together", ...(peak ? ["", "", gigabytes(bytesIn(peak))] : [grouped(totalOf(states)), gigabytes(totalOf(states)), "no formula"])],
  ]));
  const { weights, gradients, master, optimiser } = states;
  screen.report({ event: "bytes", weights, gradients, master, optimiser, activations: most("activations"), logits: most("logits") });
  const why = whyNoFormula(architecture);
  if (why) screen.print(`\n${why}; the last line adds the states alone`);
}

function showPhases(phases: readonly Phase[], { screen }: Shown): void {
  screen.print(`\nthe phases of the step, in GB\n\n${chartOf(phases)}`);
  for (const phase of phases) screen.report({ event: "phase", ...phase, bytes: bytesIn(phase) });
}

function showInference(task: Task, { screen }: Shown): void {
  const { architecture, batch, time } = task;
  const perToken = keyValueBytesPerToken(architecture);
  const { weights, cache } = inferenceOf(task);
  screen.print(`\ninference with 2 bytes a number: weights ${gigabytes(weights)} GB, key–value cache ${grouped(perToken)} bytes a token;\n  ${workOf(task)}: ${gigabytes(cache)} GB of cache, ${gigabytes(weights + cache)} GB together`);
  screen.report({ event: "inference", weights, keyValueBytesPerToken: perToken, sequences: batch, tokens: time, cache, bytes: weights + cache });
}

const inferenceOf = ({ architecture, batch, time }: Task) => inferenceBytes(architecture, { sequences: batch, tokens: time });

/** Whether training and inference fit into the device that is given, or into the usual ones. */
function showDevices(task: Task, { screen, device }: Shown): void {
  screen.print("\ndoes it fit?\n");
  const { weights, cache } = inferenceOf(task);
  for (const { name, bytes } of device ? [device] : usualDevices) {
    const [training, inference] = [trainingFits(task, bytes), weights + cache <= bytes];
    screen.print(`${name.padStart(7)}  training: ${training.words}\n${" ".repeat(7)}  inference: ${inference ? `yes, with ${gigabytes(bytes - weights - cache)} GB to spare` : `no, ${gigabytes(weights + cache - bytes)} GB too much`}`);
    screen.report({ event: "device", device: name, limit: bytes, training: training.fits, inference });
  }
}

/** Whether a step fits, and in words by how much, or what would; null where that is not known. */
function trainingFits(task: Task, limit: number): { readonly fits: boolean | null; readonly words: string } {
  if (whyNoFormula(task.architecture)) {
    const over = totalOf(bytesOfStates(task.architecture, task.recipe)) - limit;
    return over > 0 ? { fits: false, words: `no, the states alone are ${gigabytes(over)} GB too much` } : { fits: null, words: `the states would fit; for what is saved there is no formula` };
  }
  const over = peakBytesOf(task) - limit;
  return over > 0 ? { fits: false, words: `no, ${gigabytes(over)} GB too much; ${cureFor(task, limit)}` } : { fits: true, words: `yes, with ${gigabytes(-over)} GB to spare` };
}

/** Runs the step, and returns how many bytes it is apart from its prediction. */
function showMeasured(task: Task, memory: number, { screen, optimizer, backend }: Shown): number {
  const begins = (predicted: number, name: string) => screen.print(`\na step of ${workOf(task)} runs on ${name}; predicted are ${gigabytes(predicted)} GB`);
  const measured = measuredStep(task, { optimizer, backend, memory, begins });
  screen.print(`\nbytes when most is allocated, by what they hold\n\n${columns(["", "predicted", "measured", "apart"], measuredRows(measured))}`);
  for (const row of measured.rows) screen.report({ event: "content", ...row });
  screen.report({ event: "measured", backend: measured.backend, predicted: measured.predicted, measured: measured.measured });
  screen.print(measured.apart === 0 ? "\nevery block has the bytes, the content and the lifetime that were predicted: 0 bytes apart" : "");
  if (measured.apart > 0) screen.complain(`memory: the step did not allocate what was predicted${Number.isFinite(measured.apart) ? `: ${grouped(measured.apart)} bytes apart` : ""}`);
  return measured.apart;
}
//# sourceMappingURL=../../.maps/demos/memory/demo.ts.map
