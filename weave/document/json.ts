/** JSON with positions: where the text stops being JSON, or where each item of its outermost list begins. */

/** What was read, or the first mistake. */
export type JsonText =
  | { readonly value: unknown; readonly items: readonly number[] }
  | { readonly mistake: string; readonly offset: number };

/** Reads a JSON text. `items` are the offsets of the elements of the list that it is; empty for anything else. */
export function readJson(text: string): JsonText {
  const items: number[] = [];
  const found = scan(text, items);
  if (found !== null) return found;
  return { value: JSON.parse(text) as unknown, items };
}

// The grammar of RFC 8259 once more, because the messages and positions of `JSON.parse` differ between versions of Node.
function scan(text: string, items: number[]): { mistake: string; offset: number } | null {
  let at = 0;
  try {
    space();
    value(0);
    space();
    if (at < text.length) fail("expected the end of the file");
    return null;
  } catch (error) {
    if (error instanceof Mistake) return { mistake: error.message, offset: error.offset };
    throw error;
  }

  function value(depth: number): void {
    const mark = text[at];
    if (mark === "{") list("}", depth, member);
    else if (mark === "[") list("]", depth, element);
    else if (mark === '"') token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y, "this text is not closed, or holds a character that must be escaped");
    else token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y, "expected a value");
  }

  function list(close: string, depth: number, one: (depth: number) => void): void {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      one(depth + 1);
      space();
      if (text[at] === close) break;
      if (text[at] !== ",") fail(`expected \`,\` or \`${close}\``);
      at++;
      space();
    }
    at++;
  }

  function element(depth: number): void {
    if (depth === 1) items.push(at);
    value(depth);
  }

  function member(depth: number): void {
    if (text[at] !== '"') fail("expected a key in double quotes");
    value(depth);
    space();
    if (text[at] !== ":") fail("expected `:`");
    at++;
    space();
    value(depth);
  }

  function token(pattern: RegExp, otherwise: string): void {
    pattern.lastIndex = at;
    if (!pattern.test(text)) fail(otherwise);
    at = pattern.lastIndex;
  }

  function space(): void {
    while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at++;
  }

  function fail(reason: string): never {
    throw new Mistake(reason, at);
  }
}

/** Carries the first mistake out of the scan. */
class Mistake extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
