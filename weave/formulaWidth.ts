/** How wide a formula will be, roughly: enough to let the widest run into the margin, where they would not fit the column. */

/** The width in letters, spaces around relations counted; columns of an alignment stand beside each other. */
export function formulaWidth(latex: string): number {
  const rows = latex.replace(/\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?/g, "").split(/\\\\(?:\[[^\]]*\])?/);
  const columns: number[] = [];
  for (const row of rows) {
    // `&&` leaves an empty column, which KaTeX sets as a gap of two quads
    row.split("&").forEach((cell, index) => {
      columns[index] = Math.max(columns[index] ?? 0, cell.trim() === "" && index > 0 ? gap : lettersIn(cell));
    });
  }
  return columns.reduce((sum, width) => sum + width, 0);
}

const gap = 2;

/** Letters of one cell: a fraction is as wide as its wider half, scripts are small, a command is one sign. */
function lettersIn(cell: string): number {
  const flat = withoutFractions(cell)
    .replace(/\\(?:text|mathrm|operatorname|mathbf|mathit|textit|mathsf)\{([^{}]*)\}/g, "$1")
    .replace(/\\(?:left|right|[bB]ig+[lrm]?|displaystyle|limits|,|!|;|:)/g, "")
    .replace(/\\q?quad(?![a-z])/g, "ii")
    .replace(/\\(?:log|exp|max|min|lim)(?![a-z])/g, "log")
    .replace(/[_^](?:\{[^{}]*\}|\\[a-z]+|.)/gi, "i")
    .replace(/\s*(?:[=<>+-]|\\(?:leq?|geq?|approx|cdot|times|mid|to|implies|Longrightarrow|sim)(?![a-z]))\s*/gi, "iii")
    .replace(/\\[a-z]+/gi, "x")
    .replace(/[\s{}\\]/g, "");
  return [...flat].length;
}

const fraction = /\\[dt]?frac\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/;

/** The text with each fraction replaced by its wider half. */
function withoutFractions(cell: string): string {
  let text = cell;
  for (let match = fraction.exec(text); match; match = fraction.exec(text)) {
    const [whole, above = "", below = ""] = match;
    text = text.replace(whole, () => (lettersIn(above) >= lettersIn(below) ? above : below));
  }
  return text;
}
