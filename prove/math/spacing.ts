/** What stands in LaTeX without meaning anything: blanks, comments, spaces, styles, phantoms, tags. */

/** The first offset from `at` on at which something with a meaning stands. */
export function skipped(latex: string, at: number): number {
  let end = at;
  for (;;) {
    blank.lastIndex = end;
    boxed.lastIndex = end;
    if (blank.test(latex)) end = blank.lastIndex;
    else if (boxed.test(latex)) end = bracedEnd(latex, boxed.lastIndex);
    else return end;
  }
}

/** The offset behind the `}` that closes the `{` at `open`; the end of the text if none does. */
export function bracedEnd(latex: string, open: number): number {
  let depth = 0;
  for (let at = open; at < latex.length; at += 1) {
    if (latex[at] === "\\") at += 1;
    else if (latex[at] === "{") depth += 1;
    else if (latex[at] === "}" && --depth === 0) return at + 1;
  }
  return latex.length;
}

/** Commands that are skipped, as the documentation lists them. */
export const spacing: readonly string[] = [
  ..."\\, \\; \\: \\! \\> ~ \\quad \\qquad \\enspace \\thinspace".split(" "),
  ..."\\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\limits \\nolimits \\nonumber \\notag".split(" "),
  ..."\\phantom{…} \\hphantom{…} \\vphantom{…} \\hspace{…} \\mspace{…} \\tag{…} \\label{…}".split(" "),
];

const words = "q?quad|enspace|thinspace|(?:display|text|script|scriptscript)style|(?:no)?limits|nonumber|notag";
const blank = new RegExp(String.raw`(?:\s|~|%[^\n]*(?:\n|$)|\\(?:[,;:!> \n]|(?:${words})(?![A-Za-z])))+`, "y");
const boxed = /\\(?:[hv]?phantom|[hm]space\*?|tag\*?|label)\s*(?=\{)/y;
