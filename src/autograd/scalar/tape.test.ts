// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { real, type Arithmetic } from "./arithmetic.ts";
import { duals } from "./dual.ts";
import { drawTape } from "./draw-tape.ts";
import { Tape, type TapeIndex } from "./tape.ts";

const size = fc.double({ min: 0.3, max: 3, noNaN: true });

test("the gradient of a value that is used twice is the sum over both uses", () => {
  const tape = new Tape(real);
  const x = tape.variable(3);
  expect(tape.gradient(tape.multiply(x, x), [x])).toEqual([6]);
});

test("the derivative of a square is twice its root, and that of a double is two, wherever they are", () => {
  fc.assert(
    fc.property(size, (x) => {
      const tape = new Tape(real);
      const variable = tape.variable(x);
      expect(tape.gradient(tape.multiply(variable, variable), [variable])).toEqual([2 * x]);
      expect(tape.gradient(tape.add(variable, variable), [variable])).toEqual([2]);
    }),
  );
});

test("y = x·x, u = y·x, z = y + u: the contribution that comes last is not lost", () => {
  const tape = new Tape(real);
  const x = tape.variable(2);
  const y = tape.multiply(x, x);
  const z = tape.add(y, tape.multiply(y, x));
  expect(tape.gradient(z, [x, y])).toEqual([3 * 4 + 2 * 2, 2 + 1]);
});

test("a second backward pass, or one from another value, changes nothing", () => {
  const tape = new Tape(real);
  const [x, y] = [2, 3].map(tape.variable) as [TapeIndex, TapeIndex];
  const product = tape.multiply(x, y);
  const z = tape.exp(product);
  const first = tape.gradient(z, [x, y]);
  tape.gradient(product, [x]);
  expect(tape.gradient(z, [x, y])).toEqual(first);
});

test("constants, and what is computed from them, have no adjoint; what the result does not use has derivative 0", () => {
  const tape = new Tape(real);
  const [x, unused] = [2, 5].map(tape.variable) as [TapeIndex, TapeIndex];
  const three = tape.multiply(tape.constant(1.5), tape.constant(2));
  const z = tape.multiply(x, three);
  expect(tape.adjoints(z)[three]).toBeUndefined();
  expect(tape.gradient(z, [x, unused, three])).toEqual([3, 0, 0]);
});

test("a chain of a million entries is differentiated, a tape can be rewound and extended again", () => {
  const tape = new Tape(real);
  const x = tape.variable(1);
  let sum = x;
  for (let i = 0; i < 1_000_000; i++) sum = tape.add(sum, x);
  expect(tape.gradient(sum, [x])).toEqual([1_000_001]);
  tape.rewind(1);
  expect([tape.length, tape.gradient(tape.multiply(x, x), [x])]).toEqual([1, [2]]);
  expect(() => tape.rewind(3)).toThrow(new RangeError("rewind: a tape of 2 entries has no first 3"));
});

test("an operand that is not on the tape is refused", () => {
  const [one, other] = [new Tape(real), new Tape(real)];
  const x = one.variable(1);
  expect(() => other.exp(x)).toThrow(new RangeError("exp: the operand 0 is not on this tape, which has 0 entries"));
  expect(() => one.add(x, 7 as TapeIndex)).toThrow(new RangeError("add: the operand 7 is not on this tape, which has 1 entries"));
});

test("an output that is not on the tape is refused", () => {
  const tape = new Tape(real);
  const x = tape.variable(1);
  expect(() => tape.gradient(1 as TapeIndex, [x])).toThrow(new RangeError("adjoints: the output 1 is not on this tape, which has 1 entries"));
  expect(() => tape.gradient(undefined as never, [x])).toThrow(new RangeError("adjoints: the output undefined is not on this tape, which has 1 entries"));
});

test("micrograd’s first published test: value −20, derivative 46", () => {
  const tape = new Tape(real);
  const x = tape.variable(-4);
  const z = tape.add(tape.add(tape.multiply(tape.constant(2), x), tape.constant(2)), x);
  const q = tape.add(tape.relu(z), tape.multiply(z, x));
  const h = tape.relu(tape.multiply(z, z));
  const y = tape.add(tape.add(h, q), tape.multiply(q, x));
  expect([tape.at(y), ...tape.gradient(y, [x])]).toEqual([-20, 46]);
});

test("micrograd’s second published test: 24.7041, and derivatives 138.8338 and 645.5773", () => {
  const tape = new Tape(real);
  const [a, b] = [-4, 2].map(tape.variable) as [TapeIndex, TapeIndex];
  const n = tape.constant;
  const { add, multiply, subtract, divide, relu, negative } = tape;
  const cube = multiply(multiply(b, b), b);
  let c = add(a, b);
  let d = add(multiply(a, b), cube);
  c = add(c, add(c, n(1)));
  c = add(c, subtract(add(add(n(1), c), n(0)), a));
  d = add(d, add(multiply(d, n(2)), relu(add(b, a))));
  d = add(d, add(multiply(n(3), d), relu(subtract(b, a))));
  const e = subtract(c, d);
  const f = multiply(e, e);
  let g = divide(f, n(2));
  g = add(g, divide(n(10), f));
  expect(tape.at(g)).toBeCloseTo(24.7041, 4);
  const [da = NaN, db = NaN] = tape.gradient(g, [a, b]);
  expect(da).toBeCloseTo(138.8338, 4);
  expect(db).toBeCloseTo(645.5773, 4);
  expect(tape.gradient(negative(g), [a])).toEqual([-da]);
});

test("a tape of dual numbers has second derivatives, and a tape over a tape has the same", () => {
  const f = <T>(a: Arithmetic<T>, x: T, y: T): T => a.multiply(a.sin(a.multiply(x, y)), a.exp(x));
  fc.assert(
    fc.property(size, size, (x, y) => {
      const forward = new Tape(duals);
      const variables = [forward.variable({ value: x, tangent: 1 }), forward.variable({ value: y, tangent: 0 })];
      const column = forward.gradient(f(forward, variables[0]!, variables[1]!), variables).map(({ tangent }) => tangent);
      const inner = new Tape(real);
      const outer = new Tape<TapeIndex>(inner);
      const [u, v] = [inner.variable(x), inner.variable(y)];
      const [p, q] = [outer.variable(u), outer.variable(v)];
      const [derivative] = outer.gradient(f(outer, p, q), [p]);
      const again = inner.gradient(derivative!, [u, v]);
      again.forEach((second, i) => expect(second).toBeCloseTo(column[i]!, 9));
      expect(column[0]).toBeCloseTo(Math.exp(x) * (2 * y * Math.cos(x * y) + (1 - y * y) * Math.sin(x * y)), 9);
    }),
  );
});

test("x to the x has four entries", () => {
  const tape = new Tape(real);
  const x = tape.variable(2);
  const z = tape.exp(tape.multiply(x, tape.log(x)));
  const entries = Array.from({ length: tape.length }, (_, index) => tape.entry(index as TapeIndex));
  expect(entries.map(({ operation, operands }) => [operation, ...operands])).toEqual([[null], ["log", 0], ["multiply", 0, 1], ["exp", 2]]);
  expect(entries.every(({ requiresGrad }) => requiresGrad)).toBe(true);
  expect(tape.gradient(z, [x])).toEqual([expect.closeTo(4 * (Math.log(2) + 1), 12)]);
});

test("no edge of a drawing passes through a box, and none leaves the drawing", () => {
  const tape = new Tape(real);
  const [w, v, b, x, y] = [1, 2, 3, 4, 5].map(tape.variable) as [TapeIndex, TapeIndex, TapeIndex, TapeIndex, TapeIndex];
  const output = tape.tanh(tape.add(tape.add(tape.multiply(w, x), tape.multiply(v, y)), b));
  const drawing = drawTape(tape, { output, names: ["w", "v", "b", "x", "y"] });
  const height = Number(/ height="(\d+)"/.exec(drawing)?.[1]);
  const boxes = [...drawing.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g)].map((found) => found.slice(1).map(Number));
  const levels = [...drawing.matchAll(/C[\d.]+ [\d.]+ [\d.]+ ([\d.]+) ([\d.]+) [\d.]+H([\d.]+)/g)].map((found) => found.slice(1).map(Number));
  expect(levels).toHaveLength(2);
  for (const [level = NaN, left = NaN, right = NaN] of levels) {
    expect(level).toBeGreaterThan(0);
    expect(level).toBeLessThan(height);
    const crossed = boxes.filter(([x = 0, y = 0, width = 0, tall = 0]) => x < right && x + width > left && y < level && y + tall > level);
    expect(crossed).toEqual([]);
  }
});

test("the drawing of a tape has a box for each number, and adjoints as far as the backward pass has come", () => {
  const tape = new Tape(real);
  const [w, x] = [tape.variable(0.5), tape.constant(3)] as const;
  const output = tape.tanh(tape.multiply(w, x));
  const whole = drawTape(tape, { output, names: ["w", "x"] });
  expect(whole.match(/<rect/g)).toHaveLength(4);
  expect(whole.match(/<path/g)).toHaveLength(3);
  expect(whole.match(/font-size="13" fill="accent">[^<]+/g)).toHaveLength(3);
  const started = drawTape(tape, { output, names: ["w", "x"], processed: 0 });
  expect(started.match(/font-size="13" fill="accent">[^<]+/g)).toEqual(['font-size="13" fill="accent">1']);
});
//# sourceMappingURL=../../.maps/autograd/scalar/tape.test.ts.map
