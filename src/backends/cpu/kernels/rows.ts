// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Walks several layouts of one shape together, a row at a time. */
import type { Layout } from "../../../layout/layout.ts";
import { sizeOf } from "../../../layout/shape.ts";

/** Axes that all layouts run through alike, as few as can be; the last is the row. */
export interface Walk {
  readonly lengths: readonly number[];
  /** For each layout, a stride for each axis. */
  readonly strides: readonly (readonly number[])[];
}

/** Leaves out axes of length 1 and joins neighbours where every layout runs on from one into the next. */
export function walkOf(layouts: readonly Layout[], order?: readonly number[]): Walk {
  const lengths: number[] = [];
  const strides: number[][] = layouts.map(() => []);
  const shape = layouts[0]!.shape;
  for (const axis of order ?? shape.keys()) {
    const length = shape[axis]!;
    if (length === 1) continue;
    const last = lengths.length - 1;
    const joins = last >= 0 && layouts.every((layout, each) => strides[each]![last] === layout.strides[axis]! * length);
    if (joins) lengths[last] = lengths[last]! * length;
    else lengths.push(length);
    layouts.forEach((layout, each) => (strides[each]![joins ? last : last + 1] = layout.strides[axis]!));
  }
  return { lengths, strides };
}

/** Calls `row` with the place in each layout where a row starts, for all rows in order. */
export function eachRow(layouts: readonly Layout[], { lengths, strides }: Walk, row: (starts: readonly number[]) => void): void {
  if (sizeOf(layouts[0]!.shape) === 0) return;
  const starts = layouts.map(({ offset }) => offset);
  const outer = lengths.length - 1;
  if (outer <= 0) return row(starts);
  const index = new Array<number>(outer).fill(0);
  for (;;) {
    row(starts);
    let axis = outer - 1;
    for (; axis >= 0; axis--) {
      index[axis]!++;
      for (let each = 0; each < starts.length; each++) starts[each]! += strides[each]![axis]!;
      if (index[axis]! < lengths[axis]!) break;
      for (let each = 0; each < starts.length; each++) starts[each]! -= strides[each]![axis]! * lengths[axis]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/rows.ts.map
