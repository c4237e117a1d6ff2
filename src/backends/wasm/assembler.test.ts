// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { enableRelaxedMadd } from "./features.ts";
import { call, drop, f32, f32x4, f64, f64x2, i32, i32x4, repeat, v128, when, type Code } from "./instructions.ts";
import { signed, unsigned } from "./leb128.ts";
import { advance, assemble, define, type FunctionSource } from "./module.ts";

/** What a list of bytes says, by the definition of LEB128. */
const sum = (bytes: readonly number[]) => bytes.reduce((total, byte, i) => total + (byte % 128) * 128 ** i, 0);
const continues = (bytes: readonly number[]) => bytes.map((byte) => byte >= 128);

test("LEB128 of published values", () => {
  expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]);
  expect(signed(-123456)).toEqual([0xc0, 0xbb, 0x78]);
});

test("LEB128 without a sign: seven bits a byte, all but the last go on, and no byte is wasted", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
    const bytes = unsigned(value);
    expect(sum(bytes)).toBe(value);
    expect(continues(bytes)).toEqual(bytes.map((_, i) => i < bytes.length - 1));
    expect(bytes.length === 1 || bytes.at(-1) !== 0).toBe(true);
  }));
});

test("LEB128 with a sign: the last bit is worth less than nothing, and the shortest code is taken", () => {
  fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
    const bytes = signed(value);
    const bits = 7 * bytes.length;
    expect(sum(bytes) - (bytes.at(-1)! & 64 ? 2 ** bits : 0)).toBe(value);
    expect(continues(bytes)).toEqual(bytes.map((_, i) => i < bytes.length - 1));
    const shorter = 2 ** (bits - 8);
    expect(bytes.length === 1 || value >= shorter || value < -shorter).toBe(true);
  }));
});

/** The functions of a module, on a page of memory. */
function loaded(...functions: readonly FunctionSource[]) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const bytes = assemble(functions);
  expect(WebAssembly.validate(bytes)).toBe(true);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  return { floats: new Float32Array(memory.buffer), doubles: new Float64Array(memory.buffer), words: new Int32Array(memory.buffer), run: exports as Record<string, (...values: number[]) => number> };
}

const at = (place: number) => i32.const(16 * place);
const truth = (holds: boolean) => (holds ? 1 : 0);
const bits = (x: number) => new Int32Array(Float32Array.of(x).buffer)[0]!;
const fromBits = (x: number) => new Float32Array(Int32Array.of(x).buffer)[0]!;
/** To the nearest whole number, to an even one from the middle. */
const nearest = (x: number) => (Math.abs(x) >= 2 ** 23 || Number.isNaN(x) ? x : Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const one = f32x4.const(1);

/** What each instruction does with the lanes of three operands. */
const meanings: Readonly<Record<string, readonly [(x: Code, y: Code, z: Code) => Code, (x: number, y: number, z: number) => number]>> = {
  "f32x4.add": [f32x4.add, (x, y) => x + y],
  "f32x4.subtract": [f32x4.subtract, (x, y) => x - y],
  "f32x4.multiply": [f32x4.multiply, (x, y) => x * y],
  "f32x4.divide": [f32x4.divide, (x, y) => x / y],
  "f32x4.minimum": [f32x4.minimum, (x, y) => Math.min(x, y)],
  "f32x4.maximum": [f32x4.maximum, (x, y) => Math.max(x, y)],
  "f32x4.equal": [(x, y) => v128.and(f32x4.equal(x, y), one), (x, y) => truth(x === y)],
  "f32x4.notEqual": [(x, y) => v128.and(f32x4.notEqual(x, y), one), (x, y) => truth(x !== y)],
  "f32x4.less": [(x, y) => v128.and(f32x4.less(x, y), one), (x, y) => truth(x < y)],
  "f32x4.lessEqual": [(x, y) => v128.and(f32x4.lessEqual(x, y), one), (x, y) => truth(x <= y)],
  "f32x4.greater": [(x, y) => v128.and(f32x4.greater(x, y), one), (x, y) => truth(x > y)],
  "f32x4.greaterEqual": [(x, y) => v128.and(f32x4.greaterEqual(x, y), one), (x, y) => truth(x >= y)],
  "f32x4.abs": [f32x4.abs, Math.abs],
  "f32x4.negative": [f32x4.negative, (x) => -x],
  "f32x4.sqrt": [f32x4.sqrt, Math.sqrt],
  "f32x4.nearest": [f32x4.nearest, nearest],
  "f32x4.const": [() => f32x4.const(0.1), () => 0.1],
  "v128.or": [(x, y) => v128.or(f32x4.abs(x), v128.and(y, f32x4.const(-0))), (x, y) => (Object.is(y, -0) || y < 0 ? -Math.abs(x) : Math.abs(x))],
  "v128.xor": [v128.xor, (x, y) => fromBits(bits(x) ^ bits(y))],
  "v128.bitselect": [(x, y, z) => v128.bitselect(x, y, f32x4.less(x, z)), (x, y, z) => (x < z ? x : y)],
  "i32x4.add": [(x) => i32x4.add(x, i32x4.splat(3)), (x) => fromBits((bits(x) + 3) | 0)],
  "i32x4.sub": [(x) => i32x4.sub(x, i32x4.splat(3)), (x) => fromBits((bits(x) - 3) | 0)],
  "i32x4.shl": [(x) => i32x4.shl(x, i32.const(5)), (x) => fromBits(bits(x) << 5)],
  "i32x4.shrS": [(x) => i32x4.shrS(x, i32.const(5)), (x) => fromBits(bits(x) >> 5)],
  "i32x4.truncate": [i32x4.truncate, (x) => fromBits(Number.isNaN(x) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x))))],
};

describe("an instruction means what its name says, in each lane", () => {
  const lanes = fc.array(fc.oneof(fc.float(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 0.5, 1.5, 2.5)), { minLength: 12, maxLength: 12 });
  test.each(Object.entries(meanings))("%s", (_, [write, meaning]) => {
    const { floats, run } = loaded(define("it", { parameters: [] }, () => v128.store(at(3), write(v128.load(at(0)), v128.load(at(1)), v128.load(at(2))))));
    fc.assert(fc.property(lanes, (values) => {
      floats.set(values);
      run.it!();
      const expected = [0, 1, 2, 3].map((i) => Math.fround(meaning(floats[i]!, floats[4 + i]!, floats[8 + i]!)));
      // a NaN is any NaN
      expect([...floats.slice(12, 16)]).toEqual(expected);
    }));
  });
});

test("loads and stores of parts of a vector", () => {
  const { floats, doubles, run } = loaded(
    define("splat", { parameters: ["i32"] }, ([p]) => v128.store(at(4), v128.load32Splat(p!.get, 4))),
    define("first", { parameters: ["i32"] }, ([p]) => v128.store(at(4), v128.load32Zero(p!.get))),
    define("pair", { parameters: ["i32"] }, ([p]) => v128.store(at(4), v128.load64Zero(p!.get))),
    define("put", { parameters: ["i32"] }, ([p]) => v128.store32(at(4), v128.load(p!.get))),
    define("promote", { parameters: ["i32"] }, ([p]) => v128.store(at(4), f64x2.add(f64x2.promoteLow(v128.load(p!.get)), f64x2.promoteLow(v128.load(p!.get))))),
  );
  floats.set([1, 2, 3, 4]);
  const result = () => [...floats.slice(16, 20)];
  run.splat!(0);
  expect(result()).toEqual([2, 2, 2, 2]);
  run.first!(4);
  expect(result()).toEqual([2, 0, 0, 0]);
  run.pair!(4);
  expect(result()).toEqual([2, 3, 0, 0]);
  run.put!(0);
  expect(result()).toEqual([1, 3, 0, 0]);
  run.promote!(0);
  expect([...doubles.slice(8, 10)]).toEqual([2, 4]);
});

test("numbers outside of vectors", () => {
  const { floats, doubles, run } = loaded(
    define("whole", { parameters: ["i32", "i32"], results: ["i32"] }, ([x, y]) => i32.add(i32.mul(x!.get, y!.get), i32.sub(i32.shl(x!.get, i32.const(2)), i32.and(i32.shrU(y!.get, i32.const(1)), i32.const(-2))))),
    define("largest", { parameters: [] }, () => f32.store(at(1), f32.max(f32.load(at(0)), f32.const(0.75)))),
    define("double", { parameters: [] }, () => f64.store(at(2), f64.add(f64.load(at(2)), f64x2.lane(v128.load(at(2)), 1)))),
    define("lane", { parameters: [], results: ["f32"] }, () => f32x4.lane(v128.load(at(0)), 2)),
  );
  expect(run.whole!(5, 9)).toBe(45 + 20 - 4);
  floats.set([0.5, 0, 7]);
  run.largest!();
  expect(floats[4]).toBe(0.75);
  doubles.set([1, 2], 4);
  run.double!();
  expect(doubles[4]).toBe(3);
  expect(run.lane!()).toBe(7);
});

test("atomic instructions", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  const bytes = assemble([
    define("add", { parameters: ["i32"], results: ["i32"] }, ([by]) => i32.atomicAdd(i32.const(64), by!.get)),
    define("load", { parameters: [], results: ["i32"] }, () => i32.atomicLoad(i32.const(64))),
    define("exchange", { parameters: ["i32", "i32"], results: ["i32"] }, ([expected, next]) => i32.compareExchange(i32.const(64), expected!.get, next!.get)),
    define("wait", { parameters: ["i32"], results: ["i32"] }, ([expected]) => i32.wait(i32.const(64), expected!.get)),
    define("notify", { parameters: [], results: ["i32"] }, () => i32.notify(i32.const(64), i32.const(-1))),
  ], { sharedPages: 2 });
  const run = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } }).exports as Record<string, (...values: number[]) => number>;
  expect([run.add!(5), run.add!(-2), run.load!()]).toEqual([0, 5, 3]);
  expect([run.exchange!(4, 9), run.exchange!(3, 7), run.load!()]).toEqual([3, 3, 7]);
  // another number is there: it does not sleep; and nobody is woken
  expect([run.wait!(8), run.notify!()]).toEqual([1, 0]);
});

test("calls, the smaller of two, and the order of numbers without a sign", () => {
  const { run } = loaded(
    define("least", { parameters: ["i32", "i32"], results: ["i32"] }, ([x, y]) => i32.least(x!.get, y!.get)),
    define("twice", { parameters: ["i32", "i32"], results: ["i32"] }, ([x, y]) => i32.add(call(0, [x!.get, y!.get]), i32.divU(call(0, [y!.get, x!.get]), i32.const(3)))),
    define("same", { parameters: ["i32", "i32"], results: ["i32"] }, ([x, y]) => [...drop(x!.get), ...i32.equal(x!.get, y!.get)]),
  );
  expect([run.least!(3, 7), run.least!(7, 3), run.least!(-1, 3), run.twice!(9, 12), run.same!(4, 4), run.same!(4, 5)]).toEqual([3, 3, 3, 12, 1, 0]);
});

test("a condition chooses, and a loop runs at least once", () => {
  const { run } = loaded(
    define("choose", { parameters: ["i32"], results: ["i32"] }, ([x], fresh) => {
      const y = fresh("i32");
      return [...when(x!.get, y.set(i32.const(-70)), y.set(i32.const(300))), ...y.get];
    }),
    define("countdown", { parameters: ["i32"], results: ["i32"] }, ([n], fresh) => {
      const turns = fresh("i32");
      return [...repeat([...advance(turns, 1), ...advance(n!, -1)], n!.get), ...turns.get];
    }),
  );
  expect([run.choose!(1), run.choose!(0)]).toEqual([-70, 300]);
  expect(run.countdown!(1000)).toBe(1000);
});

test("a relaxed multiply-add rounds once or twice, and nothing else", () => {
  if (!enableRelaxedMadd()) return;
  const { floats, run } = loaded(define("it", { parameters: [] }, () => v128.store(at(3), f32x4.relaxedMadd(v128.load(at(0)), v128.load(at(1)), v128.load(at(2))))));
  const float = fc.float({ min: Math.fround(0.01), max: 100, noNaN: true });
  fc.assert(fc.property(float, float, float, (x, y, z) => {
    floats.set([x, y, z].flatMap((each) => [each, each, each, each]));
    run.it!();
    // z − x y has no rounding left to hide in: the double’s own is far below a float’s
    const [once, twice] = [Math.fround(x * y + z), Math.fround(Math.fround(x * y) + z)];
    for (const found of floats.slice(12, 16)) expect(Math.min(Math.abs(found - once), Math.abs(found - twice)) <= 2 ** -52 * once).toBe(true);
  }));
});
//# sourceMappingURL=../../.maps/backends/wasm/assembler.test.ts.map
