/** TypeScript → pieces with their colours, as far as an editor needs them: comments, strings, keywords, types. */

/** A piece of a text; its kind is the class that a listing gives to such a piece, "" for none. */
export interface Piece {
  readonly text: string;
  readonly kind: "c" | "s" | "k" | "t" | "";
}

const comment = String.raw`//[^\n]*|/\*[^]*?(?:\*/|$)`;
const string = String.raw`"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|${"`"}(?:[^${"`"}\\]|\\[^])*${"`"}?`;
const keyword = "as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|readonly|return|satisfies|static|super|switch|this|throw|true|try|type|typeof|undefined|void|while|yield";
const type = String.raw`string|number|boolean|bigint|unknown|never|[A-Z][\w$]*[a-z][\w$]*`;
const pieces = new RegExp(`(?<c>${comment})|(?<s>${string})|(?<![.\\w$])(?<k>${keyword})(?![\\w$])|(?<![.\\w$])(?<t>${type})(?![\\w$(])`, "g");

/** The pieces, which are the whole text. */
export function piecesOf(code: string): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { index, 0: text, groups = {} } of code.matchAll(pieces)) {
    if (index > at) found.push({ text: code.slice(at, index), kind: "" });
    found.push({ text, kind: kinds.find((kind) => groups[kind] !== undefined) ?? "" });
    at = index + text.length;
  }
  return at < code.length ? [...found, { text: code.slice(at), kind: "" }] : found;
}

const kinds = ["c", "s", "k", "t"] as const;
