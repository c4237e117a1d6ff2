// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
/** Numbers that are very small or very large, as they read in a sentence. */

const raised: Readonly<Record<string, string>> = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number as a multiple of a power of ten, rounded to `digits` decimals: 0.0000069 → "7 × 10⁻⁶"; one that has none as "∞", "−∞" or "NaN". */
export function scientific(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return String(value).replace("-", "−").replace("Infinity", "∞");
  const [head = "", exponent = ""] = value.toExponential(digits).split("e");
  const power = exponent.replace("+", "").split("").map((sign) => raised[sign]).join("");
  return `${head.replace("-", "−")} × 10${power}`;
}
//# sourceMappingURL=../.maps/format/scientific.ts.map
