/** The name that was probably meant. */

/** The one candidate that differs from `name` by the fewest edits, if these are few for its length and no other is as near. */
export function suggest(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit || candidate === best) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits > least) continue;
    best = edits < least ? candidate : null;
    least = edits;
  }
  return least <= limit ? best : null;
}

/** The cure that names the suggestion, ready to be spread into a diagnostic. */
export function didYouMean(name: string, candidates: Iterable<string>): { readonly cure?: string } {
  const found = suggest(name, candidates);
  return found === null ? {} : { cure: `did you mean \`${found}\`?` };
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
