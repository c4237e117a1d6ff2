/** What the weaver and the pages know of the face that a script brings. */

/** The face in which pages are written, as a script brings it that runs before a page is laid out: else each page would first be set in another, and then move. */
export interface BroughtFace {
  readonly family: string;
  readonly style: string;
  readonly weight: string;
  readonly unicodeRange: string;
  /** The file in base 64. */
  readonly content: string;
}
