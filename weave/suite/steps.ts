/** The steps of the whole test, in their order. */
import { availableParallelism } from "node:os";
import type { TestKind } from "./kinds.ts";
import type { Step } from "./step.ts";

/** What is to be tested. */
export interface SuiteOrder {
  /** Absolute: the folder that holds `book/`. */
  readonly root: string;
  /** `changed` trusts verdicts and records that hold for what is there; `all` trusts none. */
  readonly depth: "changed" | "all";
  /** Whether the tests of this project's own tools are among them: those of another book leave them out. */
  readonly tools: "with" | "without";
}

/** All of them. What needs nothing but the chapters comes first, so that an author's mistake is told early. */
export function stepsOf(order: SuiteOrder): readonly Step[] {
  return order.tools === "with" ? withTools(bookSteps(order), toolSteps(order)) : bookSteps(order);
}

const tangled = "tangled";
const woven = "the editions, woven";
const proved = "the evidence is what running the book shows";
const everyChapter = "the program at every chapter's end";
const changed = "changes of the book are noticed";

function bookSteps({ root, depth }: SuiteOrder): readonly Step[] {
  const on = ["--root", root];
  const renew = renewing(depth);
  return [
    { name: "src/ is what the book says", script: "tangle/cli.ts", args: [...on, "--check"], needs: [], cores: "all" },
    { name: tangled, script: "tangle/cli.ts", args: on, needs: [], cores: "all" },
    { name: "types", script: "tangle/types-cli.ts", args: on, needs: [tangled], cores: "one" },
    { name: "prose", script: "prove/prose/cli.ts", args: on, needs: [], cores: "one" },
    { name: everyChapter, script: "tangle/cli.ts", args: [...on, "--every-chapter", ...(depth === "all" ? [] : ["--at-most", "8"])], needs: [], cores: "all", ...renew },
    { name: proved, script: "prove/cli.ts", args: [...on, "--check", ...(depth === "all" ? ["--fresh"] : [])], needs: [tangled], cores: "all" },
    // which tests pass without any change is known from the chapters' ends
    { name: changed, script: "prove/mutate/cli.ts", args: [...on, ...(depth === "all" ? ["--all"] : ["--changed", "--at-most", "20"])], needs: [proved], after: [everyChapter], cores: "all", ...renew },
  ];
}

/** What trusts no verdict that is kept, neither of tests nor of pages, and tries all cases: see `tangle/testing/fullRun.ts`. */
function renewing(depth: SuiteOrder["depth"]): Pick<Step, "env"> {
  return depth === "all" ? { env: { VERDICTS: "renew" } } : {};
}

/** The editions of a book, where they are not there yet. */
export function wovenStep({ root, depth }: Pick<SuiteOrder, "root" | "depth">): Step {
  return { name: woven, script: "weave/suite/woven-cli.ts", args: ["--root", root], needs: [tangled], cores: "one", ...renewing(depth) };
}

/** Random native kernels in a build that watches every access to memory. */
function sanitizedStep({ root }: SuiteOrder): Step {
  return { name: "native kernels under sanitizers", script: "weave/suite/sanitized-cli.ts", args: ["--root", root], needs: [tangled], cores: "one" };
}

/** The editions are woven on one core while files of tests that share a process run on the other. */
function toolSteps(order: SuiteOrder): ToolSteps {
  return {
    beside: [
      wovenStep(order),
      ...(order.depth === "all" ? [sanitizedStep(order)] : []),
      { ...vitest("the tools, in one process", "pure", "--maxWorkers", "1"), cores: "one", ...renewing(order.depth) },
    ],
    // the audit of all pages is the longest test of all: it does not begin last
    after: [
      { ...vitest("the editions, read back", "editions"), needs: [woven], cores: "all", ...renewing(order.depth) },
      // who waits for a process, a page or a clock leaves a core to another
      { ...vitest("the tools, in processes of their own", "process", "--maxWorkers", String(availableParallelism() + 1)), cores: "all", ...renewing(order.depth) },
    ],
  };
}

/** Those of one core, and those that keep all busy. */
interface ToolSteps {
  readonly beside: readonly Step[];
  readonly after: readonly Step[];
}

/** Steps of one core stand together, before all but the first that use all; what waits for another's end holds up nothing that stands before it. */
function withTools(steps: readonly Step[], { beside, after }: ToolSteps): readonly Step[] {
  const place = steps.findLastIndex(({ cores }) => cores === "one") + 1;
  const waiting = steps.findIndex(({ after: ends = [] }) => ends.length > 0);
  return [...steps.slice(0, place), ...beside, ...steps.slice(place, waiting), ...after, ...steps.slice(waiting)];
}

/** The tests of a project of Vitest; those of the program have run at every chapter's end. */
function vitest(name: string, project: TestKind, ...more: readonly string[]): Omit<Step, "cores"> {
  return { name, script: "node_modules/vitest/vitest.mjs", args: ["run", "--project", project, ...more, "--reporter", "default", "--reporter", "./weave/suite/reporter.ts"], needs: [] };
}
