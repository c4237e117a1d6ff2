/** What a worker that judges a claim has behind the script of all workers: the prover, to which the claim's module hands its cell. */
import { countedAt, countedFor, doubtedCost, doubtedDerivation, drawnFor, installHelpers, runnerName, slipsOf, type CostCell, type CountedRun, type Draw, type VerifyCell } from "../../prove/doubtedInPage.ts";
import type { Answered, Asked, Verdict } from "./doubt/said.ts";

let cell: unknown = null;
let draws: readonly Draw[] = [];
let drawnRuns: readonly CountedRun[] = [];
let runs: readonly CountedRun[] = [];

/** Called by the module, behind the cells that it needs, which find no helper. */
function take(_task: number, handed: unknown): void {
  cell = handed;
  installHelpers(globalThis);
}

/** What is still to be answered, in its order; of changed claims only the last is. */
let waiting: readonly Asked[] = [];
let isAtWork = false;

async function work(): Promise<void> {
  isAtWork = true;
  for (let [asked] = waiting; asked !== undefined; [asked] = waiting) {
    waiting = waiting.slice(1);
    // what the judge itself throws must not keep it from what is asked next
    const verdict = await verdictOn(asked).catch((error: unknown): Verdict => ({ kind: "undrawn", failures: [{ code: "check-throws", message: `the check throws ${String(error)}`, where: { kind: "unit" }, notes: [] }] }));
    if (verdict !== null) postMessage({ kind: "doubted", asked, verdict } satisfies Answered);
  }
  isAtWork = false;
}

async function verdictOn(asked: Asked): Promise<Verdict | null> {
  if (asked.claim.kind === "derivation") {
    const { claim } = asked.claim;
    if (asked.doubt !== "draw") return doubtedDerivation(claim, draws, () => pause(() => waiting.length > 0));
    const drawn = drawnFor(claim, cell as VerifyCell | null, asked.salt);
    if ("failures" in drawn) return { kind: "undrawn", failures: drawn.failures };
    draws = drawn.draws;
    const verdict = await doubtedDerivation(claim, draws, () => pause(() => false));
    return verdict && { ...verdict, slips: slipsOf(claim, draws) };
  }
  const { claim } = asked.claim;
  if (asked.doubt !== "judge") {
    const counted = await (asked.doubt === "draw" ? countedFor(claim, cell as CostCell, asked.salt) : countedAt(claim, cell as CostCell, asked.sizes));
    if ("failures" in counted) return { kind: "undrawn", failures: counted.failures };
    drawnRuns = asked.doubt === "draw" ? counted.runs : drawnRuns;
    // what is wrong at the reader's own sizes is said of these
    runs = asked.doubt === "draw" ? drawnRuns : [...counted.runs, ...drawnRuns];
  }
  return doubtedCost(claim, runs);
}

const pauses = new MessageChannel();

/** Lets what the page has sent arrive. */
function pause(isOver: () => boolean): Promise<"go on" | "stop"> {
  return new Promise((resolve) => {
    pauses.port1.onmessage = () => resolve(isOver() ? "stop" : "go on");
    pauses.port2.postMessage(null);
  });
}

Object.assign((globalThis as unknown as Record<symbol, object>)[Symbol.for(runnerName)] ?? {}, { derivation: take, cost: take });

addEventListener("message", (event: MessageEvent<unknown>) => {
  const asked = event.data as Asked;
  if (!("doubt" in asked)) return;
  // the script of all workers takes what else it hears for its own
  event.stopImmediatePropagation();
  waiting = [...waiting.filter(({ doubt }) => doubt !== "judge"), asked];
  if (!isAtWork) void work();
});
