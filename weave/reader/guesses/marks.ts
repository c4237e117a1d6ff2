/** Marks on a line: each stands at a share of its length. */

/** The mark, put there. */
export function at<T extends HTMLElement>(share: number, mark: T): T {
  mark.style.left = `${100 * share}%`;
  return mark;
}
