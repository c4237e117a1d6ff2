/** Set up for tests that share a process: a file that changes what belongs to all of them fails. */
import { afterAll, expect } from "vitest";

const before = shared();
afterAll(() => expect(shared(), "what the tests of this file leave behind").toEqual(before));

function shared(): object {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
    return { cwd: process.cwd(), exitCode: process.exitCode, env };
}
