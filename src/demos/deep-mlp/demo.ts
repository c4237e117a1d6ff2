// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** Trains a deep network while one watches, and shows its layers before and after. */
import { grouped } from "../../format/text.ts";
import { deepLossOf, initDeepMlp, type DeepMlpParameters, type DeepMlpShape } from "../../models/deep-mlp/deep-mlp.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { streamsFrom } from "../../random/streams.ts";
import { startFrom, type Run } from "../../train/training-loop.ts";
import { keptIn, optionsOf } from "../mlp-lm/checkpoints.ts";
import { configurationOf, runOf, typedOptions } from "../optimizers/checkpoints.ts";
import { corpusFor, isNames, type Corpus } from "../optimizers/corpus.ts";
import { describe, placeFor, started, trainInSession, trialOf } from "../optimizers/session.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import { healthOf } from "./health.ts";
import { checkedOptions, deepMlpHelp, givenIn, INITIALISATIONS, type DeepMlpOptions } from "./options.ts";
import { healthTable } from "./table.ts";

const topic = "deep-mlp";

/** Runs it and returns its exit code. */
export const demonstrateDeepMlp = demonstrationOf({ topic, givenIn, checkedOptions, help: deepMlpHelp, show });

async function show(typed: ReadonlyMap<string, string>, first: DeepMlpOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen } = around;
  const place = placeFor(first);
  const kept = first.resume === null ? null : keptIn(first.resume);
  const options = checkedOptions(kept ? typedOptions(optionsOf(kept), typed) : typed);
  const corpus = corpusFor(options);
  const shape = shapeOf(options, corpus);
  const [random] = streamsFrom(options.seed);
  const parameters = initDeepMlp(shape, random!, INITIALISATIONS[options.init]!(shape));
  const trial = trialOf(corpus, deepLossOf(shape), options);
  const { depth, width, norm, init, activation, residual } = options;
  const configuration = configurationOf(options, corpus, { depth, width, norm, residual: residual ? "yes" : "no", init, activation });
  const start = kept ? runOf(kept, parameters, { configuration, optimizer: trial.optimizer }) : startFrom(parameters);
  screen.print(`${describe(corpus, modelOf(options, sizeOf(parameters)), options)}\n`);
  screen.report(started(corpus, start.step, parameters));
  if (kept) screen.print(`goes on after step ${grouped(start.step)}\n`);
  const inspect = inspectorOf(shape, { corpus, optimizer: trial.optimizer, screen });
  return trainInSession({ ...place, topic, corpus, course: options, trial, configuration, inspect }, start, around);
}

function shapeOf(options: DeepMlpOptions, { context, vocabularySize }: Corpus): DeepMlpShape {
  const { depth, width, norm, residual, activation } = options;
  return { context, vocabularySize, features: isNames(options) ? 10 : 16, depth, width, norm, residual, activation };
}

function modelOf({ depth, width, norm, residual, init, activation }: DeepMlpOptions, size: number): string {
  const norms = { pre: "pre-norm", post: "post-norm", sandwich: "sandwich norm", none: "no norm" }[norm];
  return `through ${grouped(depth)} ${residual ? "residual " : ""}layers of width ${grouped(width)}, ${activation}, ${norms}, initialisation ${init}; ${grouped(size)} parameters`;
}

const EXAMPLES = 256;

/** What shows the layers of a run: as a table, and to programs as an event. */
function inspectorOf(shape: DeepMlpShape, { corpus: { train }, optimizer, screen }: { readonly corpus: Corpus; readonly screen: Reported["screen"] } & Pick<Parameters<typeof healthOf>[2], "optimizer">) {
  const count = Math.min(EXAMPLES, train.count);
  const batch = train.batch(Array.from({ length: count }, (_, i) => Math.floor((i * train.count) / count)));
  return ({ step, parameters, state }: Run<DeepMlpParameters>) => {
    const layers = healthOf(shape, { parameters, state: state?.optimizer ?? null }, { batch, optimizer });
    const title = step === 0 ? "the layers before training" : `the layers after step ${grouped(step)}`;
    screen.print(`${step === 0 ? "" : "\n"}${healthTable(layers, { title, withZeroUnits: shape.activation === "relu" }).join("\n")}${step === 0 ? "\n" : ""}`);
    screen.report({ event: "health", step, layers: layers.map((layer) => ({ ...layer })) });
  };
}
//# sourceMappingURL=../../.maps/demos/deep-mlp/demo.ts.map
