// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { launch, type Kernel } from "./launch.ts";
import { buffer } from "./memory.ts";

const x = (): ReturnType<typeof buffer> => buffer("x", new Float32Array(64));
const size = [4];

test("a read of what another thread writes is a race, and a barrier orders it", () => {
  const neighbour = (barrier: boolean): Kernel<"tile"> => function* ({ index, read, write }, { tile }) {
    write(tile, index, index);
    if (barrier) yield "workgroup";
    read(tile, (index + 1) % 4);
  };
  expect(launch(neighbour(true), { groups: [2], size, shared: { tile: 4 } }).findings).toEqual([]);
  expect(launch(neighbour(false), { groups: [1], size, shared: { tile: 4 } }).findings).toEqual([
    { kind: "race", times: 4, first: "tile[1]: write by thread 1, read by thread 0, and no barrier between them" },
  ]);
});

test("a barrier orders the space that it names, and no other", () => {
  const memory = x();
  const { findings } = launch(function* ({ index, read, write }) {
    write(memory, index, 1);
    yield "workgroup";
    read(memory, 3 - index);
  }, { groups: [1], size });
  expect(findings.map(({ kind }) => kind)).toEqual(["race"]);
});

test("no barrier orders two workgroups", () => {
  const memory = x();
  const { findings } = launch(function* ({ group, read, write }) {
    if (group[0] === 0) write(memory, 7, 1);
    yield "storage";
    if (group[0] === 1) read(memory, 7);
  }, { groups: [2], size: [1] });
  expect(findings).toEqual([{ kind: "race", times: 1, first: "x[7]: read by workgroup 1, write by workgroup 0, and no barrier between them" }]);
});

test.each([
  ["read", "read", 0], ["read", "write", 1], ["write", "read", 1], ["write", "write", 1],
  ["atomic", "atomic", 0], ["atomic", "write", 1], ["atomic", "read", 1], ["read", "atomic", 1],
] as const)("%s by one thread and %s by another: %d races", (first, second, races) => {
  const memory = x();
  const { findings } = launch(function* ({ index, read, write, add }) {
    const access = [first, second][index];
    if (access === "read") read(memory, 0);
    if (access === "write") write(memory, 0, 1);
    if (access === "atomic") add(memory, 0, 1);
  }, { groups: [1], size: [2] });
  expect(findings.length).toBe(races);
});

test("a thread may touch its own word as it likes", () => {
  const memory = x();
  const { findings } = launch(function* ({ index, read, write, add }) {
    write(memory, index, read(memory, index) + 1);
    add(memory, index, 1);
  }, { groups: [1], size });
  expect(findings).toEqual([]);
  expect([...memory.words.subarray(0, 5)]).toEqual([2, 2, 2, 2, 0]);
});

test("an access out of bounds is reported, reads 0 and writes nothing", () => {
  const memory = x();
  const { findings } = launch(function* ({ index, read, write }) {
    write(memory, 62 + index, 1 + read(memory, 64));
    read(memory, 0.5);
    read(memory, -1);
  }, { groups: [1], size });
  expect([...memory.words.subarray(61)]).toEqual([0, 1, 1]);
  expect(findings).toEqual([{ kind: "bounds", times: 14, first: "x[64]: thread 0 of workgroup 0 read outside of 64 words" }]);
});

test("a barrier that some threads do not reach is reported, and ends the workgroup", () => {
  const memory = x();
  const { findings, barriers } = launch(function* ({ index, write }) {
    if (index < 3) yield "workgroup";
    write(memory, index, 1);
  }, { groups: [1], size });
  expect(findings).toEqual([{ kind: "barrier", times: 1, first: "3 threads stop at one place (workgroup), 1 at another" }]);
  expect(barriers).toBe(0);
  expect([...memory.words.subarray(0, 4)]).toEqual([0, 0, 0, 1]);
});
//# sourceMappingURL=../.maps/gpu/races.test.ts.map
