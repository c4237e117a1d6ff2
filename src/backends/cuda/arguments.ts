// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/** The argument of a kernel as bytes: a struct of C. */

/** The bytes of each kind of member: a pointer, an int and a float. */
const widths = { p: 8, i: 4, f: 4 } as const;

type Kind = keyof typeof widths;

/** How members follow one another, by letters: `pp3if` is two pointers, an array of three ints and a float. */
export function membersOf(letters: string): readonly Kind[] {
  return [...letters.matchAll(/(\d*)([pif])/g)].flatMap(([, count, kind]) => new Array<Kind>(Number(count || 1)).fill(kind as Kind));
}

// Pack the members of a struct
/** The bytes of a struct with these members, each at a multiple of its own width, and the whole a multiple of the largest. */
export function packed(members: readonly Kind[], values: readonly number[]): Uint8Array {
  if (values.length !== members.length) throw new RangeError(`cuda: a kernel takes ${members.length} numbers, not ${values.length}`);
  const view = new DataView(new ArrayBuffer(8 * members.length));
  let end = 0;
  members.forEach((kind, i) => {
    const [width, value] = [widths[kind], values[i]!];
    end = Math.ceil(end / width) * width;
    if (kind === "p") view.setBigUint64(end, BigInt(value), true);
    else if (kind === "f") view.setFloat32(end, value, true);
    else view.setInt32(end, whole(value), true);
    end += width;
  });
  const largest = members.includes("p") ? 8 : 4;
  return new Uint8Array(view.buffer, 0, Math.ceil(end / largest) * largest);
}

function whole(value: number): number {
  if (value === (value | 0)) return value;
  throw new RangeError(`cuda: ${value} does not fit into an int; a kernel counts to 2,147,483,647`);
}
//# sourceMappingURL=../../.maps/backends/cuda/arguments.ts.map
