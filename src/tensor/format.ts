// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** Prints tensors as numpy prints arrays. Source: numpy 2.2, numpy/_core/arrayprint.py. */
import { isInteger, rounded, type DType, type Numbers } from "../layout/dtype.ts";
import { sizeOf, type Shape } from "../layout/shape.ts";

const PRECISION = 8;
/** Larger tensors are shown by the first and last few elements of each axis. */
const THRESHOLD = 1000;
const EDGE = 3;
const LINE = 75;

/** The elements, given in order, as numpy prints them. */
export function printed(numbers: Numbers, shape: Shape, dtype: DType): string {
  if (shape.length === 0) return scalarText(numbers[0]!, dtype);
  if (sizeOf(shape) === 0) return "[]";
  const short = sizeOf(shape) > THRESHOLD;
  const format = formatOf([...shownPlaces(shape, short)].map((place) => numbers[place]!), dtype);
  return rowsText(shape, 0, { format: (place) => format(numbers[place]!), short, indent: " ", width: LINE });
}

/** Which places of an axis are shown; `undefined` stands for the dots. */
function shownOn(length: number, short: boolean): readonly (number | undefined)[] {
  const all = [...Array(length).keys()];
  return short && length > 2 * EDGE ? [...all.slice(0, EDGE), undefined, ...all.slice(-EDGE)] : all;
}

function* shownPlaces([length, ...rest]: Shape, short: boolean, start = 0): Generator<number> {
  if (length === undefined) return yield start;
  for (const i of shownOn(length, short)) if (i !== undefined) yield* shownPlaces(rest, short, start + i * sizeOf(rest));
}

interface Layout {
  readonly format: (place: number) => string;
  readonly short: boolean;
  readonly indent: string;
  readonly width: number;
}

function rowsText([length, ...rest]: Shape, start: number, layout: Layout): string {
  const { format, short, indent, width } = layout;
  if (length === undefined) return format(start);
  const inner = { ...layout, indent: `${indent} `, width: width - 1 };
  const parts = shownOn(length, short).map((i) => (i === undefined ? "..." : rowsText(rest, start + i * sizeOf(rest), inner)));
  const text = rest.length === 0 ? wrapped(parts, indent, width - 1) : parts.map((part) => indent + part).join("\n".repeat(rest.length));
  return `[${text.slice(indent.length)}]`;
}

/** Words in lines, each behind the indent; a word that is too long for a line has it to itself. */
function wrapped(words: readonly string[], indent: string, width: number): string {
  let [text, line] = ["", indent];
  words.forEach((word, i) => {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += i < words.length - 1 ? `${word} ` : word;
  });
  return text + line;
}

/** One format for all numbers that are shown, so that they stand below each other. */
function formatOf(shown: readonly number[], dtype: DType): (x: number) => string {
  if (isInteger(dtype)) {
    const width = largest(shown.map((x) => String(x).length));
    return (x) => String(x).padStart(width);
  }
  const finite = shown.filter(Number.isFinite);
  const sizes = finite.filter((x) => x !== 0).map(Math.abs);
  const [least, most] = [-largest(sizes.map((x) => -x)), largest(sizes)];
  const byExponent = sizes.length > 0 && (most >= 1e8 || least < 1e-4 || most / least > 1000);
  const parts = finite.map((x) => (byExponent ? scientific : positional)(x, dtype, PRECISION));
  const wide = (part: (text: Parts) => string) => largest([0, ...parts.map((each) => part(each).length)]);
  const [whole, fraction, exponent] = [wide((each) => each.whole), wide((each) => each.fraction), wide((each) => each.exponent)];
  const behind = byExponent ? fraction + exponent + 1 : fraction;
  const odd = shown.filter((x) => !Number.isFinite(x)).map((x) => oddText(x).length - behind - 1);
  const before = largest([whole, ...odd]);
  return (x) => {
    if (!Number.isFinite(x)) return oddText(x).padStart(before + behind + 1);
    if (!byExponent) {
      const text = positional(x, dtype, PRECISION);
      return `${text.whole.padStart(before)}.${text.fraction.padEnd(fraction)}`;
    }
    // all get as many digits as the longest, and these are digits of the number, not zeros
    const [mantissa = "", power = ""] = halvesToEven((places) => x.toExponential(places), fraction).split("e");
    const { whole, fraction: digits } = partsOf(mantissa, x);
    return `${whole.padStart(before)}.${digits.padEnd(fraction, "0")}e${power[0]}${power.slice(1).padStart(exponent - 1, "0")}`;
  };
}

/** There may be more numbers than a function may have arguments. */
const largest = (numbers: readonly number[]) => numbers.reduce((most, each) => Math.max(most, each), -Infinity);
const oddText = (x: number) => (Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf");

function scalarText(x: number, dtype: DType): string {
  if (isInteger(dtype)) return String(x);
  if (!Number.isFinite(x)) return oddText(x);
  const size = Math.abs(x);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) {
    const { whole, fraction } = positional(x, dtype, 100);
    return `${whole}.${fraction || "0"}`;
  }
  const { whole, fraction, exponent } = scientific(x, dtype, 100);
  return `${whole}${fraction && `.${fraction}`}e${exponent}`;
}

interface Parts {
  readonly whole: string;
  /** Without zeros at its end. */
  readonly fraction: string;
  /** With its sign and at least two digits; empty if there is none. */
  readonly exponent: string;
}

/** The fewest digits that are this number and no other of its dtype, rounded to `precision` behind the point. */
function scientific(x: number, dtype: DType, precision: number): Parts {
  const digits = Math.min(precision, shortest(x, dtype).fraction.length);
  const [mantissa = "", exponent = ""] = halvesToEven((places) => x.toExponential(places), digits).split("e");
  return { ...partsOf(mantissa, x), exponent: exponent[0]! + exponent.slice(1).padStart(2, "0") };
}

function positional(x: number, dtype: DType, precision: number): Parts {
  const { text, fraction, exponent } = shortest(x, dtype);
  const digits = Math.max(0, fraction.length - exponent);
  // a float32 of sixteen digits ends in zeros, not in digits that it does not have
  const fixed = digits > precision ? halvesToEven((places) => x.toFixed(places), precision) : Number(text).toFixed(digits);
  return { ...partsOf(fixed, x), exponent: "" };
}

function partsOf(text: string, x: number): { whole: string; fraction: string } {
  const [whole = "", fraction = ""] = text.split(".");
  return { whole: Object.is(x, -0) ? "-0" : whole, fraction: fraction.replace(/0+$/, "") };
}

function shortest(x: number, dtype: DType): { text: string; fraction: string; exponent: number } {
  let text = x.toExponential();
  if (dtype !== "float64") {
    for (let places = 8; places >= 0; places--) {
      const shorter = halvesToEven((digits) => x.toExponential(digits), places);
      if (rounded(Number(shorter), dtype) !== x) break;
      text = shorter;
    }
  }
  const [mantissa = "", exponent = ""] = text.split("e");
  return { text, fraction: mantissa.split(".")[1] ?? "", exponent: Number(exponent) };
}

/** JavaScript rounds what lies just between two decimals away from zero, numpy to the even one. */
function halvesToEven(text: (places: number) => string, places: number): string {
  const shown = text(places);
  const [exact = ""] = text(Math.min(100, places + 60)).split("e");
  const dropped = exact.slice(exact.indexOf(".") + 1 + places);
  if (!/^50*$/.test(dropped) || !/[13579](e|$)/.test(shown)) return shown;
  const last = Number(shown.split("e")[0]!.at(-1));
  return shown.replace(/\d(e|$)/, `${last - 1}$1`);
}
//# sourceMappingURL=../.maps/tensor/format.ts.map
