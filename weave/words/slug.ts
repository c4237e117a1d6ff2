/** Words → ids. */

/** An id that can be written in `{#id}` and after `#` in an address. */
export const validId = /^[\p{L}\p{N}_][\p{L}\p{N}_:.-]*$/u;

/** GitHub's way from a heading's text to its anchor. */
export function slugOf(words: string): string {
  return words.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replace(/ /g, "-");
}

/** `wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken; it is taken from now on. */
export function freshId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  taken.add(id);
  return id;
}
