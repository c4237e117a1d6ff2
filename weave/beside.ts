/** Jobs that are done beside each other, and what is said of them meanwhile. */

/** Does one after the other; one that fails is the last. */
export async function inTurn<Made>(jobs: readonly (() => Promise<Made>)[]): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const job of jobs) made.push(await job());
  return made;
}

/** Does all beside each other, and waits for all of them even where one fails: then none still writes when the others are thrown away. Throws what the first of them has thrown. */
export async function together<Made>(jobs: readonly (() => Promise<Made>)[]): Promise<readonly Made[]> {
  const ended = await Promise.allSettled(jobs.map((job) => job()));
  return ended.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

/** Does at most so many of the jobs that it is given beside each other; others wait, and begin in the order in which they came. */
export function atMost(most: number): <Made>(job: () => Promise<Made>) => Promise<Made> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    // who ends hands its place to the next
    if (running === most) await new Promise<void>((resolve) => void waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** What is being done for several things at a time. */
export interface Steps {
  readonly say: (name: string, step: string) => void;
  /** Says no more of it. */
  readonly end: (name: string) => void;
}

/** Says all steps that are being done in one line: `pdf: typesetting the book · epub: links and metadata`. */
export function stepsBeside(progress: (line: string) => void): Steps {
  const steps = new Map<string, string>();
  const said = (): void => progress([...steps].map(([name, step]) => `${name}: ${step}`).join(" · "));
  return {
    say(name, step) {
      steps.set(name, step);
      said();
    },
    end(name) {
      steps.delete(name);
      if (steps.size > 0) said();
    },
  };
}
