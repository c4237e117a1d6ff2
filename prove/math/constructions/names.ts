/** Bound names: `x`, `\lambda`, `\hat{x}`, `W_Q`, `x'`, `dX`, `\mathrm{loss}`; what is not bound is refused. */
import type { Expression } from "../expression.ts";
import { letters } from "../commands.ts";
import { readCall } from "../grammar/calls.ts";
import { indicesOf } from "../grammar/indices.ts";
import { isBound, isFunction, notePicture, readItem, suffixOf, type Item } from "../grammar/names.ts";
import { readScripts, scripted, type Scripts } from "../grammar/scripts.ts";
import { opens } from "../grammar/separated.ts";
import { wholeName, type WholeName } from "../grammar/whole.ts";
import { segment } from "../grammar/segments.ts";
import { startsDelta } from "./kronecker.ts";
import { startsProbability } from "./probability.ts";
import { type Construction, type Piece, type Reader } from "../reader.ts";
import { refuse, refuseUnbound } from "../refusal.ts";

export const names: Construction = {
  name: "names",
  latex: ["x", "\\lambda", "\\hat{x}", "\\mathbf{W}", "W_Q", "x_0", "x^*", "x'", "dX", "\\mathrm{loss}", "\\mathcal{L}", "e^x", "\\pi"],
  meaning:
    "A name that a cell binds with `given`, or an index. `\\lambda` is `lambda`, `\\ell` is `ell`, `\\varepsilon` is `epsilon`, " +
    "`\\hat{x}` is `x_hat`, `\\bar{x}` is `x_bar`, `\\tilde{x}` is `x_tilde`, `x^*` is `x_star`, `\\mathbf{1}` is `ones`; bold and " +
    "upright letters are the letter. " +
    "A name with a subscript or a prime that is bound as a whole (`W_Q`, `x_0`, `x'`) is that name, else `_` is an index. Letters " +
    "side by side are multiplied unless they are bound as one name (`dX`); where both can be meant they are refused. " +
    "`e` and `\\pi` are the numbers unless they are bound; `i` is never the imaginary unit.",
  read: (reader) => {
    const from = reader.position;
    const { items, afters } = readRun(reader);
    const last = items.at(-1);
    if (!last) return null;
    const scripts = readScripts(reader);
    const length = segment(reader, items, scripts);
    const whole = items.slice(0, length);
    if (length === items.length) return readScripted(reader, whole, scripts);
    reader.position = afters[length - 1] ?? from;
    return readScripted(reader, whole, { primes: 0, star: false, sub: null, sup: null, end: whole.at(-1)?.end ?? last.end });
  },
};

/** Letters side by side, and the reader's position behind each. */
function readRun(reader: Reader): { readonly items: readonly Item[]; readonly afters: readonly number[] } {
  const items: Item[] = [];
  const afters: number[] = [];
  for (;;) {
    if (items.length > 0 && (startsDelta(reader) || startsProbability(reader))) break;
    const before = reader.position;
    const item = readItem(reader);
    if (item?.word && items.length > 0) reader.position = before;
    if (!item || (item.word && items.length > 0)) break;
    items.push(item);
    afters.push(reader.position);
    if (item.word) break;
  }
  return { items, afters };
}

function readScripted(reader: Reader, items: readonly Item[], scripts: Scripts): Piece {
  items.forEach((item) => notePicture(reader, item));
  const whole = wholeName(reader, items, scripts);
  if (!whole) throw new Error("internal: a segment is no bound name");
  const suffix = scripts.sub && !whole.rest.sub ? suffixOf(scripts.sub.slice) : null;
  if (suffix !== null && reader.indices.includes(suffix)) {
    refuse(`\`${whole.name}\` is bound as a whole, and \`${suffix}\` is an index`, whole.at, "name one of them differently");
  }
  if (whole.constant !== null) {
    return { form: "plain", expression: scripted(reader, { kind: "number", value: whole.constant, at: whole.at }, whole.rest) };
  }
  refuseWordBelow(reader, whole.name, whole.rest);
  const symbol: Expression = { kind: "symbol", name: whole.name, at: whole.at };
  if (isFunction(reader, whole.name)) return readFunction(reader, symbol, whole);
  if (whole.rest.primes > 0) refuseUnbound(whole.name + "'".repeat(whole.rest.primes), whole.at);
  if (whole.rest.star) refuseUnbound(`${whole.name}_star`, whole.at);
  if (whole.rest.sub && /^(?:ones|zeros)$/.test(whole.name)) {
    refuse("a size below an array of ones or zeros is not read", whole.rest.sub.slice, "leave it out, or bind the array by a name");
  }
  return { form: "plain", expression: scripted(reader, symbol, whole.rest) };
}

/** A function: called, or named where a function may be named. */
function readFunction(reader: Reader, symbol: Expression, { name, rest, at }: WholeName): Piece {
  const end = rest.sub ? at.end : rest.end;
  const of: Expression = rest.primes > 0 ? { kind: "prime", of: symbol, order: rest.primes, at: { start: at.start, end } } : symbol;
  if (rest.sup || rest.star) {
    refuse(
      `what stands above the function \`${name}\` may be a power or a repetition`,
      { start: at.start, end: rest.end },
      "write it behind the call",
    );
  }
  if (!opens(reader, "(")) {
    if (rest.sub) refuse(`\`${name}\` is a function, and nothing stands in parentheses behind its index`, at);
    return { form: "callable", expression: of };
  }
  const call = readCall(reader, of, name);
  const after = readScripts(reader);
  if (!rest.sub) return { form: "plain", expression: scripted(reader, call, after) };
  if (after.sub || after.sup) {
    refuse(
      `\`${name}\` has an index before its parentheses and a script behind them`,
      { start: at.start, end: after.end },
      "write all of them behind",
    );
  }
  return { form: "plain", expression: { kind: "element", of: call, indices: indicesOf(reader, rest.sub.slice), at: call.at } };
}

/** Refuses `x_{\text{max}}` as the name that it must be: a word that is not bound is no index. */
function refuseWordBelow(reader: Reader, name: string, { sub }: Scripts): void {
  const [first] = sub?.slice.tokens ?? [];
  const suffix = sub && (first?.kind === "text" || first?.kind === "command") && !letters.has(first.text) ? suffixOf(sub.slice) : null;
  if (sub && suffix !== null && suffix.length > 1 && !isBound(reader, suffix)) refuseUnbound(`${name}_${suffix}`, sub.slice);
}
