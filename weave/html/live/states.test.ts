/** What changes a generator is needed by whoever uses it later. */
import { expect, test } from "vitest";
import { withStates } from "./states.ts";

const part = (given: Partial<ReturnType<typeof withStates>[number][number]>): ReturnType<typeof withStates>[number][number] =>
  ({ from: 0, to: 1, declares: [], uses: [], changes: [], imports: [], functions: [], made: [], ...given, calls: given.calls ?? given.uses ?? [] });

test("a part changes the generators that it names, and those that its functions name; what is made of other values is a value", () => {
  const cells = [
    [part({ declares: ["random"], made: ["random"], uses: ["mulberry"] }), part({ declares: ["draw"], functions: ["draw"], uses: ["random", "normal"] })],
    [part({ declares: ["twice"], functions: ["twice"], uses: ["draw"] }), part({ declares: ["x"], uses: ["twice"], changes: ["y"] }), part({ uses: ["x", "console"] })],
  ];
  expect(withStates(cells).map((parts) => parts.map(({ changes }) => changes))).toEqual([[[], ["random"]], [["random"], ["y", "random"], []]]);
});

test("what is only read is not changed", () => {
  const cells = [[part({ declares: ["names"], made: ["names"] }), part({ declares: ["sizeOf"], functions: ["sizeOf"], uses: ["names"], calls: [] }), part({ uses: ["sizeOf", "names"], calls: ["sizeOf"] })]];
  expect(withStates(cells).flat().map(({ changes }) => changes)).toEqual([[], [], []]);
});
