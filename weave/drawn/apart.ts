/** Words that stand over each other, moved apart: by no more than is missing, along their line if that is not far. */

/** A box in the units of its drawing. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** To the right and down. */
export type Move = readonly [number, number];

/** What words are moved among. */
export interface Surroundings {
  /** How large the drawing is; no word is moved out of it. */
  readonly extent: Pick<Box, "width" | "height">;
  /** What a word that is moved keeps off. */
  readonly dots: readonly Box[];
}

/** Pixels that are left between two words that were moved. */
const gap = 2;

/** A word beside its line is out of place, one farther along it hardly: so many pixels along the line are as bad as one across it. */
const along = 3;

/** A crowd that has no room is left as it is after so many rounds. */
const rounds = 200;

/**
 * How far each word is moved so that none stands over another; one that touches none stays. Of a pair the one that has fewer others at its
 * height is moved, since names of panels and of ticks stand in a row; where that does not help, both. One at the drawing's edge leaves its line.
 */
export function movedApart(words: readonly Box[], { extent, dots }: Surroundings): readonly Move[] {
  const moves = words.map((): Move => [0, 0]);
  const boxes = [...words];
  const rows = words.map(({ top }) => words.filter((other) => Math.abs(other.top - top) < 0.5).length);
  const now = (i: number): Box => boxes[i] as Box;
  const move = (i: number, part: number, [dx, dy]: Move): void => {
    const word = words[i] as Box;
    moves[i] = within(word, sum(moves[i] ?? [0, 0], [part * dx, part * dy]), extent);
    boxes[i] = shifted(word, moves[i]);
  };
  const all = pairsOf(words.length);
  for (let round = 0; round < rounds; round++) {
    const pairs = all.filter(([i, j]) => areOver(now(i), now(j)));
    if (pairs.length === 0) break;
    for (const [i, j] of pairs) {
      const share = round < rounds / 2 ? shareOf(rows[i] ?? 0, rows[j] ?? 0) : 0.5;
      const [one, other] = [now(i), now(j)];
      for (const whole of [way(one, other), acrossLine(one, other)]) {
        move(i, -share, whole);
        move(j, 1 - share, whole);
        if (isMoved(one, now(i)) || isMoved(other, now(j))) break;
      }
    }
    for (const i of new Set(pairs.flat())) for (const dot of dots) if (areOver(dot, now(i))) move(i, 1, way(dot, now(i)));
  }
  return moves;
}

/** The part of the way that the first of a pair goes. */
function shareOf(row: number, otherRow: number): number {
  return row === otherRow ? 0.5 : row < otherRow ? 1 : 0;
}

const pairsOf = (count: number): readonly Move[] => Array.from({ length: count }, (_, i) => i).flatMap((i) => Array.from({ length: count - i - 1 }, (_, k): Move => [i, i + 1 + k]));

const sum = ([x, y]: Move, [dx, dy]: Move): Move => [x + dx, y + dy];

const shifted = ({ left, top, ...size }: Box, [dx, dy]: Move): Box => ({ left: left + dx, top: top + dy, ...size });

const isMoved = (box: Box, { left, top }: Box): boolean => Math.abs(box.left - left) + Math.abs(box.top - top) > 1e-6;

/** Whether two boxes have a point in common that is inside both. */
export function areOver(one: Box, other: Box): boolean {
  const [missingX, missingY] = missing(one, other);
  return missingX > 1e-9 && missingY > 1e-9;
}

/** How far two boxes would have to be moved along each axis to be clear of each other; negative for a space between them. */
function missing(one: Box, other: Box): Move {
  const [dx, dy] = between(one, other);
  return [(one.width + other.width) / 2 - Math.abs(dx), (one.height + other.height) / 2 - Math.abs(dy)];
}

/** From the middle of the first to that of the second. */
function between(one: Box, other: Box): Move {
  return [other.left + other.width / 2 - one.left - one.width / 2, other.top + other.height / 2 - one.top - one.height / 2];
}

/** The way by which the second gets clear of the first, with the gap. */
function way(one: Box, other: Box): Move {
  const [missingX, missingY] = missing(one, other);
  return missingX > along * missingY ? acrossLine(one, other) : [(missingX + gap) * (between(one, other)[0] < 0 ? -1 : 1), 0];
}

function acrossLine(one: Box, other: Box): Move {
  return [0, (missing(one, other)[1] + gap) * (between(one, other)[1] < 0 ? -1 : 1)];
}

/** The move, as far as it keeps the box in the drawing; one that stood beyond an edge goes no farther. */
function within({ left, top, width, height }: Box, [dx, dy]: Move, extent: Pick<Box, "width" | "height">): Move {
  const kept = (at: number, size: number, room: number, by: number): number => Math.min(Math.max(by, Math.min(0, 0 - at)), Math.max(0, room - at - size));
  return [kept(left, width, extent.width, dx), kept(top, height, extent.height, dy)];
}
