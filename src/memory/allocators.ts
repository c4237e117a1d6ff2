// Tangled from book/11-memory/05-the-allocator.md. Edit the book, then: npm run tangle
/** Where blocks lie in memory: allocators that see one request after the other, and a packer that knows all of them. */
// Import blocks to place
import type { Block } from "./recording-pool.ts";

// Describe a placed block
/** A block with its address in one arena. */
export interface Placed extends Block {
  readonly offset: number;
}

/** The bytes of an arena that holds all of them. */
export function arenaBytes(placed: readonly Placed[]): number {
  return placed.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0);
}

// Place blocks as they are requested
/** Free memory between two addresses; the last hole never ends. */
export interface Hole {
  readonly from: number;
  readonly to: number;
}

/** Of the holes that are large enough, in order of their addresses, the one to use. */
export type Policy = (fitting: readonly Hole[]) => Hole;

/** Places each block when it is requested, knowing nothing of later ones. */
export function placedOnline(blocks: readonly Block[], policy: Policy): readonly Placed[] {
  const placed: Placed[] = [];
  let holes: readonly Hole[] = [{ from: 0, to: Infinity }];
  const byEnd = [...blocks].filter(({ bytes }) => bytes > 0)
    .sort((a, b) => a.end - b.end);
  const offsets = new Map<Block, number>();
  let freed = 0;
  for (const block of [...byEnd].sort((a, b) => a.start - b.start)) {
    for (; byEnd[freed]!.end < block.start; freed++) {
      const old = byEnd[freed]!;
      holes = released(holes, offsets.get(old)!, old.bytes);
    }
    const hole = policy(holes.filter(({ from, to }) => to - from >= block.bytes));
    offsets.set(block, hole.from);
    placed.push({ ...block, offset: hole.from });
    holes = holes.flatMap((each) => (each !== hole ? [each]
      : hole.to - hole.from === block.bytes ? []
        : [{ from: hole.from + block.bytes, to: hole.to }]));
  }
  return placed;
}

/** The holes with freed memory among them, joined with its neighbours. */
function released(holes: readonly Hole[], from: number, bytes: number): readonly Hole[] {
  const to = from + bytes;
  const [before, after] = [holes.find((hole) => hole.to === from), holes.find((hole) => hole.from === to)];
  const joined = { from: before?.from ?? from, to: after?.to ?? to };
  return [...holes.filter((hole) => hole !== before && hole !== after), joined].sort((a, b) => a.from - b.from);
}

// Choose a hole
/** The hole with the lowest address. */
export const firstFit: Policy = ([first]) => first!;

/** The smallest hole. */
export const bestFit: Policy = (fitting) =>
  fitting.reduce((best, hole) => (hole.to - hole.from < best.to - best.from ? hole : best));

// Reserve by size classes
/**
 * The bytes that an allocator reserves which rounds every request up to a size
 * class, reuses blocks of one class only for that class, and gives none back.
 */
export function reservedBytes(blocks: readonly Block[], classOf: (bytes: number) => number): number {
  const classes = new Set(blocks.map(({ bytes }) => classOf(bytes)));
  return [...classes].reduce((sum, size) =>
    sum + size * mostAtOnce(blocks.filter(({ bytes }) => classOf(bytes) === size)), 0);
}

/** How many of the blocks are allocated at one time, at most. */
function mostAtOnce(blocks: readonly Block[]): number {
  const changes = blocks.flatMap(({ start, end }) => [{ time: start, by: 1 }, { time: end, by: -1 }]).sort((a, b) => a.time - b.time);
  let [now, most] = [0, 0];
  for (const { by } of changes) most = Math.max(most, now += by);
  return most;
}

/** The next power of two. */
export const powerOfTwo = (bytes: number): number => (bytes <= 1 ? bytes : 2 ** Math.ceil(Math.log2(bytes)));

// Pack blocks that are known in advance
/** Largest first, each at the lowest address that is free during its whole life. */
export function packed(blocks: readonly Block[]): readonly Placed[] {
  const placed: Placed[] = [];
  const largestFirst = [...blocks].sort((a, b) => b.bytes - a.bytes || a.start - b.start);
  for (const block of largestFirst) {
    const beside = placed
      .filter(({ start, end }) => start < block.end && block.start < end)
      .sort((a, b) => a.offset - b.offset);
    let offset = 0;
    for (const other of beside) {
      if (other.offset - offset >= block.bytes) break;
      offset = Math.max(offset, other.offset + other.bytes);
    }
    placed.push({ ...block, offset });
  }
  return placed;
}
//# sourceMappingURL=../.maps/memory/allocators.ts.map
