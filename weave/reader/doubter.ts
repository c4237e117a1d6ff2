/** What a worker that judges a claim has behind the script of all workers: the prover, to which the claim's module hands its cell. */
import { countedAt, countedFor, doubtedCost, doubtedDerivation, drawnFor, installHelpers, runnerName, type CostCell, type CountedRun, type Draw, type VerifyCell } from "../../prove/doubtedInPage.ts";
import type { Answered, Asked, Verdict } from "./doubt/said.ts";

let cell: unknown = null;
let draws: readonly Draw[] = [];
let runs: readonly CountedRun[] = [];

/** Called by the module, behind the cells that it needs, which find no helper. */
function take(_task: number, handed: unknown): void {
  cell = handed;
  installHelpers(globalThis);
}

async function verdictOn(asked: Asked): Promise<Verdict> {
  if (asked.claim.kind === "derivation") {
    const { claim } = asked.claim;
    if (asked.doubt === "draw") {
      const drawn = drawnFor(claim, cell as VerifyCell | null, asked.salt);
      if ("failures" in drawn) return { kind: "undrawn", failures: drawn.failures };
      draws = drawn.draws;
    }
    return doubtedDerivation(claim, draws);
  }
  const { claim } = asked.claim;
  if (asked.doubt !== "judge") {
    const counted = await (asked.doubt === "draw" ? countedFor(claim, cell as CostCell, asked.salt) : countedAt(claim, cell as CostCell, asked.sizes));
    if ("failures" in counted) return { kind: "undrawn", failures: counted.failures };
    runs = asked.doubt === "draw" ? counted.runs : [...runs.slice(0, 8), ...counted.runs];
  }
  return doubtedCost(claim, runs);
}

Object.assign((globalThis as unknown as Record<symbol, object>)[Symbol.for(runnerName)] ?? {}, { derivation: take, cost: take });

addEventListener("message", (event: MessageEvent<unknown>) => {
  const asked = event.data as Partial<Asked>;
  if (asked.doubt === undefined) return;
  // the script of all workers takes what else it hears for its own
  event.stopImmediatePropagation();
  void verdictOn(asked as Asked).then((verdict) => postMessage({ kind: "doubted", verdict } satisfies Answered));
});
