/** A book that is as it was when it was last proved, on a machine that has what it had: what was said then is said again. */
import { machineText, nothingStands, runOf, sourcesAt, sourcesHash, type Run, type Sources } from "../../tangle/standing/index.ts";

/** What is to be proved: the whole book, either way. */
export interface ProvingOrder {
  readonly root: string;
  /** Whether evidence may be written. */
  readonly writes: "nothing" | "evidence";
}

/** A run of `prove`, seen from before it begins. Nothing is kept of one during which something else than evidence has changed. */
export function provingOf({ root, writes }: ProvingOrder): Run {
  const before = sourcesAt(root);
  if (before === null) return nothingStands;
  const machine = machineText(root);
  const runOn = (sources: Sources): Run => runOf({ root, name: "prove", asked: writes }, { read: `${sourcesHash(sources)} ${machine}` });
  return {
    said: runOn(before).said,
    ended(said) {
      const after = sourcesAt(root);
      if (after !== null && sourcesHash(withoutEvidence(after)) === sourcesHash(withoutEvidence(before))) runOn(after).ended(said);
    },
  };
}

function withoutEvidence(sources: Sources): Sources {
  return new Map([...sources].filter(([path]) => !path.startsWith("book/evidence/")));
}
