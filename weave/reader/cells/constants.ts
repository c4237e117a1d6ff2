/**
 * Constants at the top of a cell that its author lets a reader turn: `const memory = 10; // letters that it looks back, 1 to 16`,
 * or choose: `const curve = "sin"; // the function: "sin", "exp" or "cube"`. The format is documented in `prove/README.md`.
 */

/** One of them. */
export interface Constant {
  readonly name: string;
  readonly value: number | string;
  /** The comment behind it, without the list of its choices. */
  readonly says: string;
  /** From the comment; null where it names no bounds. */
  readonly range: { readonly least: number; readonly most: number; readonly step: number } | null;
  /** The strings that the comment lists, if the value is among them; else null. */
  readonly choices: readonly string[] | null;
}

const line = /^(const ([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:: (?:number|string))? = )(-?\d+(?:\.\d+)?|"(?:[^"\\\n]|\\.)*")(;[ \t]*\/\/[ \t]*(\S.*))$/gmu;

/** Those of a cell's text: numbers and strings with a comment, not indented. */
export function constantsIn(text: string): readonly Constant[] {
  return [...text.matchAll(line)].map(([, , name = "", literal = "", , says = ""]) => {
    const value = valueOf(literal);
    if (typeof value === "number") return { name, value, says, range: rangeIn(says, literal), choices: null };
    const listed = choicesIn(says);
    return listed?.choices.includes(value) ? { name, value, says: listed.says, range: null, choices: listed.choices } : { name, value, says, range: null, choices: null };
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

/** `"sin", "exp" or "cube"`, with what is said before the list and behind it; null where there are not two. */
function choicesIn(says: string): { readonly choices: readonly string[]; readonly says: string } | null {
  const found = /(?:[:,]\s*)?(?:\bone of\s+)?("(?:[^"\\]|\\.)*"(?:\s*(?:,\s*(?:or\s+)?|or\s+|\|\s*)"(?:[^"\\]|\\.)*")+)/.exec(says);
  if (found === null) return null;
  const choices = [...(found[1] ?? "").matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => String(valueOf(literal)));
  return { choices, says: `${says.slice(0, found.index)}${says.slice(found.index + found[0].length)}`.trim() };
}

/** `1 to 16`, `0.1 … 8`, `up to 50`. */
function rangeIn(says: string, literal: string): Constant["range"] {
  const found = /(?:(-?\d+(?:\.\d+)?)\s*(?:to|…|\.{2,3}|–)|up to)\s*(-?\d+(?:\.\d+)?)/.exec(says);
  if (found === null) return null;
  const [, least = "1", most = ""] = found;
  const places = Math.max(...[literal, least, most].map((each) => each.split(".")[1]?.length ?? 0));
  return { least: Number(least), most: Number(most), step: 10 ** -places };
}
