/** For tests: whether a long text has many pieces, most of which stand in it in the order in which they are asked for. */

/** As far as this behind the piece before it, a piece is looked for first. */
const near = 50_000;

/** Says of a piece whether the text has it, as `includes` does. In order, a million letters are not read anew for each of ten thousand lines. */
export function finderIn(text: string): (piece: string) => boolean {
  let at = 0;
  return (piece) => {
    const ahead = text.slice(at, at + near + piece.length).indexOf(piece);
    const beyond = ahead < 0 ? text.indexOf(piece, at) : at + ahead;
    const found = beyond < 0 ? text.indexOf(piece) : beyond;
    if (found >= 0) at = found;
    return found >= 0;
  };
}
