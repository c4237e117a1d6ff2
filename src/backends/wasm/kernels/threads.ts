// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** What threads do with the counters that they share. */
import { drop, i32, repeat, when } from "../instructions.ts";
import { advance, define, type FunctionSource } from "../module.ts";

/** Places of the control block, in bytes, each on cache lines of its own: parts posted at 0, done and taken, workers that have started, the length of a message on what failed, the message, and the ring of slots. */
export const DONE = 128;
export const TAKEN = 256;
export const STARTED = 384;
export const FAILED = 512;
export const MESSAGE = 516;
export const FIRST = 1024;
/** Bytes of a slot, and how many there are: a power of two. */
export const SLOT = 64;
export const SLOTS = 256;
export const CONTROL_BYTES = FIRST + SLOT * SLOTS;

/** Turns of waiting before a thread sleeps. */
const SPINS = 20_000;

/** The address of the slot of a part that no thread has taken, which is taken now; 0 if there is none. */
// Take a part
const take = define("take", { parameters: ["i32"], results: ["i32"] }, ([control], fresh) => {
  const [part, left, found] = [fresh("i32"), fresh("i32"), fresh("i32")];
  const taken = i32.add(control!.get, i32.const(TAKEN));
  const slot = i32.mul(i32.and(part.get, i32.const(SLOTS - 1)), i32.const(SLOT));
  return [
    ...repeat([
      ...part.set(i32.atomicLoad(taken)),
      ...left.set(i32.sub(i32.atomicLoad(control!.get), part.get)), // posted − taken
      ...found.set(part.get),
      ...when(left.get, found.set(i32.compareExchange(taken, part.get, i32.add(part.get, i32.const(1))))),
    ], i32.sub(found.get, part.get)), // another thread was faster
    ...when(left.get, left.set(i32.add(i32.add(control!.get, i32.const(FIRST)), slot))),
    ...left.get, // the address of the slot, or 0
  ];
});

/** Adds to a counter, and wakes those that wait for it; how many they are stands beside it. */
const count = define("count", { parameters: ["i32", "i32"] }, ([at, by]) => [
  ...drop(i32.atomicAdd(at!.get, by!.get)),
  ...when(i32.atomicLoad(i32.add(at!.get, i32.const(4))), drop(i32.notify(at!.get, i32.const(-1)))),
]);

/** Returns when a counter has another value than `seen`, or after some turns if the thread must not sleep. */
const waitWhile = define("waitWhile", { parameters: ["i32", "i32", "i32"] }, ([at, seen, sleeps], fresh) => {
  const [turns, isSame] = [fresh("i32"), i32.equal(i32.atomicLoad(at!.get), seen!.get)];
  const sleepers = i32.add(at!.get, i32.const(4));
  return [
    ...turns.set(i32.const(SPINS)),
    ...repeat(advance(turns, -1), i32.and(isSame, i32.lessU(i32.const(0), turns.get))),
    // counted among the sleepers first: who counts on after that notifies, and who did before is seen by the wait
    ...when(i32.and(isSame, sleeps!.get), [
      ...drop(i32.atomicAdd(sleepers, i32.const(1))),
      ...drop(i32.wait(at!.get, seen!.get)),
      ...drop(i32.atomicAdd(sleepers, i32.const(-1))),
    ]),
  ];
});

/** All of them. */
export const threadLoops: readonly FunctionSource[] = [take, count, waitWhile];
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/threads.ts.map
