/** LaTeX → MathML that EPUBCheck accepts, by Temml; each distinct formula once. */
import temml from "temml";
import { escapeAttribute } from "./markup.ts";

/** A formula set, or why it cannot be. */
export type SetFormula = { readonly kind: "set"; readonly mathml: string } | { readonly kind: "refused"; readonly reason: string };

/** How a formula stands: in a line, or in a display of its own. */
export type MathStyle = "inline" | "display";

/** Sets formulas and remembers them: a thousand pages repeat the same short ones over and over. */
export function createMathematics(): (tex: string, style: MathStyle) => SetFormula {
  const known = new Map<string, SetFormula>();
  return (tex, style) => {
    const key = `${style} ${tex}`;
    const found = known.get(key) ?? setFormula(tex, style);
    known.set(key, found);
    return found;
  };
}

function setFormula(tex: string, style: MathStyle): SetFormula {
  try {
    const written = temml.renderToString(tex, { displayMode: style === "display", throwOnError: true, xml: true });
    return { kind: "set", mathml: repaired(written, tex) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "refused", reason: (message.replace(/^ParseError:\s*/, "").split(" at position ")[0] ?? message).trim() };
  }
}

/**
 * Temml writes for browsers. Its inline `display` is a matter of the style sheet here; cells of a short row carry its own
 * unset options as declarations; and readers that set MathML by MathJax know `columnalign`, not classes.
 */
function repaired(mathml: string, tex: string): string {
  return mathml
    .replace(/ style="([^"]*)"/g, (_, style: string) => declarations(style))
    .replace(bareOperator, `$1$2${thinSpace}`)
    .replace(/<mtd class="tml-(right|left)"/g, '<mtd columnalign="$1" class="tml-$1"')
    .replace(/^<math /, `<math alttext="${escapeAttribute(onOneLine(tex))}" `);
}

/** TeX sets a thin space before an operator's name; Temml does so behind letters and numbers, not behind scripts, fractions, brackets. */
const bareOperator =
  /(<\/(?:msub|msup|msubsup|mfrac|msqrt)>|form="postfix"[^>]*>[^<]*<\/mo>)((?:<\/mrow>)*(?:<mrow>)?)(?=(?:<m(?:sub|sup)>)?<mi>\p{L}{2,}<\/mi>(?:<m[ni]>[^<]*<\/m[ni]><\/m(?:sub|sup)>)?<mo>\u2061<\/mo>)/gu;
const thinSpace = '<mspace width="0.1667em"></mspace>';

const properties = /^(?:padding(?:-\w+)?|margin(?:-\w+)?|border(?:-\w+)*|width|height|(?:background-)?color|text-align|transform|position|left|top|vertical-align)$/;

function declarations(style: string): string {
  const kept = style.split(";").filter((each) => {
    const [name = "", value = ""] = each.split(":");
    return properties.test(name.trim()) && value.trim() !== "" && value !== "undefined";
  });
  return kept.length === 0 ? "" : ` style="${kept.join(";")}"`;
}

/** What a reader without MathML is given: the formula as its author typed it, on one line. */
function onOneLine(tex: string): string {
  return tex.replace(/\s+/g, " ").trim();
}
