/** Random variables as `given` binds them: an experiment, and what is read off its outcome. */

/** One experiment. Variables that share it depend on each other; different experiments are independent. */
export interface Experiment {
  /** All outcomes with their probabilities, if there are finitely many. */
  readonly outcomes: readonly Outcome[] | null;
  /** One outcome, made of numbers from [0, 1). */
  readonly sample: (uniform: () => number) => unknown;
}

export interface Outcome {
  readonly probability: number;
  readonly value: unknown;
}

/** What `finite`, `gaussian` and their like give a cell. */
export class RandomVariable {
  readonly experiment: Experiment;
  readonly read: (outcome: unknown) => unknown;
  /** Its probabilities, or its density, as a function to be bound: `given({ X, p: X.probability })`. */
  readonly probability: (value: number) => number;

  constructor(experiment: Experiment, parts: { readonly read?: (outcome: unknown) => unknown; readonly density?: (value: number) => number }) {
    this.experiment = experiment;
    this.read = parts.read ?? ((outcome) => outcome);
    this.probability = parts.density ?? ((value) => this.#mass(value));
    if (!distributions.has(this.probability)) distributions.set(this.probability, this);
  }

  /** Another variable of the same experiment: `X.map((x) => x ** 2)`. */
  map(f: (value: unknown) => unknown): RandomVariable {
    return new RandomVariable(this.experiment, { read: (outcome) => f(this.read(outcome)) });
  }

  /** The same variable of an experiment of its own, independent of this one. */
  again(): RandomVariable {
    return new RandomVariable({ ...this.experiment }, { read: this.read, density: this.probability });
  }

  #mass(value: number): number {
    if (this.experiment.outcomes === null) throw new TypeError("this variable has no probabilities of single values");
    return this.experiment.outcomes.reduce((sum, each) => (this.read(each.value) === value ? sum + each.probability : sum), 0);
  }
}

// a property of the function itself, kept beside it so that the function stays a plain function
const distributions = new WeakMap<object, RandomVariable>();

/** The variable whose `probability` this function is, so that `\mathbb{E}_{x \sim p}` may name it. */
export function variableOf(probability: object): RandomVariable | undefined {
  return distributions.get(probability);
}
