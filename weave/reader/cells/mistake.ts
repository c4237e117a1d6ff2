/** A text that is not TypeScript. */

/** What the compiler says of it, with the line of the compiled text, from 1; null where it names none. */
export class Mistake extends Error {
  readonly line: number | null;
  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`SyntaxError: ${message.replace(/^Error transforming \S+: /, "").replace(/\s*\(\d+:\d+\)$/, "")}`);
    const found = /\((\d+):\d+\)$/.exec(message);
    this.line = found === null ? null : Number(found[1]);
  }
}

/** Where a failure is: in the cell, or in a chunk that the reader has edited; `line` counts from 1 in the text of the listing. */
export interface Where {
  /** The id of the chunk's listing; null for the cell itself. */
  readonly chunk: string | null;
  readonly line: number;
}

/** A failure with its place; null where the place is in neither. */
export class Failure extends Error {
  readonly where: Where | null;
  constructor(message: string, where: Where | null) {
    super(message);
    this.where = where;
  }
}

/** Compiles, with the compiler that is fetched when a reader first edits. Throws `Mistake`. */
export async function compiledInPage(text: string): Promise<string> {
  const compile = (await window.book.take("compiler")) as (text: string) => string;
  try {
    return compile(text);
  } catch (error) {
    throw new Mistake(error);
  }
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
