/** Formulas, each distinct one rendered once: from the store, else by KaTeX, which is loaded only then. */
import { createHash } from "node:crypto";
import type { InlineMath, Math } from "mdast-util-math";
import type { Diagnostic } from "../../tangle/index.ts";
import { placed } from "../place.ts";
import type { BookMath, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import { stepsOf } from "./formulaSteps.ts";
import { withTextInTokens } from "./mathml.ts";
import type { FormulaMode } from "./setting.ts";
import type { Store } from "./store.ts";

/** The HTML of the formulas of some pages, and what KaTeX could not set. */
export interface Formulas {
  readonly html: (latex: string, mode: FormulaMode) => string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the formulas of the pages ready. The document has parsed them; one that still cannot be set is an error at its place. */
export async function formulasOf(pages: readonly Page[], store: Store): Promise<Formulas> {
  const wanted = pages.flatMap((page) => formulasIn(page).map((formula) => ({ ...formula, page })));
  const ready = new Map<string, string>();
  const missing: typeof wanted = [];
  for (const formula of wanted) {
    const known = store.get(keyOf(formula.node.value, formula.mode));
    if (known === undefined) missing.push(formula);
    else ready.set(mapKey(formula.node.value, formula.mode), known);
  }
  const diagnostics: Diagnostic[] = [];
  const render = missing.length > 0 ? await loadKatex() : null;
  for (const { node, mode, page } of missing) {
    const key = mapKey(node.value, mode);
    if (ready.has(key) || !render) continue;
    const result = render(node.value, mode);
    if ("html" in result) {
      ready.set(key, result.html);
      store.set(keyOf(node.value, mode), result.html);
    } else diagnostics.push(rejected(page, node, result.mistake));
  }
  return { html: (latex, mode) => ready.get(mapKey(latex, mode)) ?? "", diagnostics };
}

/** Formulas in the line of up to so many characters are never broken. */
const unbroken = 40;

type FormulaNode = BookMath | InlineMath | Math;

function formulasIn(page: Page): readonly { readonly node: FormulaNode; readonly mode: FormulaMode }[] {
  const found: { node: FormulaNode; mode: FormulaMode }[] = [];
  const visit = (node: { readonly type: string }): void => {
    if (!isFormula(node)) return;
    found.push({ node, mode: node.type === "inlineMath" ? "inline" : "display" });
    if (node.type !== "inlineMath") found.push(...partsOf(node));
  };
  walk(page.tree, visit);
  walk({ type: "root", children: [...page.title] }, visit);
  return found;
}

/** What a narrow page shows of it step by step. */
function partsOf(node: Math | BookMath): readonly { readonly node: FormulaNode; readonly mode: FormulaMode }[] {
  return (stepsOf(node.value) ?? []).flatMap(({ formula, reason }) => [
    { node: { ...node, value: formula }, mode: "display" as const },
    ...reason.flatMap((part) => ("formula" in part ? [{ node: { ...node, value: part.formula }, mode: "inline" as const }] : [])),
  ]);
}

function isFormula(node: { readonly type: string }): node is FormulaNode {
  return node.type === "inlineMath" || node.type === "bookMath" || node.type === "math";
}

const mapKey = (latex: string, mode: FormulaMode): string => `${mode}:${latex}`;
const keyOf = (latex: string, mode: FormulaMode): string => createHash("sha256").update(mapKey(latex, mode)).digest("hex").slice(0, 32);

type Rendered = { readonly html: string } | { readonly mistake: string };

async function loadKatex(): Promise<(latex: string, mode: FormulaMode) => Rendered> {
  const { default: katex } = await import("katex");
  return (latex, mode) => {
    try {
      const html = valid(katex.renderToString(latex, { displayMode: mode === "display", output: "htmlAndMathml", strict: false }));
      return { html: mode === "inline" && latex.length <= unbroken ? html.replace('class="katex"', 'class="katex short"') : html };
    } catch (error) {
      if (error instanceof katex.ParseError) return { mistake: error.message };
      throw error;
    }
  };
}

/**
 * KaTeX's HTML without what browsers ignore and the validator rejects: negative heights, the empty spacing of tables with one column, and
 * elements in tokens, such as the letters of `\bmod`.
 */
export function valid(html: string): string {
  return withTextInTokens(html).replace(/(?<=["'; ])height:-[\d.]+em;/g, "").replaceAll(' columnspacing=""', "");
}

function rejected(page: Page, node: FormulaNode, message: string): Diagnostic {
  const at = node.position === undefined ? { path: page.path } : placed(page.source, node);
  return { severity: "error", code: "invalid-formula", message: `KaTeX does not accept this formula: ${message}`, at };
}
