/** The names of one page as its listings show them. */

/** A name in a listing. */
export interface NameMark {
  /** 0-based line, and columns from `start` up to `end`. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Its row among what the page shows of its names; null for nothing to show. */
  readonly row: number | null;
  /** Where the name is defined, if that is in another listing. */
  readonly href: string | null;
  /** Its own anchor, if this is where it is defined. */
  readonly id: string | null;
}

/** What is shown of a name: type, documentation, and where it is defined. */
export type Row = readonly [type: string, documentation: string, place: string];

/** The names of a page. */
export interface PageNames {
  /** By `listingKey`. */
  readonly listings: ReadonlyMap<string, readonly NameMark[]>;
  readonly rows: readonly Row[];
  /** What this page's code uses of the program and other pages define, by name. */
  readonly foreign: readonly Foreign[];
}

/** A name of the program that is defined on another page. */
export interface Foreign {
  readonly text: string;
  readonly href: string;
  /** The number of the section, or its title. */
  readonly section: string;
  readonly row: number | null;
  /** The keys of the listings that use it. */
  readonly usedIn: ReadonlySet<string>;
}
