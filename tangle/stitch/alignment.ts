/** Aligns a tangled text with its edited version, so that lines nobody wrote by hand are found again wherever that is possible. */
import { diffArrays } from "diff";

/** A line of the text as tangled. `generated` lines belong to no fence: header, name and map comments. */
export interface BaseLine {
  readonly text: string;
  readonly generated: boolean;
}

/** Base lines `[baseStart, baseEnd)` became current lines `[currentStart, currentEnd)`; 0-based. */
export interface Hunk {
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly currentStart: number;
  readonly currentEnd: number;
}

/** A table of more cells than this (64 MB) is not built; the lines are then compared by Myers's algorithm without weights. */
const MOST_CELLS = 16_000_000;

/**
 * The differences between `base` and `current`, in order. The common subsequence that is kept is the one with the most
 * generated lines, and among those the longest: swapping two lines around a name comment must not look like an edit of it.
 */
export function align(base: readonly BaseLine[], current: readonly string[]): readonly Hunk[] {
  const start = commonStart(base, current);
  const end = commonEnd(base.slice(start), current.slice(start));
  const middle = base.slice(start, base.length - end);
  const edited = current.slice(start, current.length - end);
  const kept =
    (middle.length + 1) * (edited.length + 1) > MOST_CELLS ? byMyers(middle, edited) : byWeight(middle, edited);
  return between(kept, middle.length, edited.length).map((hunk) => ({
    baseStart: hunk.baseStart + start,
    baseEnd: hunk.baseEnd + start,
    currentStart: hunk.currentStart + start,
    currentEnd: hunk.currentEnd + start,
  }));
}

type Pair = readonly [base: number, current: number];

/** A written line that reads like a generated one could take its place, so the trimming stops there. */
function commonStart(base: readonly BaseLine[], current: readonly string[]): number {
  const generated = generatedTexts(base);
  let count = 0;
  for (const [index, line] of base.entries()) {
    if (line.text !== current[index] || (!line.generated && generated.has(line.text))) break;
    count += 1;
  }
  return count;
}

function commonEnd(base: readonly BaseLine[], current: readonly string[]): number {
  return commonStart(base.toReversed(), current.toReversed());
}

function generatedTexts(base: readonly BaseLine[]): ReadonlySet<string> {
  return new Set(base.filter((line) => line.generated).map((line) => line.text));
}

/** Dynamic programming from the end; the walk from the start then prefers to match early, to delete before inserting. */
function byWeight(base: readonly BaseLine[], current: readonly string[]): readonly Pair[] {
  const width = current.length + 1;
  const heavy = Math.min(base.length, current.length) + 1;
  const weights = base.map((line) => (line.generated ? heavy : 1));
  const best = new Uint32Array((base.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = base.length - 1; i >= 0; i -= 1) {
    for (let j = current.length - 1; j >= 0; j -= 1) {
      const matched = base[i]?.text === current[j] ? at(i + 1, j + 1) + (weights[i] ?? 0) : 0;
      best[i * width + j] = Math.max(matched, at(i + 1, j), at(i, j + 1));
    }
  }
  return walk({ base, current, weights, at });
}

interface Table {
  readonly base: readonly BaseLine[];
  readonly current: readonly string[];
  readonly weights: readonly number[];
  readonly at: (i: number, j: number) => number;
}

function walk({ base, current, weights, at }: Table): readonly Pair[] {
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < base.length && j < current.length) {
    if (base[i]?.text === current[j] && at(i, j) === at(i + 1, j + 1) + (weights[i] ?? 0)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function byMyers(base: readonly BaseLine[], current: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  for (const change of diffArrays(base.map((line) => line.text), [...current])) {
    if (!change.added && !change.removed) {
      for (let offset = 0; offset < change.count; offset += 1) pairs.push([i + offset, j + offset]);
    }
    if (!change.added) i += change.count;
    if (!change.removed) j += change.count;
  }
  return pairs;
}

function between(pairs: readonly Pair[], baseLength: number, currentLength: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let baseStart = 0;
  let currentStart = 0;
  for (const [baseEnd, currentEnd] of [...pairs, [baseLength, currentLength] as const]) {
    if (baseEnd > baseStart || currentEnd > currentStart) hunks.push({ baseStart, baseEnd, currentStart, currentEnd });
    baseStart = baseEnd + 1;
    currentStart = currentEnd + 1;
  }
  return hunks;
}
