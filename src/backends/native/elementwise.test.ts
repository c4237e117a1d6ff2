// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import type { Backend, MapName, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { erf } from "../cpu/kernels/erf.ts";
import { rowMajor } from "../../layout/layout.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { loadAddon } from "./addon.ts";
import { nativeBackend } from "./native.ts";
import { ulpsApart } from "./ulps.ts";

const addon = loadAddon()!;
const paths = addon.paths.map((path) => [path.name, nativeBackend(addon, path)] as const);

function row(on: Backend, numbers: readonly number[] | Float32Array): View {
  const storage = on.allocate("float32", numbers.length);
  on.write(storage, Float32Array.from(numbers));
  return { storage, ...rowMajor([numbers.length]) };
}

describe.each(paths)("on the path %s", (_, native) => {
  test("nothing past the end of a row is written", () => {
    for (let n = 1; n < 40; n++) {
      const output = row(native, new Float32Array(80).fill(7));
      // the numbers after the input differ from those after the output
      const input = { ...row(native, new Float32Array(80).fill(5)), shape: [n] };
      native.run({ kind: "map", name: "copy", inputs: [input], output: { storage: output.storage, shape: [n], strides: [1], offset: 3 } });
      expect([...native.readSync(output.storage, 0, 80)]).toEqual([7, 7, 7, ...new Array<number>(n).fill(5), ...new Array<number>(77 - n).fill(7)]);
    }
  });

  test("the maximum of elements with a NaN is NaN", () => {
    for (const place of [0, 17, 39]) {
      const numbers = Float32Array.from({ length: 40 }, (_, i) => (i === place ? NaN : i));
      const output = row(native, [0]);
      native.run({ kind: "reduce", name: "max", input: row(native, numbers), output: { ...output, shape: [40], strides: [0] } });
      expect(native.readSync(output.storage, 0, 1)[0]).toBeNaN();
    }
  });

  const functions: readonly (readonly [MapName, (x: number) => number, number, number])[] = [["exp", Math.exp, 87, 2], ["tanh", Math.tanh, 12, 4], ["erf", erf, 5, 8], ["sqrt", Math.sqrt, 100, 0.5]];
  test.each(functions)("%s is right to a few ulps", (name, exact, most, ulps) => {
    const random = randomFrom(1851);
    const numbers = Float32Array.from({ length: 5000 }, () => most * (name === "sqrt" ? random.uniform() : 2 * random.uniform() - 1));
    const output = row(native, numbers);
    native.run({ kind: "map", name, inputs: [row(native, numbers)], output });
    const found = native.readSync(output.storage, 0, numbers.length);
    expect(Math.max(...numbers.map((x, i) => ulpsApart(found[i]!, exact(x))))).toBeLessThanOrEqual(ulps);
  });

  test.each(functions)("%s of numbers of every magnitude is right to a few ulps of the true value", (name, exact, most, ulps) => {
    const random = randomFrom(1851);
    // bit patterns of numbers from 0 to `most`, subnormal ones too, with both signs
    const last = new Uint32Array(Float32Array.of(most).buffer)[0]!;
    const numbers = new Float32Array(Uint32Array.from({ length: 5000 }, () => random.uniform() * last).buffer).map((x) => (name !== "sqrt" && random.uniform() < 0.5 ? -x : x));
    const output = row(native, numbers);
    native.run({ kind: "map", name, inputs: [row(native, numbers)], output });
    const found = native.readSync(output.storage, 0, numbers.length);
    expect(Math.max(...numbers.map((x, i) => ulpsApart(found[i]!, exact(x))))).toBeLessThanOrEqual(ulps);
  });

  test("the exponential overflows, underflows gradually and keeps NaN", () => {
    const numbers = [89, -104, Infinity, -Infinity, NaN, -100, 0, 88.7];
    const output = row(native, numbers);
    native.run({ kind: "map", name: "exp", inputs: [row(native, numbers)], output });
    const [large, small, ...rest] = native.readSync(output.storage, 0, numbers.length);
    expect([large, small, ...rest.slice(0, 3)]).toEqual([Infinity, 0, Infinity, 0, NaN]);
    expect(rest[3]! / Math.exp(-100)).toBeCloseTo(1, 1);
    expect(rest[4]).toBe(1);
    expect(rest[5]! / Math.exp(Math.fround(88.7))).toBeCloseTo(1, 6);
  });

  test("a wrong length and a released storage are errors by name", () => {
    const [x, y] = [row(native, [1, 2, 3]), row(native, [0, 0, 0])];
    const copy = (input: View, output: View) => () => native.run({ kind: "map", name: "copy", inputs: [input], output });
    expect(copy({ ...x, shape: [4] }, { ...y, shape: [4] })).toThrow("native: copy would reach from number 0 to 3 of a storage of 3");
    expect(copy({ ...x, offset: -1 }, y)).toThrow("native: copy would reach from number -1 to 1 of a storage of 3");
    expect(copy(row(cpu, [1, 2, 3]), y)).toThrow("native: a storage on cpu is not its own");
    native.free(x.storage);
    expect(copy(x, y)).toThrow("storage: the 3 numbers (float32) were freed or donated");
  });
});

test("a call with too few numbers is an error", () => {
  const map = addon.paths[0]!.map as (...numbers: unknown[]) => void;
  expect(() => map(1, 2)).toThrow("native: a kernel takes numbers, and all of them");
  expect(() => addon.address([] as never)).toThrow("native: only a typed array has an address");
});
//# sourceMappingURL=../../.maps/backends/native/elementwise.test.ts.map
