// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration: the gradient check of every operation, and what it costs. */
import { savedBytes } from "../../ops/saved-bytes.ts";
import { ulpErrorsOf, torchRecord, type UlpErrors } from "../../testing/ulp-errors.ts";
import { operations, type CheckedOperation } from "../../testing/reference-implementations.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { constant, normal, variable, vjp, type Tensor } from "../../tensor-core.ts";
import { columns, grouped } from "../../format/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import { reporterOn, type Reporter } from "../shell/report.ts";
import type { Screen } from "../shell/console.ts";
import { textFor } from "../ngram/text.ts";
import { numberIn } from "../shell/options.ts";
import { readGradientCheckOptions, gradientCheckHelp, type GradientCheckOptions } from "./options.ts";
import { operationsOn, characterIds } from "./text.ts";

/** Where it prints, a clock in ms, one of the processor's time in microseconds, and how it was started, without options. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
  readonly processorClock: () => number;
  readonly command: string;
}

/** In ulps. Finite differences have about a third of the digits less, and are not held against it. */
const ALLOWED = 1000;

/** Whether the methods agree; one that gives no number does not. */
export const isAgreed = ({ primitives, complexStep, torch }: UlpErrors): boolean => Math.max(primitives, complexStep, torch ?? 0) <= ALLOWED;

/** Runs the demonstration and returns its exit code: 0; 1 if a gradient is wrong, or for a text that it cannot use; 2 for a wrong command line. */
export function demonstrateGradientCheck(args: readonly string[], surroundings: Surroundings): 0 | 1 | 2 {
  const { screen, command } = surroundings;
  let options: GradientCheckOptions | null;
  try {
    options = readGradientCheckOptions(args);
  } catch (mistake) {
    return refused(screen, mistake, `\nsee ${command} --help`) && 2;
  }
  if (options === null) {
    screen.print(gradientCheckHelp(command));
    return 0;
  }
  try {
    return show(options, surroundings) ? 0 : 1;
  } catch (mistake) {
    return refused(screen, mistake, "") && 1;
  }
}

/** Complains of a mistake of the person at the keyboard; throws any other. */
function refused(screen: Screen, mistake: unknown, hint: string): true {
  if (!(mistake instanceof BadInput)) throw mistake;
  screen.complain(`gradient-check: ${mistake.message}${hint}`);
  return true;
}

/** The options, and the operations that are checked and timed: two more if there is a text. */
interface Task extends GradientCheckOptions {
  readonly checked: readonly CheckedOperation[];
  readonly timed: readonly CheckedOperation[];
  /** What of the text is read, in words. */
  readonly reading: string;
}

/** Of a text only a few characters are checked: finite differences evaluate the loss twice for each number of the operands. */
const CHARACTERS_CHECKED = 8;

/** Throws `BadInput` for a text that cannot be used. */
function taskOf(options: GradientCheckOptions): Task {
  const { file, rows } = options;
  if (file === null) return { ...options, checked: operations, timed: operations, reading: "" };
  const text = textFor(file);
  const { vocabularySize: V } = characterIds(text, rows + 1);
  numberIn(`--rows times the ${grouped(V)} distinct characters in them`, String(rows * V), [2, 10_000_000]);
  const reading = `; (text): ${grouped(rows)} characters of ${file}, and those that follow; vocabulary size ${grouped(V)}`;
  return { ...options, checked: [...operations, ...operationsOn(text, CHARACTERS_CHECKED)], timed: [...operations, ...operationsOn(text, rows)], reading };
}

/** Whether the gradients agree. */
function show(options: GradientCheckOptions, { screen, clock, processorClock }: Surroundings): boolean {
  const start = clock();
  const reporter = reporterOn(screen, options.format);
  const task = taskOf(options);
  const agreed = showChecks(task, reporter);
  showCosts(task, { screen: reporter, processorClock });
  reporter.report({ event: "done", operations: task.checked.length, draws: options.draws, agreed, recorded: { torch: { ...torchRecord() } }, seconds: (clock() - start) / 1000 });
  return agreed;
}

function showChecks({ draws, seed, checked }: Task, screen: Reporter): boolean {
  const results = checked.map((operation, i) => {
    screen.progress(i / (2 * checked.length), operation.name);
    return { operation, errors: ulpErrorsOf(operation, randomFrom(seed), draws) };
  });
  screen.print(`errors of the backward passes by hand against each method, in ulps, at most, over ${draws} draws\n`);
  screen.print(columns(["", "primitives", "complex step", "finite diff.", "PyTorch"], results.map(({ operation, errors }) => [operation.name, ...rowOf(errors)])));
  const { version, file } = torchRecord();
  screen.print(`\nrecorded elsewhere: the gradients of PyTorch ${version}, at one point for each operation, in ${file}; all else was computed now, on this machine`);
  for (const { operation, errors } of results) screen.report({ event: "check", operation: operation.name, ...figuresOf(errors), agreed: isAgreed(errors) });
  const against = results.filter(({ errors }) => !isAgreed(errors));
  for (const { operation } of against) screen.complain(`${operation.name}: the gradients do not agree`);
  return against.length === 0;
}

/** Differences from the gradient by hand, in ulps, by the field's names of the methods. */
const figuresOf = ({ primitives, complexStep, finiteDifference, torch }: UlpErrors) => ({ primitives, complexStep: complexStep, finiteDifference: finiteDifference, torch });

const rowOf = ({ primitives, complexStep, finiteDifference, torch }: UlpErrors) => [primitives.toFixed(1), complexStep.toFixed(1), finiteDifference.toExponential(0), torch === null ? "not asked" : torch.toFixed(1)];

function showCosts({ rows, width, runs, seed, timed, reading }: Task, { screen, processorClock }: { readonly screen: Reporter; readonly processorClock: () => number }): void {
  const random = randomFrom(seed);
  const lines = timed.map(({ name, shapes, fused, composed }, i) => {
    screen.progress((timed.length + i) / (2 * timed.length), name);
    const operands = shapes(rows, width).map((shape) => variable(normal(random, shape)));
    const [hand, tape] = [fused, composed].map((operation) => measured(operation, operands, { runs, clock: processorClock }));
    screen.report({ event: "cost", operation: name, fused: costOf(hand!), composed: costOf(tape!) });
    return [name, ...[hand!, tape!].map(({ microseconds }) => (microseconds / 1000).toFixed(1)), ...[hand!, tape!].map(({ saved }) => grouped(Math.round(saved / 1024)))];
  });
  screen.print(`\nthere and back on ${grouped(rows)} rows of ${grouped(width)} numbers in single precision: the fastest of ${runs}, and what is kept${reading}\n`);
  screen.print(columns(["", "ms fused", "ms of primitives", "KiB fused", "KiB of primitives"], lines));
}

/** Processor seconds of a forward and a backward pass, and the bytes saved between them. */
const costOf = ({ microseconds, saved }: ReturnType<typeof measured>) => ({ seconds: microseconds / 1e6, savedBytes: saved });

function measured(operation: CheckedOperation["fused"], operands: readonly Tensor[], { runs, clock }: { readonly runs: number; readonly clock: () => number }) {
  let [fastest, saved] = [Infinity, 0];
  for (let run = 0; run < runs; run++) {
    const start = clock();
    const y = operation(...operands);
    vjp(y, operands, constant(y));
    fastest = Math.min(fastest, clock() - start);
    saved = savedBytes(y);
  }
  return { microseconds: fastest, saved };
}
//# sourceMappingURL=../../.maps/demos/gradient-check/demo.ts.map
