// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** The header of a safetensors file: JSON, and stricter than JSON. */

/** How deep brackets may stand in brackets, as in the reference implementation. */
const DEEPEST = 128;

/** The error for a file that cannot be read. */
export const wrong = (message: string) => new RangeError(`safetensors: ${message}`);

/** A name as it stands in a message: control characters are escaped. */
export const quoted = (name: string) => (/[\p{C}`]/u.test(name) ? JSON.stringify(name) : `\`${name}\``);

/** A value of the header as it stands in a message, cut where it is long. */
export const shown = (value: unknown) => JSON.stringify(value).replace(/^(.{160}).+$/su, "$1…");

/** The fields of a header. Throws `RangeError` for whatever is no JSON, and for what `JSON.parse` would let pass without a word. */
export function headerIn(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const text = textOf(bytes);
  if (!text.startsWith("{")) throw wrong("the header does not begin with {");
  checkDepth(text);
  const header = parsed(text);
  checkFields(text);
  return header;
}

function textOf(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw wrong(`byte ${nul} of the header is NUL, which JSON cannot have; a header is padded with spaces`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) throw wrong("the header is not UTF-8");
    throw failure;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (failure) {
    if (failure instanceof SyntaxError) throw wrong("the header is not JSON");
    throw failure;
  }
}

/** Before it is parsed, which takes memory for each bracket. */
function checkDepth(text: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth > DEEPEST) throw wrong(`the header has brackets in brackets, more than ${DEEPEST} deep`);
  }
}

/** A bracket that is open: the names met in it, and the last of them. */
interface Level {
  readonly names: Set<string>;
  name: string;
}

/**
 * Of two fields of one name `JSON.parse` keeps the last; 1.0 and 1e0 it takes for 1, a number that is too long for one nearby, and half a
 * character for a character. `text` is JSON.
 */
function checkFields(text: string): void {
  const open: Level[] = [];
  const [colon, number] = [/\s*:/y, /-?\d[\d.eE+-]*/y];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "{" || character === "[") open.push({ names: new Set(), name: "" });
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const start = i;
      i = endOfString(text, start);
      const written = text.slice(start, i + 1);
      if (written.includes("\\u")) checkCharacters(written);
      colon.lastIndex = i + 1;
      if (colon.test(text)) enter(open.at(-1)!, JSON.parse(written) as string);
    } else if (character === "-" || (character >= "0" && character <= "9")) {
      number.lastIndex = i;
      const written = number.exec(text)![0];
      i += written.length - 1;
      checkNumber(written, open);
    }
  }
}

function enter(level: Level, name: string): void {
  if (level.names.has(name)) throw wrong(`${JSON.stringify(name)} comes twice`);
  level.names.add(name);
  level.name = name;
}

function checkCharacters(written: string): void {
  if (/\p{Surrogate}/u.test(JSON.parse(written) as string)) throw wrong(`the header has half of a character in ${written.slice(0, 80)}`);
}

/** Throws for a length or an offset that is not written in digits, or is not a safe integer. */
function checkNumber(written: string, [header, entry, list]: readonly Level[]): void {
  if (list === undefined || (entry!.name !== "shape" && entry!.name !== "data_offsets")) return;
  const where = `${quoted(header!.name)} has ${written.slice(0, 40)} in its ${entry!.name}`;
  if (!/^\d+$/.test(written)) throw wrong(`${where}, where only digits may stand`);
  if (!Number.isSafeInteger(Number(written))) throw wrong(`${where}, and no more than ${Number.MAX_SAFE_INTEGER} can be counted`);
}

/** Where the string ends that begins at `start`: at the next quote before which no backslash stands, or an even number of them; or with the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
//# sourceMappingURL=../.maps/io/safetensors-header.ts.map
