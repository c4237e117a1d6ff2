/** The micromark construct for `$…$`: formulas by the Dollar rule, so that prices stay text. */
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";

const DOLLAR = 36;
const BACKSLASH = 92;

/**
 * A single-dollar formula. The opening `$` is followed, and the closing one preceded, by something other than white
 * space, and no digit follows the closing one; a `$` that would break this makes the opening one text. A backslash
 * keeps the character after it from closing. The tokens are those of micromark-extension-math, so that mdast-util-math
 * makes its nodes of them. Longer runs (`$$x$$`) are left to that extension.
 */
export const dollar: Construct = { name: "dollarText", tokenize, previous };

function previous(this: TokenizeContext, code: Code): boolean {
  return code !== DOLLAR || this.events.at(-1)?.[1].type === "characterEscape";
}

function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let last: Code = null;
  return open;

  function open(code: Code): State | undefined {
    effects.enter("mathText");
    mark(code);
    return first;
  }

  function first(code: Code): State | undefined {
    return code === DOLLAR || isSpace(code) ? nok(code) : between(code);
  }

  function between(code: Code): State | undefined {
    if (code === null) return nok(code);
    if (code === DOLLAR) return isSpace(last) ? nok(code) : close(code);
    if (isLineEnding(code)) {
      effects.enter("lineEnding");
      consume(code);
      effects.exit("lineEnding");
      return between;
    }
    effects.enter("mathTextData");
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === null || code === DOLLAR || isLineEnding(code)) {
      effects.exit("mathTextData");
      return between(code);
    }
    consume(code);
    return code === BACKSLASH ? escaped : inside;
  }

  function escaped(code: Code): State | undefined {
    if (code === null || isLineEnding(code)) return inside(code);
    consume(code);
    return inside;
  }

  function close(code: Code): State | undefined {
    mark(code);
    effects.exit("mathText");
    return after;
  }

  function after(code: Code): State | undefined {
    return code === DOLLAR || isDigit(code) ? nok(code) : ok(code);
  }

  function mark(code: Code): void {
    effects.enter("mathTextSequence");
    effects.consume(code);
    effects.exit("mathTextSequence");
  }

  function consume(code: Code): void {
    effects.consume(code);
    last = code;
  }
}

// micromark writes line ends and tabs as negative codes: CR −5, LF −4, CRLF −3, tab −2 and the columns it fills −1.
function isLineEnding(code: Code): boolean {
  return code !== null && code < -2;
}

function isSpace(code: Code): boolean {
  return code === null || code < 0 || code === 32;
}

function isDigit(code: Code): boolean {
  return code !== null && code >= 48 && code <= 57;
}
