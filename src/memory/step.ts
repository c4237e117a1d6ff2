// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** A training step of a GPT, recorded block by block. */
// Import what a recorded step uses
import { gptLossOf, type GptConfig } from "../models/gpt/gpt.ts";
import { zeroGpt } from "../models/gpt/zero-gpt.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { savedTensors } from "../ops/saved-bytes.ts";
import type { Optimizer, Weights } from "../optim/optimizer.ts";
import { variable, zeros, type Backend, type Tensor } from "../tensor-core.ts";
import { gradientsOf } from "../train/train.ts";
import { RecordingPool, type Block } from "./recording-pool.ts";

// Record a training step
/** Which step. */
export interface RecordedTraining {
  readonly config: GptConfig;
  readonly batch: number;
  /** Tokens of a sequence; the context of the model by default. */
  readonly time?: number;
  readonly optimizer: Optimizer;
  /** Whether the forward pass has a scope of its own, which `trainStep` does not give it; false by default. */
  readonly forwardScope?: boolean;
}

/** The blocks of one step on a backend, or on its shapes alone. */
export function recordedTraining(
  backend: Backend,
  { config, batch: B, time: T = config.context, optimizer, forwardScope = false }: RecordedTraining,
): readonly Block[] {
  const pool = new RecordingPool(backend);
  const tensorsOf = (tree: Parameters) => leavesOf(tree).map(([, leaf]) => leaf);
  const tokens = () => zeros([B, T], { backend: pool, dtype: "int32" });
  const parameters = zeroGpt(config, pool);
  const state = optimizer.init(parameters);
  const batch = { ids: tokens(), targets: tokens() };
  pool.label("parameters", tensorsOf(parameters));
  pool.label("optimiser states", tensorsOf(state.memory));
  pool.label("batch", [batch.ids, batch.targets]);
  const after = pool.scope((): Weights<typeof parameters> => {
    const variables = mapLeaves(parameters, variable);
    const forward = () => gptLossOf(config)(variables, batch);
    const loss = forwardScope ? pool.scope(forward) : forward();
    // Label what the graph saves
    const saved = savedTensors(loss);
    pool.label("logits", saved.filter(({ name }) => name === "logits").map(({ tensor }) => tensor));
    pool.label("saved activations", saved.map(({ tensor }) => tensor));
    const gradients = gradientsOf(loss, variables);
    pool.label("gradients", tensorsOf(gradients));
    return optimizer.update(parameters, gradients, state);
  });
  pool.label("parameters", tensorsOf(after.parameters));
  pool.label("optimiser states", tensorsOf(after.state.memory));
  pool.release([parameters, state.memory]);
  return pool.blocks;
}
//# sourceMappingURL=../.maps/memory/step.ts.map
