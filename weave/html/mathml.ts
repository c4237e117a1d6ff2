/** Mends MathML in which tokens have elements: KaTeX makes an operator of whatever `\mathbin`, `\bmod` or `\overset` is given. */

/** An open element: its tag, what is in it so far, and whether that is text, perhaps in tokens and rows. */
interface Open {
  readonly tag: string;
  content: string;
  hasElements: boolean;
  isText: boolean;
}

const tokens: readonly string[] = ["mi", "mo", "mn", "mtext"];

/** Where a token begins that has an element in it. */
const mixed = /<(?:mi|mo|mn|mtext)\b[^>]*><[a-z]/;

/** The same HTML, in which an operator or identifier of several tokens is one token with their text, and one of other elements a row. */
export function withTextInTokens(html: string): string {
  if (!mixed.test(html)) return html;
  const open: Open[] = [{ tag: "", content: "", hasElements: false, isText: true }];
  for (const [piece, isEnd, name = ""] of html.matchAll(/<(\/?)([a-z]+)[^>]*>|[^<]+|</gi)) {
    const inner = open.at(-1)!;
    if (isEnd === "/" && open.length > 1) {
      const outer = open.at(-2)!;
      open.pop();
      outer.content += closed(inner, name);
      outer.hasElements = true;
      outer.isText &&= inner.isText && (tokens.includes(name) || name === "mrow");
    } else if (isEnd === "" && !piece.endsWith("/>")) open.push({ tag: piece, content: "", hasElements: false, isText: true });
    else {
      inner.content += piece;
      if (isEnd === "") [inner.hasElements, inner.isText] = [true, false];
    }
  }
  return open.map(({ tag, content }) => tag + content).join("");
}

function closed({ tag, content, hasElements, isText }: Open, name: string): string {
  if (!hasElements || !tokens.includes(name)) return `${tag}${content}</${name}>`;
  return isText ? `${tag}${content.replace(/<[^>]*>|\u2061/g, "")}</${name}>` : `<mrow>${content}</mrow>`;
}
