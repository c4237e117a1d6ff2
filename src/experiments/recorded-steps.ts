// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
/** The two steps of training that are timed, as recordings. */
import { asTensor } from "../tensor-core.ts";
import { defaultInitStd, initMlp, lossOf, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { recordedStep, type Recorder } from "../train/recorded-step.ts";

const timed: readonly { readonly name: string; readonly shape: MlpShape; readonly batch: number }[] = [
  { name: "names", shape: { context: 3, vocabularySize: 27, features: 10, width: 200 }, batch: 32 },
  { name: "novel", shape: { context: 8, vocabularySize: 82, features: 24, width: 256 }, batch: 64 },
];

/** For each a function that takes the step again and gives its loss, as those of `steps` to the last bit. The recorder is that of the default backend. */
export function recordedSteps(recorder: Recorder): readonly { readonly name: string; readonly loss: number; readonly step: () => number }[] {
  return timed.map(({ name, shape, batch }) => {
    const random = randomFrom(1851);
    const drawn = (length: number) => Int32Array.from({ length }, () => Math.floor(random.uniform() * shape.vocabularySize));
    const contexts = asTensor(drawn(batch * shape.context), { shape: [batch, shape.context] });
    const read = { contexts, targets: asTensor(drawn(batch)) };
    const [parameters, optimizer] = [initMlp(shape, random, defaultInitStd(shape)), sgd(0.01)];
    return { name, ...recordedStep(recorder, { parameters, state: optimizer.init(parameters) }, (leaves) => lossOf(leaves, read), optimizer) };
  });
}
//# sourceMappingURL=../.maps/experiments/recorded-steps.ts.map
