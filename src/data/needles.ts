// Tangled from book/09-position/06-needle-in-a-haystack.md. Edit the book, then: npm run tangle
/** The needle-in-a-haystack task: a name among fillers, asked for at the end. */
import { randomFrom } from "../random/xoshiro128.ts";
import { sequencesOf, type Sequences } from "./sequences.ts";

// Describe needles in haystacks
/** Ids 0 to 7 are fillers, 8 to 15 names, 16 is the question mark. */
export const needleIds = { fillers: 8, names: 8, ask: 16, size: 17 } as const;

/** Which haystacks. */
export interface Haystacks {
  readonly length: number;
  readonly seed: number;
  /** How many tokens before the end the name stands; random if not given. */
  readonly distance?: number;
}

// Hide a name among fillers
/** 100,000 sequences of fillers with one name and a question mark at the end, whose target is the name. Throws `RangeError` for a distance at which nothing stands. */
export function needles({ length, seed, distance: fixed }: Haystacks): Sequences {
  const { fillers, names, ask } = needleIds;
  // Reject a distance outside the sequence
  if (!(length >= 2)) throw new RangeError(`needles: a name and a question mark need 2 tokens, not ${length}`);
  if (fixed !== undefined && !(Number.isInteger(fixed) && fixed >= 1 && fixed < length)) throw new RangeError(`needles: no token stands ${fixed} before the last of ${length}`);
  return sequencesOf(length, 100_000, (i) => {
    const random = randomFrom(1_000_003 * seed + i);
    const below = (n: number) => Math.floor(n * random.uniform());
    const ids = Array.from({ length }, () => below(fillers));
    const name = fillers + below(names);
    const distance = fixed ?? 1 + below(length - 1);
    ids[length - 1] = ask;
    ids[length - 1 - distance] = name;
    return { ids, targets: ids.map((_, t) => (t === length - 1 ? name : -1)) };
  });
}
//# sourceMappingURL=../.maps/data/needles.ts.map
