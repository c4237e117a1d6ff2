/** What stands for Vitest in the worker in which an exercise's tests run: its own `expect`, and `test` as far as the book's tests use it. Data for the page, as `worker.ts` is. */
import { format, inspect } from "node:util";
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import { runnerName } from "../../prove/inPage.ts";
import { resultLine } from "./exercises/resultLine.ts";
import type { TestResult } from "./exercises/tests.ts";

type Body = (...values: never[]) => unknown;

declare const __edited: (path: string, factory: (require: unknown, exports: object) => void) => void;

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

const tests: { readonly name: string; readonly body: () => unknown }[] = [];

function test(name: string, body: Body): void {
  tests.push({ name, body });
}

/** `test.each([[1, 2]])("%i and %i", (one, other) => …)`: a row that is no list is one value. */
test.each = (rows: readonly unknown[]) => (name: string, body: Body): void => {
  for (const row of rows) {
    const values = (Array.isArray(row) ? row : [row]) as never[];
    test(format(name, ...values.slice(0, (name.match(/%[sdifjoO]/g) ?? []).length)), () => body(...values));
  }
};

/** Runs all that was written, in its order, and says of each what became of it. */
async function run(): Promise<void> {
  const runner = (globalThis as unknown as Record<symbol, { begin: () => void } | undefined>)[Symbol.for(runnerName)];
  runner?.begin();
  for (const { name, body } of tests) console.log(resultLine(await resultOf(name, body)));
}

async function resultOf(name: string, body: () => unknown): Promise<TestResult> {
  try {
    await body();
    return { name, is: "passed", expected: null, received: null };
  } catch (error) {
    return { name, is: "failed", ...valuesOf(error) };
  }
}

/** What an assertion compared, where it says so; else its message. */
function valuesOf(error: unknown): Pick<TestResult, "expected" | "received"> {
  if (!(error instanceof Error)) return { expected: null, received: `thrown: ${inspect(error)}` };
  if (error.name === "AssertionError" && "expected" in error && "actual" in error && error.expected !== undefined) return { expected: inspect(error.expected), received: inspect(error.actual) };
  return { expected: null, received: error.name === "AssertionError" ? error.message : `${error.name}: ${error.message}` };
}

const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), chai.expect);
__edited("vitest", (_require, exports) => void Object.assign(exports, { test, it: test, expect, run }));
