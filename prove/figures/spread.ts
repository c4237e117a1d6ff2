/** Things along a line, moved as little as they must be so that none overlaps another. */

/** Something along a line that takes `size` around `at`. */
export interface Stretch {
  readonly at: number;
  readonly size: number;
}

/** New places in the given order: the least movement by which none overlaps another, each pile kept about its own middle. */
export function spread(given: readonly Stretch[]): readonly number[] {
  const order = [...given.keys()].sort((i, j) => (given[i]?.at ?? 0) - (given[j]?.at ?? 0));
  const piles: Pile[] = [];
  for (const i of order) {
    let pile: Pile = { members: [i], size: given[i]?.size ?? 0, middle: given[i]?.at ?? 0 };
    for (let before = piles.at(-1); before && before.middle + before.size / 2 > pile.middle - pile.size / 2; before = piles.at(-1)) {
      piles.pop();
      pile = joined(before, pile);
    }
    piles.push(pile);
  }
  const places = new Map(piles.flatMap((pile) => placesIn(pile, given)));
  return [...given.keys()].map((i) => places.get(i) ?? 0);
}

interface Pile {
  readonly members: readonly number[];
  readonly size: number;
  readonly middle: number;
}

function joined(upper: Pile, lower: Pile): Pile {
  const members = [...upper.members, ...lower.members];
  const middle = (upper.middle * upper.members.length + lower.middle * lower.members.length) / members.length;
  return { members, size: upper.size + lower.size, middle };
}

function placesIn(pile: Pile, given: readonly Stretch[]): readonly (readonly [number, number])[] {
  let edge = pile.middle - pile.size / 2;
  return pile.members.map((i) => {
    const size = given[i]?.size ?? 0;
    edge += size;
    return [i, edge - size / 2] as const;
  });
}
