/** The LaTeX that the PDF edition can set: what is not listed here is refused, never guessed. */

/** Commands that tex2typst translates well by itself. A test sets every one of them. */
export const plainCommands: ReadonlySet<string> = new Set(words(`
  alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau
  upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
  partial nabla infty ell hbar Re Im emptyset varnothing forall exists nexists neg top bot angle prime
  sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge
  le leq ge geq ne neq ll gg lll ggg prec succ preceq succeq sim simeq approx cong equiv propto asymp doteq models vdash dashv
  in notin ni subset supset subseteq supseteq mid parallel perp
  pm mp times div cdot ast star circ bullet cap cup sqcap sqcup wedge vee land lor setminus oplus oslash dagger ddagger
  to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow longrightarrow Longrightarrow
  Longleftrightarrow mapsto longmapsto hookrightarrow hookleftarrow uparrow downarrow updownarrow nearrow searrow implies iff
  ldots cdots vdots ddots dots langle rangle lfloor rfloor lceil rceil vert Vert
  sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln det dim ker hom deg gcd lim limsup liminf max min sup inf arg Pr
  frac binom sqrt hat bar tilde vec dot ddot overline underline widehat widetilde overbrace underbrace
  overset underset mathbb mathbf mathcal mathfrak mathscr boldsymbol bold pmb cancel substack mathrel mathbin mathop not pmod
  left right quad qquad colon
`));

/** Environments: the ones tex2typst reads, and `*` forms that differ only in numbering. */
export const environments: ReadonlySet<string> = new Set(words(
  "aligned align align* alignat alignedat split gather gathered gather* cases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix array smallmatrix",
));

/** Commands that are another's short or plain form. */
export const synonyms: ReadonlyMap<string, string> = new Map(Object.entries({
  stackrel: "\\overset", lt: "<", gt: ">", implies: "\\Longrightarrow", bold: "\\mathbf", bm: "\\boldsymbol", displaystyle: "", textstyle: "", limits: "",
  nolimits: "", nonumber: "", notag: "", lbrace: "\\{", rbrace: "\\}", lbrack: "[", rbrack: "]", mathstrut: "", allowbreak: "", dotsm: "\\cdots",
  dotso: "\\ldots", thinspace: "\\,", negthinspace: "\\!", medspace: "\\:", thickspace: "\\;", space: "\\ ",
  lnot: "\\neg", dotsc: "\\ldots", dotsb: "\\cdots", iff: "\\Longleftrightarrow", owns: "\\ni", doublecap: "\\cap", rightharpoonup: "\\rightarrow", gets: "\\leftarrow",
}));

/** Commands whose Typst we write ourselves. */
export const ownSymbols: ReadonlyMap<string, string> = new Map(Object.entries({
  lVert: 'class("opening", bar.v.double)', rVert: 'class("closing", bar.v.double)', "|": 'class("normal", bar.v.double)',
  lvert: 'class("opening", bar.v)', rvert: 'class("closing", bar.v)',
  square: 'class("normal", square.stroked)', Box: 'class("normal", square.stroked)', blacksquare: 'class("normal", square.filled)',
  qed: 'class("normal", square.stroked)', checkmark: 'class("normal", checkmark)', coloneqq: 'class("relation", colon.eq)',
  bmod: 'class("binary", "mod")', lg: 'op("lg")', argmax: 'op("arg max", limits: #true)', argmin: 'op("arg min", limits: #true)',
  triangleq: 'class("relation", eq.delta)', trianglerighteq: 'class("relation", gt.tri.eq)', degree: 'class("normal", degree)',
  odot: 'class("binary", dot.o)', complement: 'class("normal", complement)', aleph: 'class("normal", aleph)', ominus: 'class("binary", minus.o)', otimes: 'class("binary", times.o)', imath: 'class("normal", dotless.i)', jmath: 'class("normal", dotless.j)',
  therefore: 'class("relation", therefore)', because: 'class("relation", because)', blacktriangleright: 'class("normal", triangle.filled.r)',
  bigstar: 'class("normal", star.filled)', lozenge: 'class("normal", lozenge.stroked)',
}));

/** Sizes of `\bigl(` and its like, in the height of a line. */
export const delimiterSizes: ReadonlyMap<string, string> = new Map(
  [["big", "1.2em"], ["Big", "1.6em"], ["bigg", "2.1em"], ["Bigg", "2.6em"]] as const,
);

/** What a delimiter after `\bigl` is in Typst. */
export const delimiters: ReadonlyMap<string, string> = new Map(Object.entries({
  "(": "\\(", ")": "\\)", "[": "\\[", "]": "\\]", "\\{": "\\{", "\\}": "\\}", "\\lbrace": "\\{", "\\rbrace": "\\}", "|": "bar.v", "\\|": "bar.v.double",
  "\\vert": "bar.v", "\\Vert": "bar.v.double", "\\lvert": "bar.v", "\\rvert": "bar.v", "\\lVert": "bar.v.double", "\\rVert": "bar.v.double",
  "/": "\\/", "\\langle": "chevron.l", "\\rangle": "chevron.r", "<": "chevron.l", ">": "chevron.r", "\\lfloor": "floor.l", "\\rfloor": "floor.r",
  "\\lceil": "ceil.l", "\\rceil": "ceil.r",
}));

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
