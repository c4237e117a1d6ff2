/** The steps of the whole test, in their order. */
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
  return [...bookSteps(order), ...(order.tools === "with" ? [toolStep(order.depth)] : [])];
}

const tangled = "tangled";
const proved = "the evidence is what running the book shows";

function bookSteps({ root, depth }: SuiteOrder): readonly Step[] {
  const on = ["--root", root];
  const renew = renewing(depth);
  return [
    { name: "src/ is what the book says", script: "tangle/cli.ts", args: [...on, "--check"], needs: [], cores: "all" },
    { name: tangled, script: "tangle/cli.ts", args: on, needs: [], cores: "all" },
    { name: "types", script: "tangle/types-cli.ts", args: on, needs: [tangled], cores: "one" },
    { name: "prose", script: "prove/prose/cli.ts", args: on, needs: [], cores: "one" },
    { name: "the program at every chapter's end", script: "tangle/cli.ts", args: [...on, "--every-chapter"], needs: [], cores: "all", ...renew },
    { name: proved, script: "prove/cli.ts", args: [...on, "--check", ...(depth === "all" ? ["--fresh"] : [])], needs: [tangled], cores: "all" },
    { name: "changes of the book are noticed", script: "prove/mutate/cli.ts", args: [...on, ...(depth === "all" ? ["--all"] : ["--sample", "20"])], needs: [proved], cores: "all", ...renew },
  ];
}

/** What trusts no verdict that is kept, neither of tests nor of pages. */
function renewing(depth: SuiteOrder["depth"]): Pick<Step, "env"> {
  return depth === "all" ? { env: { VERDICTS: "renew" } } : {};
}

/** The tests of the tools and of the editions; those of the program have run at every chapter's end. */
const toolStep = (depth: SuiteOrder["depth"]): Step => ({
  name: "the tools and the editions",
  script: "node_modules/vitest/vitest.mjs",
  args: ["run", "--exclude", "src/**", "--reporter", "default", "--reporter", "./weave/suite/reporter.ts"],
  needs: [],
  cores: "all",
  ...renewing(depth),
});
