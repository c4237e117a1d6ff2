// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Instructions of WebAssembly as bytes: each function takes the code of its operands, and returns that code followed by the opcode. */
import { signed, unsigned } from "./leb128.ts";

/** Bytes of a function's body. Running an expression leaves its value on the stack. */
export type Code = readonly number[];

/** What a local can hold. */
export type ValueType = "i32" | "f32" | "f64" | "v128";

const one = (...opcode: Code) => (a: Code): Code => [...a, ...opcode];
// Append an opcode to the code of its operands
const two = (...opcode: Code) => (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const three = (...opcode: Code) => (a: Code, b: Code, c: Code): Code =>
  [...a, ...b, ...c, ...opcode];
/** Vector instructions have a prefix and a number of their own. */
const simd = (number: number): Code => [0xfd, ...unsigned(number)];
/** Atomic instructions have a prefix, too, and the alignment of their numbers, 2². */
const atomic = (opcode: number, ...operands: readonly Code[]): Code => [...operands.flat(), 0xfe, opcode, 2, 0];
/** No limit of time, −1 as an i64. */
const FOREVER: Code = [0x42, 0x7f];

// an access to memory has an alignment, as a power of two, and an offset that is added to the address
const load = (opcode: Code, alignment: number) => (address: Code, offset = 0): Code => [...address, ...opcode, alignment, ...unsigned(offset)];
const store = (opcode: Code, alignment: number) => (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, alignment, ...unsigned(offset)];

const floatBytes = (values: readonly number[]): Code => [...new Uint8Array(Float32Array.from(values).buffer)];

/** Whole numbers of 32 bits, which addresses and counters are. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load([0x28], 2),
  add: two(0x6a), sub: two(0x6b), mul: two(0x6c), divU: two(0x6e), and: two(0x71), shl: two(0x74), shrU: two(0x76),
  equal: two(0x46), lessU: two(0x49),
  /** The smaller of two, without a sign. */
  least: (a: Code, b: Code): Code => [...a, ...b, ...i32.lessU(a, b), 0x1b],
  // Name the atomic instructions
  atomicLoad: (at: Code) => atomic(0x10, at),
  atomicAdd: (at: Code, by: Code) => atomic(0x1e, at, by),
  /** Stores `next` if `expected` is there. The value is what was there. */
  compareExchange: (at: Code, expected: Code, next: Code) => atomic(0x48, at, expected, next),
  /** Sleeps while `expected` is there, until a thread notifies. */
  wait: (at: Code, expected: Code) => atomic(0x01, at, expected, FOREVER),
  notify: (at: Code, count: Code) => atomic(0x00, at, count),
};

export const f32 = {
  const: (value: number): Code => [0x43, ...floatBytes([value])],
  load: load([0x2a], 2), store: store([0x38], 2),
  add: two(0x92), max: two(0x97),
};

export const f64 = {
  load: load([0x2b], 3), store: store([0x39], 3),
  add: two(0xa0),
};

/** Registers of 128 bits, whatever is in them. */
export const v128 = {
  load: load(simd(0x00), 2),
  /** One float32 in all four lanes. */
  load32Splat: load(simd(0x09), 2),
  /** One float32, or two, and zeros. */
  load32Zero: load(simd(0x5c), 2), load64Zero: load(simd(0x5d), 2),
  store: store(simd(0x0b), 2),
  /** Stores the first float32. */
  store32: (address: Code, value: Code): Code => [...address, ...value, ...simd(0x5a), 2, 0, 0],
  and: two(...simd(0x4e)), or: two(...simd(0x50)), xor: two(...simd(0x51)),
  /** Bits of `a` where those of `mask` are 1, else of `b`. */
  bitselect: three(...simd(0x52)),
};

/** Four int32. */
export const i32x4 = {
  splat: (value: number): Code => [...i32.const(value), ...simd(0x11)],
  add: two(...simd(0xae)), sub: two(...simd(0xb1)),
  /** Shifts by a number of bits, an i32. */
  shl: two(...simd(0xab)), shrS: two(...simd(0xac)),
  /** Rounds float32 towards zero; NaN gives 0. */
  truncate: one(...simd(0xf8)),
};

/** Four float32. */
export const f32x4 = {
  const: (value: number): Code => [...simd(0x0c), ...floatBytes([value, value, value, value])],
  lane: (value: Code, lane: number): Code => [...value, ...simd(0x1f), lane],
  equal: two(...simd(0x41)), notEqual: two(...simd(0x42)), less: two(...simd(0x43)), greater: two(...simd(0x44)), lessEqual: two(...simd(0x45)), greaterEqual: two(...simd(0x46)),
  nearest: one(...simd(0x6a)),
  abs: one(...simd(0xe0)), negative: one(...simd(0xe1)), sqrt: one(...simd(0xe3)),
  // Name the arithmetic of four float32
  add: two(...simd(0xe4)), subtract: two(...simd(0xe5)),
  multiply: two(...simd(0xe6)), divide: two(...simd(0xe7)),
  minimum: two(...simd(0xe8)), maximum: two(...simd(0xe9)),
  /** a b + c, rounded once or twice, depending on the processor. */
  relaxedMadd: three(...simd(0x105)),
};

/** Two float64. */
export const f64x2 = {
  lane: (value: Code, lane: number): Code => [...value, ...simd(0x21), lane],
  add: two(...simd(0xf0)),
  /** The first two of four float32. */
  promoteLow: one(...simd(0x5f)),
};

const EMPTY = 0x40;
const END = 0x0b;

/** Runs `body` if `condition` is not 0, and `otherwise` if it is. */
export function when(condition: Code, body: Code, otherwise?: Code): Code {
  return [...condition, 0x04, EMPTY, ...body, ...(otherwise ? [0x05, ...otherwise] : []), END];
}

/** Runs `body` at least once, and again while `condition` is not 0. */
// Repeat code while a condition holds
export function repeat(body: Code, condition: Code): Code {
  return [0x03, EMPTY, ...body, ...condition, 0x0d, 0, END];
}

/** Calls the function at an index of the module. */
export const call = (index: number, operands: readonly Code[]): Code => [...operands.flat(), 0x10, ...unsigned(index)];

/** Runs an expression and forgets its value. */
export const drop = (value: Code): Code => [...value, 0x1a];
//# sourceMappingURL=../../.maps/backends/wasm/instructions.ts.map
