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
  const { tools } = order;
  return [...bookSteps(order), ...(tools === "with" ? toolSteps : []), editionStep(order)];
}

const tangled = "tangled";
const proved = "the evidence is what running the book shows";

function bookSteps({ root, depth }: SuiteOrder): readonly Step[] {
  const on = ["--root", root];
  const renew = depth === "all" ? { env: { VERDICTS: "renew" } } : {};
  return [
    { name: "src/ is what the book says", script: "tangle/cli.ts", args: [...on, "--check"], needs: [], cores: "all" },
    { name: tangled, script: "tangle/cli.ts", args: on, needs: [], cores: "all" },
    { name: "types", script: "tangle/types-cli.ts", args: on, needs: [tangled], cores: "one" },
    { name: "prose", script: "prove/prose/cli.ts", args: on, needs: [], cores: "one" },
    { name: "the program at every chapter's end", script: "tangle/cli.ts", args: [...on, "--every-chapter"], needs: [], cores: "all", ...renew },
    { name: proved, script: "prove/cli.ts", args: [...on, "--check", ...(depth === "all" ? ["--fresh"] : [])], needs: [tangled], cores: "all" },
    { name: "changes of the book are noticed", script: "prove/mutate/cli.ts", args: [...on, depth === "all" ? "--all" : "--changed"], needs: [proved], cores: "all", ...renew },
  ];
}

/** The projects of `vitest.config.ts` that test the tools; that of the program is a part of "every chapter". */
const toolSteps: readonly Step[] = [
  vitestStep("the tools", "pure"),
  vitestStep("the tools' commands and processes", "cli"),
  vitestStep("pages in a browser", "browser"),
];

function editionStep({ root, depth }: SuiteOrder): Step {
  const env = { BOOK_ROOT: root, ...(depth === "all" && { AUDIT: "all" }) };
  return { ...vitestStep("the book's editions", "book"), needs: [proved], env };
}

function vitestStep(name: string, project: string): Step {
  const reporters = ["--reporter", "default", "--reporter", "./weave/suite/reporter.ts"];
  return { name, script: "node_modules/vitest/vitest.mjs", args: ["run", "--project", project, ...reporters], needs: [], cores: "all" };
}
