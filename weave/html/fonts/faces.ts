/** The faces of the HTML edition: what each is made of, and which characters a browser fetches it for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BroughtFace } from "../../reader/broughtFace.ts";

/** The characters from one code point to another. */
export const range = (first: number, last: number): string =>
  String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

const latin = range(0x20, 0x7e) + range(0xa0, 0x17f) + "ȘșȚțẞ";
const greek = range(0x391, 0x3c9) + "ϑϕϵ";
const punctuation = range(0x2000, 0x200b) + range(0x2010, 0x2027) + range(0x202f, 0x203a) + "€™ℓ№";
const numerals = range(0x2070, 0x209c) + "½⅓⅔¼¾⅛";

/** Signs of mathematics and typography. */
export const operators = range(0x2190, 0x21ff) + range(0x2200, 0x22ff) + "⟨⟩⟦⟧⌈⌉⌊⌋ℝℕℤℚℂ𝔼ℓ𝟙⊕✓□☐▸▾●○◦↩";

/** The letters of `\mathbb`: all that most pages with formulas want of a face of 28 kB. */
const blackboard = range(0x41, 0x5a);

/** What formulas have of KaTeX's upright face but for signs that few pages have: less than half of its weight. */
const uprightSigns = range(0x20, 0x7e) + "\u00a0±×ΓΔΠΣΦ\u200b–’…′ˉ←→⋯∂∇∈∏∑−∗∘∝∞∣∥≈≤≥⊙⊤⋅⌈⌉⟨⟩ℓ↦\ue020";

/** Letters of variables. */
const variables = range(0x41, 0x5a) + range(0x61, 0x7a) + range(0x391, 0x3a9) + range(0x3b1, 0x3c9) + "ϑϕϖϱϵ";

/** Signs that grow with what they enclose or sum. */
const grown = "()[]{}/\\⟨⟩⌈⌉⌊⌋∣∥√∏∑∫⋂⋃⨀⨁";

/** The parts of KaTeX's faces that most pages with formulas need no more than. */
export const mathFaces = [
  { family: "KaTeX_AMS", style: "normal", from: "katex/dist/fonts/KaTeX_AMS-Regular.ttf", to: "katex-blackboard.woff2", text: blackboard },
  { family: "KaTeX_Main", style: "normal", from: "katex/dist/fonts/KaTeX_Main-Regular.ttf", to: "katex-upright.woff2", text: uprightSigns },
  { family: "KaTeX_Math", style: "italic", from: "katex/dist/fonts/KaTeX_Math-Italic.ttf", to: "katex-italic.woff2", text: variables },
  { family: "KaTeX_Size1", style: "normal", from: "katex/dist/fonts/KaTeX_Size1-Regular.ttf", to: "katex-grown-1.woff2", text: grown },
  { family: "KaTeX_Size2", style: "normal", from: "katex/dist/fonts/KaTeX_Size2-Regular.ttf", to: "katex-grown-2.woff2", text: grown },
] as const;

/** Letters that stand under and over others. */
export const subscripts = "ᵢⱼᵣᵤᵥₐₑₒₓₔₕₖₗₘₙₚₛₜᵀᵏⁱⁿ";

/** Everything that the text faces are asked for. */
export const all = latin + greek + punctuation + numerals + operators;

/**
 * What nearly every page has; a page of plain English needs no other file of its face. Each of them but that of running text, which has small
 * capitals too, goes in the ten packets that a server sends at first, without waiting for an answer.
 */
export const core = range(0x20, 0x7e) + "é\u00a0·×±≈≤≥–—‘’“”…−→↑↓\u2008\u2007\u2009\u200b\u202f•";

/** What the text of few pages has. */
const uncommon = "§©µ²³¹≠✓∞";

/** What titles have; the rest of one is set in the face of the text. */
const ofTitles = range(0x20, 0x7e) + "é\u00a0·×–—‘’“”…−\u2009\u200b\u202f";

/** Signs that the text faces lack and that stand on nearly every page: so few that they come within the style sheet. */
const commonSigns = "⟨⟩≡∈□⊕◦";
const inStyleSheet = "signs-common.woff2";

/** The operators that the serif has; the others come from a face of mathematics. */
const serifOperators = "←∂∆∏∑√∫◊";

/** Of the serif's letters and signs of mathematics those that prose has beside its formulas: a file of their own of a third of the weight. */
const serifSigns = uncommon + "αβγδεηκλμστ∂∑√₀₁₂₃₄₅⁻⁰⁴⁵⁶⁷⁸⁹";

/** What letters do beside each other, and the figures that the style sheet asks for; no alternates, fractions or superiors. */
const textFeatures = ["calt", "ccmp", "clig", "kern", "liga", "locl", "mark", "mkmk", "rlig", "lnum", "onum", "pnum", "tnum"];

/** Running text at its optical size, in two weights: one file with all weights between would weigh more than both. Small capitals are never bold. */
const weights = [
  { name: "", weight: "400", axes: { wght: 400, opsz: 17 }, features: [...textFeatures, "c2sc", "smcp"] },
  { name: "-bold", weight: "600 700", axes: { wght: 600, opsz: 17 }, features: textFeatures },
];
/** Titles have one weight, at their optical size. */
const titleAxes = { wght: 400, opsz: 36 };

const roman = "source-serif/VAR/SourceSerif4Variable-Roman.ttf";
const italic = "source-serif/VAR/SourceSerif4Variable-Italic.ttf";
const mono = "@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf";

const stix = "@expo-google-fonts/stix-two-math/400Regular/STIXTwoMath_400Regular.ttf";
const dejavu = "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf";

/** A file of a face. */
export interface Face {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly family: string;
  readonly style: "normal" | "italic";
  readonly weight: string;
  readonly axes: Readonly<Record<string, number>> | null;
  /** What OpenType does with its letters beside drawing them. */
  readonly features: readonly string[];
}

const without = (text: string, ...others: readonly string[]): string => [...new Set(text)].filter((sign) => !others.some((other) => other.includes(sign))).join("");
const rest = without(latin + punctuation, core, numerals, uncommon);
const boxes = range(0x2500, 0x257f) + range(0x2580, 0x259f);

/** The files, the common characters of each face before the others; that of running text is the first. */
export const faces: readonly Face[] = [
  ...weights.flatMap(({ name, features, ...weight }) => [
    ...split({ to: `text-roman${name}`, from: roman, family: "Volume Serif", style: "normal", ...weight }, { own: serifOperators, signs: serifSigns, features }),
    ...split({ to: `text-italic${name}`, from: italic, family: "Volume Serif", style: "italic", ...weight }, { own: serifOperators, signs: serifSigns, features }),
  ]),
  { to: "title-roman.woff2", from: roman, text: ofTitles, family: "Volume Title", style: "normal", weight: "400", axes: titleAxes, features: ["kern"] },
  // code has no ligatures; comments are slanted by the browser, which makes nearly what the italic of this face is, without another file
  ...split({ to: "code-roman", from: mono, family: "Volume Mono", style: "normal", weight: "400", axes: null }, { usual: uncommon, own: operators + boxes, features: [] }),
  // signs that the text faces lack
  { to: inStyleSheet, from: stix, text: commonSigns, family: "Volume Symbols", style: "normal", weight: "400", axes: null, features: [] },
  { to: "signs-more.woff2", from: stix, text: without(operators + "‖′″", commonSigns), family: "Volume Symbols", style: "normal", weight: "400", axes: null, features: [] },
  { to: "signs-code.woff2", from: dejavu, text: subscripts + "‖′″✔✗␣", family: "Volume Mono Symbols", style: "normal", weight: "400", axes: null, features: [] },
  { to: "signs-code-more.woff2", from: dejavu, text: operators, family: "Volume Mono Symbols", style: "normal", weight: "400", axes: null, features: [] },
];

/** The files that pages fetch. */
export const fetchedFaces: readonly Face[] = faces.filter(({ to }) => to !== inStyleSheet);

/** A face in files: what every page has and what is usual in this face, with all its features; its letters and signs of mathematics, the common before the others; the rest. */
function split(face: Omit<Face, "text" | "features">, { usual = "", own, signs = "", features }: { readonly usual?: string; readonly own: string; readonly signs?: string; readonly features: readonly string[] }): readonly Face[] {
  const parts = { "": core + usual, "-common": signs, "-signs": without(greek + numerals + own, core, usual, signs), "-more": without(rest, own) };
  return Object.entries(parts).filter(([, text]) => text !== "").map(([end, text]) => ({ ...face, to: `${face.to}${end}.woff2`, text, features: features.filter((name) => end === "" || name === "kern") }));
}


/**
 * What the text is set in until its face has come: a face of the reader's system at the width of ours, so that lines break in the same
 * places and nothing on the page moves. `adjust` is the width of a section's text in our face over that in the other, in Chromium.
 */
const standIns: readonly { readonly system: string; readonly local: readonly string[]; readonly adjust: { readonly roman: number; readonly italic: number; readonly title: number } }[] = [
  { system: "Georgia", local: ["Georgia", "Gelasio"], adjust: { roman: 1.041, italic: 0.942, title: 0.971 } },
  { system: "Times", local: ["Times New Roman", "Liberation Serif", "Tinos"], adjust: { roman: 1.139, italic: 1.052, title: 1.062 } },
  { system: "DejaVu", local: ["DejaVu Serif"], adjust: { roman: 0.896, italic: 0.828, title: 0.835 } },
];

/** The face in which pages are written, from its file. */
export function textFace(): BroughtFace {
  const face = faces[0];
  if (face === undefined) throw new Error("internal: there is no face");
  const { family, style, weight, text, to } = face;
  return { family, style, weight, unicodeRange: unicodeRange(text), content: contentOf(to) };
}

function contentOf(to: string): string {
  return readFileSync(join(import.meta.dirname, to)).toString("base64");
}

/** So much of a page's HTML makes its first screens, much as formulas and coloured code add to it. */
const firstScreens = 20_000;

/** The files of faces that a page is sure to want on its first screens, by its HTML: titles and what is emphasised; headings, formulas and code where it shows some there. */
export function facesFirstWanted(main: string): readonly string[] {
  const first = main.slice(0, firstScreens).replace(/<details class="fold">[^]*?(?:<\/details>|$)/g, "");
  return [
    "title-roman.woff2", "text-italic.woff2",
    ...(/<(?:h[2-6]|strong|dfn)\b/.test(first) ? ["text-roman-bold.woff2"] : []),
    ...(first.includes('class="katex') ? ["katex-italic.woff2", "katex-upright.woff2"] : []),
    ...(first.includes("<code") ? ["code-roman.woff2"] : []),
  ];
}

/** The `@font-face` rules; a file is fetched only by a page that has one of its characters. */
export function faceRules(): string {
  return [...ownRules(), ...standIns.flatMap(standInRules)].join("\n");
}

/** Only for the characters that our own faces have: what they lack is not to be covered up. */
function standInRules({ system, local, adjust }: (typeof standIns)[number]): readonly string[] {
  const rule = (family: string, style: string, names: readonly string[], share: number): string =>
    `@font-face { font-family: "${family} ${system}"; font-style: ${style}; src: ${names.map((name) => `local("${name}")`).join(", ")}; size-adjust: ${(share * 100).toFixed(1)}%; unicode-range: ${unicodeRange(core)}; }`;
  return [
    rule("Volume Serif", "normal", local, adjust.roman),
    rule("Volume Serif", "italic", local.flatMap((name) => [`${name} Italic`, name]), adjust.italic),
    rule("Volume Title", "normal", local, adjust.title),
  ];
}

function ownRules(): readonly string[] {
  return faces.map(({ to, family, style, weight, text }) =>
    `@font-face { font-family: "${family}"; font-style: ${style}; font-weight: ${weight}; font-display: swap; src: url("${to === inStyleSheet ? `data:font/woff2;base64,${contentOf(to)}` : to}") format("woff2"); unicode-range: ${unicodeRange(text)}; }`,
  );
}

/** `U+20-7E, U+A0`: the characters as CSS has them. */
export function unicodeRange(text: string): string {
  const points = [...new Set(text)].map((sign) => sign.codePointAt(0) ?? 0).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point: number): string => point.toString(16).toUpperCase();
  return runs.map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`)).join(", ");
}
