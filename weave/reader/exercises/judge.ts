/** Whether what a reader wrote is what was asked for. */

/** What is asked for in a line. */
export interface Wanted {
  readonly kind: "number" | "words";
  /** A number in JavaScript's digits, or words. */
  readonly value: string;
  /** By which share of it a number may miss; null where its digits say by how much. */
  readonly within: number | null;
}

/** What is said of what was written. */
export type Verdict = "right" | "not this" | "not a number";

/** Judges a line. A number is right if it is the wanted one when it is rounded to the same digits. */
export function judged(written: string, { kind, value, within }: Wanted): Verdict {
  if (kind === "words") return plain(written) === plain(value) ? "right" : "not this";
  const number = numberWritten(written);
  if (number === null) return "not a number";
  const wanted = Number(value);
  const room = Math.max(lastDigit(value) / 2, (within ?? 0) * Math.abs(wanted));
  // what lies on the border is right, though its last bit says it does not
  return Math.abs(number - wanted) <= room * (1 + 1e-9) + Number.EPSILON * Math.abs(wanted) ? "right" : "not this";
}

/** A number as people write it: `1,024`, `−0.5`, `3 %`, `1/3`, `2^16`, `1.2e-5`, `1.2·10^-5`; null for anything else. */
export function numberWritten(text: string): number | null {
  const plain = text.trim().replace(/(?<=\d)[,\u202f\u00a0 ](?=\d{3}(?!\d))/g, "").replace(/\s*%$/, "").replace(/[−–]/g, "-").replace(/\s+/g, "");
  const digits = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
  const [, one, sign, other] = new RegExp(`^(${digits})(?:(/|\\^|\\*\\*|[×·*]10\\^)\\(?(${digits})\\)?)?$`, "i").exec(plain) ?? [];
  if (one === undefined) return null;
  const value = other === undefined || sign === undefined ? Number(one) : combined(Number(one), sign, Number(other));
  return Number.isFinite(value) ? value : null;
}

function combined(one: number, sign: string, other: number): number {
  if (sign === "/") return one / other;
  return sign === "^" || sign === "**" ? one ** other : one * 10 ** other;
}

/** One in the last digit that is written: 0.01 for `3.14`, 1000 for `2e3`; 0 for a whole number, which is a count and has no other. */
function lastDigit(value: string): number {
  if (/^-?\d+$/.test(value)) return 0;
  const [digits = "", exponent = "0"] = value.split("e");
  return 10 ** (Number(exponent) - (digits.split(".")[1] ?? "").length);
}

/** Without what does not matter: quotes around it, spaces, a full stop. */
function plain(words: string): string {
  return words.trim().replace(/^["'`“‘](.*)["'`”’]$/, "$1").replace(/[–—−]/g, "-").replace(/(?<=.)\.$/, "").replace(/\s+/g, " ");
}
