/** What is written like a number and is a name: versions, section references, dates, addresses of papers. */
import type { Stretch } from "./sentences.ts";

/** The stretches of `text` that are such names. */
export function numberNames(text: string): readonly Stretch[] {
  return names.flatMap((name) => [...text.matchAll(name)].map((match) => ({ start: match.index, end: match.index + match[0].length })));
}

const numbered = String.raw`\(?\d+(?:\.\d+)*\)?`;
const list = String.raw`${numbered}(?:(?:,\s|\s(?:and|or|to)\s|,\sand\s|–)${numbered})*`;

/** Parts of a book, here or elsewhere; a small `figure` or `table` is often a number or a list of them. */
const parts = [
  "[Ss]ection", "[Ss]ubsection", "[Cc]hapter", "[Aa]ppendix", "[Ee]xercise", "[Ee]quation", "[Tt]heorem", "[Ll]emma", "Corollary",
  "Proposition", "Definition", "Derivation", "Example", "Figure", "Table", "Listing", "Algorithm", "Cost", "Part",
].join("|");

/** Software and standards whose versions are told without the word. */
const versioned = [
  "Apache", "BLAS", "C\\+\\+", "CC0", "CC\\sBY(?:-[A-Z]+)*", "Chromium", "CUDA", "cuDNN", "Debian", "ECMAScript", "EPUB", "Firefox", "GCC", "GPL", "glibc", "HTML", "HTTP",
  "IEEE", "Java", "JavaScript", "LaTeX", "LGPL", "Linux", "LLVM", "macOS", "MathML", "MPL", "npm", "Node(?:\\.js)?", "NumPy", "OpenGL", "pandoc", "PCIe", "PDF(?:/[A-Z]+)?", "Python", "PyTorch",
  "Rust", "Safari", "SVG", "TLS", "tsx", "TypeScript", "Typst", "Ubuntu", "Unicode", "USB", "Vitest", "Vulkan", "WCAG", "WebAssembly", "WebGPU", "Windows",
].join("|");

const names: readonly RegExp[] = [
  /\d+(?:\.\d+){2,}/gu,
  new RegExp(String.raw`§+\s?${list}`, "gu"),
  new RegExp(String.raw`(?<!\p{L})(?:${parts})\s${numbered}`, "gu"),
  new RegExp(String.raw`(?<!\p{L})(?:(?:${parts})s|Appendices)\s${list}`, "gu"),
  new RegExp(String.raw`(?<!\p{L})(?:Eqs?|Figs?|Secs?|Tabs?|Ch|Thm|Ex|App)\.\s${list}`, "gu"),
  new RegExp(String.raw`(?<!\p{L})(?:[Vv]ersions?|[Rr]eleases?|${versioned})\s${list}`, "gu"),
  // joined to a word: GPT-3.5, GPL-3.0
  /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]*-\d+(?:\.\d+)*/gu,
  // a DOI, an arXiv number, a time of day
  /(?<!\p{N})10\.\d{4,9}\/\S+/gu,
  /arXiv:\s?\d{4}\.\d{4,5}/gu,
  /(?<!\p{N})\d{1,2}\.\d{2}\s?(?:a\.?m|p\.?m)(?!\p{L})/gu,
];
