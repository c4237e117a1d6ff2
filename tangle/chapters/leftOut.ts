/** Which tests a run leaves out that is not to run those of every chapter's end. */

/** The tests of the program at a chapter's end that no earlier one runs just so. */
export interface TestsAtEnd {
  /** By path, a text that is the same where the same code runs. */
  readonly ids: ReadonlyMap<string, string>;
  /** Of these, the paths of those that no earlier program has: they are new, or their own text is another. */
  readonly own: ReadonlySet<string>;
}

/**
 * Paths of the tests that are left out at each end, from the first. A test is run where it is new, and on the program of the last end. Between
 * the two it may run on other code at each end, so that such runs become more with the ends times the tests: of these, `atMost` at each end,
 * whose ids, which are hashes, come first.
 */
export function leftOut(ends: readonly TestsAtEnd[], last: ReadonlySet<string>, atMost: number): readonly ReadonlySet<string>[] {
  return ends.map(({ ids, own }) => {
    const between = [...ids].filter(([path, id]) => !own.has(path) && !last.has(id)).sort(([, a], [, b]) => (a < b ? -1 : 1));
    return new Set(between.slice(atMost).map(([path]) => path));
  });
}
