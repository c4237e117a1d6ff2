/** Constants at the top of a cell that its author lets a reader turn: `const memory = 10; // letters that it looks back, 1 to 16`. */

/** One of them. */
export interface Constant {
  readonly name: string;
  readonly value: number | string;
  /** The comment behind it. */
  readonly says: string;
  /** From the comment; null where it names no bounds. */
  readonly range: { readonly least: number; readonly most: number; readonly step: number } | null;
}

const line = /^(const ([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:: (?:number|string))? = )(-?\d+(?:\.\d+)?|"(?:[^"\\\n]|\\.)*")(;[ \t]*\/\/[ \t]*(\S.*))$/gmu;

/** Those of a cell's text: numbers and strings with a comment, not indented. */
export function constantsIn(text: string): readonly Constant[] {
  return [...text.matchAll(line)].map(([, , name = "", literal = "", , says = ""]) => {
    const value = valueOf(literal);
    return { name, value, says, range: typeof value === "number" ? rangeIn(says, literal) : null };
  });
}

/** The text with another value for a constant. */
export function withConstant(text: string, name: string, value: number | string): string {
  return text.replace(line, (whole, before: string, found: string, _literal: string, after: string) =>
    found === name ? `${before}${JSON.stringify(value)}${after}` : whole);
}

function valueOf(literal: string): number | string {
  if (!literal.startsWith('"')) return Number(literal);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

/** `1 to 16`, `0.1 … 8`, `up to 50`. */
function rangeIn(says: string, literal: string): Constant["range"] {
  const found = /(?:(-?\d+(?:\.\d+)?)\s*(?:to|…|\.{2,3}|–)|up to)\s*(-?\d+(?:\.\d+)?)/.exec(says);
  if (found === null) return null;
  const [, least = "1", most = ""] = found;
  const places = Math.max(...[literal, least, most].map((each) => each.split(".")[1]?.length ?? 0));
  return { least: Number(least), most: Number(most), step: 10 ** -places };
}
