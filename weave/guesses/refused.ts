/** What an author got wrong in a guess, before it is a diagnostic: the message, and the words of the directive that it is about. */

/** A mistake. Without `words`, it is about the whole line. */
export interface Refused {
  readonly refused: string;
  readonly words?: string;
  readonly cure?: string;
}

/** Refuses. */
export function refused(message: string, words?: string, cure?: string): Refused {
  return { refused: message, ...(words === undefined ? {} : { words }), ...(cure === undefined ? {} : { cure }) };
}

/** Whether something was refused. */
export function isRefused(made: unknown): made is Refused {
  return typeof made === "object" && made !== null && "refused" in made;
}
