/** What is made when it is first asked for, and then known. */

/** Calls `make` once, for the first who asks. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
