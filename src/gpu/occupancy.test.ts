// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { HOPPER, occupancy, residentWorkgroups, VOLTA } from "./occupancy.ts";

// CUDA C++ Best Practices Guide, "Calculating Occupancy": 37 registers a thread on compute capability 7.0
test.each([[128, 12, 0.75], [320, 4, 0.625]])("with workgroups of %d threads %d are resident", (threads, workgroups, share) => {
  const needs = { threads, registers: 37, shared: 0 };
  expect(residentWorkgroups(VOLTA, needs)).toBe(workgroups);
  expect(occupancy(VOLTA, needs)).toBe(share);
});

test.each([
  ["threads", { threads: 1024, registers: 32, shared: 0 }, 2],
  ["workgroups", { threads: 32, registers: 32, shared: 0 }, 32],
  ["registers", { threads: 256, registers: 128, shared: 0 }, 2],
  ["shared memory", { threads: 128, registers: 32, shared: 32 * 1024 }, 6],
  ["all registers of a thread", { threads: 1024, registers: 255, shared: 0 }, 0],
  ["all shared memory of a workgroup", { threads: 128, registers: 32, shared: 227 * 1024 }, 1],
  ["more shared memory than there is", { threads: 128, registers: 32, shared: 227 * 1024 + 1 }, 0],
] as const)("the H100 is limited by %s", (_, needs, workgroups) => {
  expect(residentWorkgroups(HOPPER, needs)).toBe(workgroups);
});
//# sourceMappingURL=../.maps/gpu/occupancy.test.ts.map
