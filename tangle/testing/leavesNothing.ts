/** Set up for tests that share a process: a file that changes what belongs to all of them fails. */
import { afterAll, expect } from "vitest";

const before = shared();
afterAll(() => expect(shared(), "what the tests of this file leave behind").toEqual(before));

function shared(): object {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
    // packages keep what is theirs under names like `__zod_globalConfig`
  const globals = Object.keys(globalThis).filter((name) => !name.startsWith("__"));
  return { cwd: process.cwd(), exitCode: process.exitCode, env, globals };
}
