// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** What is allocated at each time, and when it is most. */
import { contents, type Block, type Content } from "./recording-pool.ts";

// Follow the bytes over time
/** Bytes by content at one time. */
export interface Moment {
  readonly time: number;
  readonly bytes: number;
  readonly by: Readonly<Record<Content, number>>;
}

/** The moment after each allocation and each release. */
export function* momentsOf(blocks: readonly Block[]): Generator<Moment> {
  const changes = blocks.flatMap(({ bytes, content, start, end }) => [
    { time: start, content, bytes }, { time: end, content, bytes: -bytes }]);
  const by = Object.fromEntries(contents.map((content) => [content, 0])) as Record<Content, number>;
  let live = 0;
  for (const { time, content, bytes } of changes.sort((a, b) => a.time - b.time)) {
    if (time === Infinity) return;
    by[content] += bytes;
    live += bytes;
    yield { time, bytes: live, by: { ...by } };
  }
}

// Find the peak
/** The first moment at which most bytes are allocated. Throws `RangeError` if nothing ever was. */
export function peakOf(blocks: readonly Block[]): Moment {
  let peak: Moment | undefined;
  for (const moment of momentsOf(blocks)) {
    if (!peak || moment.bytes > peak.bytes) peak = moment;
  }
  if (!peak) throw new RangeError("memory: nothing was allocated");
  return peak;
}
//# sourceMappingURL=../.maps/memory/timeline.ts.map
