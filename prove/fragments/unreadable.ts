/** Where a text stops being its language. */

/** The first mistake of a text: 0-based row and column, and what the parser says, in lower case without full stop. */
export interface Unreadable {
  readonly row: number;
  readonly column: number;
  readonly message: string;
}
