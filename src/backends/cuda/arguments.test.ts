// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { membersOf, packed } from "./arguments.ts";

const hex = (letters: string, ...values: readonly number[]) => Buffer.from(packed(membersOf(letters), values)).toString("hex");

test("members stand at multiples of their width, in the order of the machine, and the whole is a multiple of the widest", () => {
  expect(hex("i", -2)).toBe("feffffff");
  expect(hex("f", 1.5)).toBe("0000c03f");
  expect(hex("pii", 0x7f1234567890, 7, -1)).toBe("9078563412" + "7f0000" + "07000000" + "ffffffff");
  expect(hex("ip", 1, 2)).toBe("01000000" + "00000000" + "0200000000000000");
  expect(hex("pi", 1, 2)).toBe("0100000000000000" + "02000000" + "00000000");
});

test("a number before a letter is an array", () => {
  expect(membersOf("p3if")).toEqual(["p", "i", "i", "i", "f"]);
});

test("what does not fit is refused", () => {
  expect(() => packed(membersOf("pi"), [1])).toThrow(new RangeError("cuda: a kernel takes 2 numbers, not 1"));
  for (const value of [2 ** 31, -(2 ** 31) - 1, 0.5, NaN]) expect(() => packed(membersOf("i"), [value])).toThrow(new RangeError(`cuda: ${value} does not fit into an int; a kernel counts to 2,147,483,647`));
});

test("every struct is read back as it was written", () => {
  const member = fc.oneof(
    fc.maxSafeNat().map((value) => ["p", value] as const),
    fc.integer().map((value) => ["i", value] as const),
    fc.float({ noNaN: true }).map((value) => ["f", value] as const),
  );
  fc.assert(fc.property(fc.array(member, { minLength: 1 }), (members) => {
    const bytes = packed(members.map(([kind]) => kind), members.map(([, value]) => value));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = 0;
    for (const [kind, value] of members) {
      const width = kind === "p" ? 8 : 4;
      while (end % width !== 0) expect(view.getUint8(end++)).toBe(0);
      const found = kind === "p" ? Number(view.getBigUint64(end, true)) : kind === "f" ? view.getFloat32(end, true) : view.getInt32(end, true);
      expect(found).toBe(value);
      end += width;
    }
    expect(bytes.byteLength - end).toBeLessThan(8);
  }));
});
//# sourceMappingURL=../../.maps/backends/cuda/arguments.test.ts.map
