/** What the reader throws when it meets something that it does not accept; `caught` turns it into a value at the entry. */
import type { MathSpan, Refusal } from "./expression.ts";

/** Never leaves the reader: every entry calls `caught`. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Stops reading. `message` is lower case without full stop; `cure` is what to write instead, where we are sure. */
export function refuse(message: string, at: MathSpan, cure?: string): never {
  const place = { start: at.start, end: at.end };
  throw new Refused(cure === undefined ? { message, at: place } : { message, at: place, cure });
}

/** Stops reading at a name that nothing is bound to. */
export function refuseUnbound(name: string, { start, end }: MathSpan): never {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : `"${name}": …`;
  throw new Refused({ message: `\`${name}\` is not bound`, at: { start, end }, cure: `bind it with \`given({ ${key} })\``, unbound: name });
}

/** What `read` makes of the text at `at`, or the refusal that stopped it. */
export function caught<T>(at: MathSpan, read: () => T): { readonly value: T } | { readonly refusal: Refusal } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    // the reader calls itself for whatever stands inside; only a full stack throws this
    if (error instanceof RangeError) return { refusal: { message: "this is nested too deeply to be read", at: { start: at.start, end: at.end } } };
    throw error;
  }
}
