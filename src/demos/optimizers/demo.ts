// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** Trains a network with an optimizer while one watches, or sweeps its learning rates. */
import { grouped } from "../../format/text.ts";
import { lossOf, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { startFrom } from "../../train/training-loop.ts";
import { keptIn, optionsOf } from "../mlp-lm/checkpoints.ts";
import { evaluated } from "../mlp-lm/evaluate.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import { configurationOf, runOf, typedOptions } from "./checkpoints.ts";
import { checkedOptions, givenIn, optimizersHelp, type OptimizersOptions } from "./options.ts";
import { plotOf } from "./plot.ts";
import { describe, isSound, lossText, placeFor, started, trained, trainInSession, trialOf } from "./session.ts";
import { setupFor, type Setup } from "./setup.ts";

const topic = "optimizers";

/** Runs it and returns its exit code. */
export const demonstrateOptimizers = demonstrationOf({
  topic,
  givenIn,
  checkedOptions,
  help: optimizersHelp,
  show: (given, options: OptimizersOptions, around) => (options.sweep ? sweep(options, around) : single(given, options, around)),
});

const modelOf = ({ start }: Setup) => `with ${grouped(sizeOf(start))} parameters`;

/** One training, from the start or from a checkpoint. */
async function single(typed: ReadonlyMap<string, string>, first: OptimizersOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen } = around;
  const place = placeFor(first);
  const kept = first.resume === null ? null : keptIn(first.resume);
  const options = checkedOptions(kept ? typedOptions(optionsOf(kept), typed) : typed);
  const setup = setupFor(options);
  const trial = trialOf(setup, lossOf, options);
  const configuration = configurationOf(options, setup);
  const start = kept ? runOf(kept, setup.start, { configuration, optimizer: trial.optimizer! }) : startFrom(setup.start);
  screen.print(`${describe(setup, modelOf(setup), options)}\n`);
  screen.report(started(setup, start.step, setup.start));
  if (kept) screen.print(`goes on after step ${grouped(start.step)}\n`);
  return trainInSession({ ...place, topic, corpus: setup, course: options, trial, configuration, inspect: () => {} }, start, around);
}

/** The learning rates of a sweep, as multiples of `--lr`: half a power of ten from one to the next. */
const FACTORS = [-3, -2, -1, 0, 1, 2, 3].map((half) => 10 ** (half / 2));

/** A rate of a sweep, and the losses at its end; null where training diverged. */
interface Swept {
  readonly rate: number;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
  readonly parameters: MlpParameters;
}

/** Trains at each rate from one start, and marks the one with the least validation loss. */
async function sweep(options: OptimizersOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen, clock, release, interrupted } = around;
  const setup = setupFor(options);
  screen.print(`${describe(setup, modelOf(setup), { ...options, lr: null })}\n\n${"learning rate".padStart(15)}     train  validation, after ${grouped(options.steps)} steps`);
  screen.report(started(setup, 0, setup.start));
  const swept: Swept[] = [];
  for (const [i, factor] of FACTORS.entries()) {
    const rate = Number((options.lr * factor).toPrecision(2));
    const trial = { ...trialOf(setup, lossOf, { ...options, lr: rate }), evalInterval: options.steps };
    const done = (step: number) => (i + step / options.steps) / FACTORS.length;
    const run = await trained(trial, startFrom(setup.start), { ...around, steps: options.steps, watch: () => {}, live: ({ step }) => screen.progress(done(step), `rate ${rate}: step ${grouped(step)} of ${grouped(options.steps)}`) });
    const last = isSound(run) ? run.evaluations.at(-1) : undefined;
    if (last === undefined && isSound(run)) break;
    const [trainLoss, validationLoss] = last ? [last.training, last.validation] : [null, null];
    screen.print(`${String(rate).padStart(15)}  ${lossText(trainLoss).padStart(8)}  ${lossText(validationLoss).padStart(10)}`);
    screen.report({ event: "rate", learningRate: rate, trainLoss, validationLoss });
    swept.push({ rate, trainLoss, validationLoss, parameters: run.parameters });
  }
  const best = bestOf(swept);
  if (swept.length < FACTORS.length || best === null) return endOfSweep(swept, around);
  const plot = plotOf(swept.map(({ rate, validationLoss }) => ({ label: String(rate), loss: validationLoss })), Math.log(setup.vocabularySize));
  screen.print(plot.length > 0 ? `\nvalidation loss by learning rate; ↑ is above that of the uniform model\n\n${plot.join("\n")}` : "\nno rate is better than the uniform model");
  const testLoss = await evaluated(best.parameters, lossOf, setup.test, { ...around, label: "test" });
  if (testLoss === null || interrupted()) return endOfSweep(swept, around);
  release();
  const [bitsPerCharacter, perplexity] = [testLoss / Math.LN2, Math.exp(testLoss)];
  screen.print(`\nbest at a learning rate of ${best.rate}: ${lossText(best.validationLoss)} nats a character on the validation part, ${testLoss.toFixed(4)} on the test part: ${bitsPerCharacter.toFixed(3)} bits; perplexity ${perplexity.toFixed(2)}`);
  screen.report({ event: "done", parameters: sizeOf(setup.start), optimizer: options.optimizer, learningRate: best.rate, steps: options.steps, trainLoss: best.trainLoss, validationLoss: best.validationLoss, testLoss, bitsPerCharacter, perplexity, seconds: (clock() - around.began) / 1000 });
  return 0;
}

function bestOf(swept: readonly Swept[]): Swept | null {
  const finite = swept.filter(({ validationLoss }) => validationLoss !== null);
  return finite.length === 0 ? null : finite.reduce((one, other) => (other.validationLoss! < one.validationLoss! ? other : one));
}

/** A sweep that someone has stopped, or all of whose rates diverged. */
function endOfSweep(swept: readonly Swept[], { screen, interrupted }: Reported): 1 | 130 {
  if (interrupted()) {
    screen.print(`\nstopped after ${swept.length} of ${FACTORS.length} learning rates`);
    screen.report({ event: "stopped", when: `after ${swept.length} of ${FACTORS.length} learning rates` });
    return 130;
  }
  screen.print("\nall learning rates diverge; a smaller --lr may help");
  screen.report({ event: "diverged", step: null });
  return 1;
}
//# sourceMappingURL=../../.maps/demos/optimizers/demo.ts.map
