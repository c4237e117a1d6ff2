const show=(x:any)=>console.log(x && x.head ? [x.head,...x.rows].map((r:any)=>r.map(String).filter((c:string)=>c!=="").join(" ")).join("\n") : x);
const experiment=(n:string)=>{throw new Error("experiment "+n)};

console.log("@@0");
import { secondsOf } from "#src/timing/seconds.ts";
import { columns, grouped } from "#src/format/text.ts";
import { randomFrom } from "#src/random/xoshiro128.ts";
import { data } from "#src/data/files.ts";
import { scientific } from "#src/format/scientific.ts";
import { split } from "#src/data/split.ts";
import { add, asTensor, constant, exp, gradient, log, matmul, max, mean, multiply, negative, normal as normalTensor, reshape, subtract, sum, take, takeAlongAxis, tanh, variable, vjp, zeros, type Tensor } from "#src/tensor-core.ts";
import { crossEntropy } from "#src/ops/cross-entropy.ts";
import { embedding } from "#src/ops/embedding.ts";
import { linear } from "#src/ops/linear.ts";
import { tanh as tanhByHand } from "#src/ops/tanh.ts";
import { savedBytes } from "#src/ops/saved-bytes.ts";
import { operations } from "#src/testing/reference-implementations.ts";
import { singleErrors, testimonyOf } from "#src/testing/ulp-errors.ts";

console.log("@@1");
const heard = operations.map((operation) =>
  ({ name: operation.name, ...testimonyOf(operation, randomFrom(1851), 5) }));
console.log(columns(["by hand against", "tape", "sideways", "PyTorch"],
  heard.map(({ name, tape, sideways, torch }) =>
    [name, ...[tape, sideways, torch].map((each) =>
      each === null ? "not asked" : each < 0.5 ? "same" : each < 8 ? "close" : "far")])));

console.log("@@2");
const mostOf = (witness: "tape" | "sideways") => Math.ceil(Math.max(...heard.map((each) => each[witness])));
const apartFromTorch = Math.ceil(Math.max(...heard.map(({ torch }) => torch ?? 0)));
const nudged = Math.max(...heard.map(({ nudges }) => nudges));
const sameOnTape = heard.filter(({ tape }) => tape === 0).length;
const dots = heard.flatMap(({ name, tape, sideways, nudges, torch }) => [
  { name, witness: "tape", apart: tape }, { name, witness: "sideways", apart: sideways },
  { name, witness: "nudges", apart: nudges }, ...(torch === null ? [] : [{ name, witness: "PyTorch", apart: torch }]),
]).map((dot) => ({ ...dot, doubt: Math.log2(1 + dot.apart) }));

console.log("@@3");
const inSingle = operations.flatMap((operation) => {
  const errors = singleErrors(operation);
  return errors === null ? [] : [{ name: operation.name, ...errors }];
});
const nearest = inSingle.filter(({ byHand, tape, torch }) => byHand <= Math.min(tape, torch)).length;
const worstSingle = (who: "byHand" | "tape" | "torch") => Math.max(...inSingle.map((each) => each[who]));

console.log("@@4");
console.log(columns(["units of the last digit", "by hand", "tape", "PyTorch"],
  inSingle.map(({ name, byHand, tape, torch }) =>
    [name, ...[byHand, tape, torch].map((each) => each.toFixed(1))])));

console.log("@@5");
const random = randomFrom(1851);
const measured = operations.map(({ name, shapes, byHand, ofPrimitives }) => {
  const operands = shapes(256, 768).map((shape) => variable(normalTensor(random, shape)));
  const dY = normalTensor(random, [...byHand(...operands).shape]);
  const [hand, tape] = [byHand, ofPrimitives].map((operation) => ({
    seconds: secondsOf(() => vjp(operation(...operands), operands, constant(dY)), { rounds: 15 }),
    saved: savedBytes(operation(...operands)),
  }));
  return { name, hand, tape };
});
console.log(columns(["there and back", "ms by hand", "ms on the tape", "MB by hand", "MB on the tape"],
  measured.map(({ name, hand, tape }) => [name, (1e3 * hand.seconds).toFixed(1), (1e3 * tape.seconds).toFixed(1), (hand.saved / 1e6).toFixed(1), (tape.saved / 1e6).toFixed(1)])));
const of = (wanted: string) => measured.find(({ name }) => name === wanted);
const times = (wanted: string, what: "seconds" | "kept") => of(wanted).tape[what] / of(wanted).hand[what];

console.log("@@6");
const { text, cut } = split(data("moby-dick.txt"));
const alphabet = [...new Set(text.slice(0, cut))].sort();
const numbers = new Map(alphabet.map((letter, i) => [letter, i]));
const letters = Int32Array.from(text, (letter) => numbers.get(letter) ?? 0);
type Loss = (X: Tensor, layers: readonly Tensor[], targets: Tensor) => Tensor;
const byHandLoss: Loss = (X, [first, firstBias, second, secondBias, last, lastBias], targets) =>
  crossEntropy(linear(tanhByHand(linear(tanhByHand(linear(X, first, firstBias)), second, secondBias)), last, lastBias), targets);
const onTapeLoss: Loss = (X, [first, firstBias, second, secondBias, last, lastBias], targets) => {
  const z = add(matmul(tanh(add(matmul(tanh(add(matmul(X, first), firstBias)), second), secondBias)), last), lastBias);
  const shifted = subtract(z, constant(max(z, -1, { keepDims: true })));
  const logs = subtract(shifted, log(sum(exp(shifted), -1, { keepDims: true })));
  return negative(mean(takeAlongAxis(logs, reshape(targets, [targets.size, 1]), 1)));
};
const twins = [{ lossOf: byHandLoss, lookUp: embedding }, { lossOf: onTapeLoss, lookUp: (E: Tensor, ids: Tensor) => take(E, ids, 0) }].map(({ lossOf, lookUp }) => {
  const random = randomFrom(1851);
  const matrix = (rows: number, columns: number, scale: number) => multiply(normalTensor(random, [rows, columns]), scale);
  let weights = [matrix(alphabet.length, 16, 1), matrix(32, 32, 32 ** -0.5), zeros([32]), matrix(32, 32, 32 ** -0.5), zeros([32]), matrix(32, alphabet.length, 0.1), zeros([alphabet.length])];
  const lossAt = ([E, ...layers]: readonly Tensor[], at: readonly number[]) => {
    const X = reshape(lookUp(E, asTensor(Int32Array.from(at.flatMap((i) => [letters[i - 2], letters[i - 1]])))), [at.length, 32]);
    return lossOf(X, layers, asTensor(Int32Array.from(at, (i) => letters[i])));
  };
  const heldOut = Array.from({ length: 1000 }, (_, i) => cut + 2 + 117 * i);
  return Array.from({ length: 801 }, () => {
    const now = { loss: lossAt(weights, heldOut).item(), weights: weights.flatMap((each) => [...each.dataSync()]) };
    const batch = Array.from({ length: 64 }, () => 2 + Math.floor(random.uniform() * (cut - 2)));
    const leaves = weights.map(variable);
    const slopes = gradient(lossAt(leaves, batch), leaves);
    weights = weights.map((each, i) => subtract(each, multiply(slopes[i], 0.5)));
    return now;
  });
});

console.log("@@7");
const apart = [0, 1, 10, 100, 400, 800].map((turn) => {
  const [one, other] = twins.map((states) => states[turn]);
  const gap = Math.hypot(...one.weights.map((w, i) => w - other.weights[i]));
  return [turn, one.loss.toFixed(4), other.loss.toFixed(4),
    scientific(gap / Math.hypot(...one.weights))];
});
console.log(columns(["turn", "by hand", "on the tape", "weights apart"], apart));

console.log("@@end");