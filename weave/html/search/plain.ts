/** Text as it is searched and shown in a snippet: blocks apart by spaces, notes in their place, formulas as one would type them. */
import type { Nodes } from "mdast";

/** The text of nodes; those for which `isApart` holds have passages of their own. */
export function plainText(nodes: readonly Nodes[], isApart: (node: Nodes) => boolean): string {
  return nodes.map((node) => piece(node, isApart)).join("").replace(/\s+/g, " ").trim();
}

function piece(node: Nodes, isApart: (node: Nodes) => boolean): string {
  if (isApart(node)) return " ";
  switch (node.type) {
    case "bookMath": case "math": return ` ${plainFormula(node.value)} `;
    case "inlineMath": return plainFormula(node.value);
    case "bookCode": return isTold(node) ? ` ${node.value} ` : " ";
    case "bookValue": return node.value ?? "…";
    case "bookShown": return ` ${node.alt} `;
    case "break": return " ";
    case "marginNote": return ` (${plainText(node.children, isApart)}) `;
  }
  if (!("children" in node)) return "value" in node && node.type !== "html" ? node.value : "";
  const inside = (node.type === "bookBlock" ? [...node.children, ...node.caption] : node.children).map((child) => piece(child, isApart)).join("");
  return phrasing.has(node.type) ? inside : `${inside} `;
}

/** What draws a figure or checks a block is not what the reader came for. */
function isTold({ role, hide }: { readonly role: string; readonly hide: boolean }): boolean {
  return role !== "figure" && role !== "verify" && !hide;
}

const phrasing: ReadonlySet<string> = new Set(["emphasis", "strong", "delete", "link", "linkReference", "bookReference", "bookCitation", "bookTerm"]);

/** A formula without LaTeX's marks: `\frac{n}{2}` is `n/2`, `\lambda_k` is `λ_k`, `\mathrm{softmax}` is `softmax`. */
export function plainFormula(latex: string): string {
  return flattened(latex)
    .replace(/\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?|\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|scriptstyle|limits|nolimits|tag|bigl|bigr)(?![a-zA-Z])|\\[,;:! ]|&/g, " ")
    .replace(/\\(?:mathrm|mathbf|mathit|mathsf|mathcal|mathbb|text|textit|operatorname|boldsymbol|bm)\*?\b\s*/g, "")
    .replace(/\\\\/g, " ")
    .replace(/\\([a-zA-Z]+)/g, (_, name: string) => signs[name] ?? ` ${name} `)
    .replace(/(?<!\\)[{}]/g, "")
    .replace(/\\(.)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** Inner braces first: indices lose theirs, then a fraction of what has none left becomes a quotient. */
function flattened(latex: string): string {
  const once = latex
    .replace(/\\(?:mathrm|mathbf|mathit|mathsf|mathcal|mathbb|text|textit|operatorname|boldsymbol|bm|tilde|hat|bar|overline)\*?\{([^{}]*)\}/g, "$1")
    .replace(/([_^])\{([^{}]*)\}/g, "$1$2")
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, root: string) => `√${grouped(root)}`)
    .replace(/\\[dt]?frac\s*(?:\{([^{}]*)\}|(\\[a-zA-Z]+|\w))\s*(?:\{([^{}]*)\}|(\\[a-zA-Z]+|\w))/g, (_, a?: string, b?: string, c?: string, d?: string) => `${grouped(a ?? b ?? "")}/${grouped(c ?? d ?? "")}`);
  return once === latex ? latex : flattened(once);
}

function grouped(part: string): string {
  return /^[\w.\\]*$/.test(part.trim()) ? part.trim() : `(${part.trim()})`;
}

const signs: Readonly<Record<string, string>> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ",
  sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω",
  sum: "∑", prod: "∏", int: "∫", partial: "∂", nabla: "∇", infty: "∞", cdot: "·", times: "×", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", to: "→",
  in: "∈", ldots: "…", dots: "…", cdots: "…", mid: "|", quad: " ", qquad: " ", propto: "∝", sqrt: "√", pm: "±", equiv: "≡", Rightarrow: "⇒", square: "□", lvert: "|", rvert: "|",
  lVert: "‖", rVert: "‖", langle: "⟨", rangle: "⟩", lceil: "⌈", rceil: "⌉", lfloor: "⌊", rfloor: "⌋", ell: "ℓ", top: "⊤", odot: "⊙", oplus: "⊕", circ: "∘", mapsto: "↦", sim: "~", ll: "≪", gg: "≫", prime: "′",
};
