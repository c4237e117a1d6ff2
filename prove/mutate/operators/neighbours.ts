/** By what each operator is replaced: the mistake that a hand makes. */

/** Replacements by the operator's text. What is in no table is left alone. */
export type Neighbours = Readonly<Record<string, string>>;

const common: Neighbours = {
  "+": "-", "-": "+", "*": "/", "/": "*", "%": "*",
  "<": "<=", "<=": "<", ">": ">=", ">=": ">",
  "&&": "||", "||": "&&",
  "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "++": "--", "--": "++", "!": "",
};

/** Of TypeScript. */
export const ofTypeScript: Neighbours = { ...common, "**": "*", "===": "!==", "!==": "===", "??": "&&" };

/** Bits are what kernels that quantise and reduce are made of. */
const bits: Neighbours = { "<<": ">>", ">>": "<<", "<<=": ">>=", ">>=": "<<=", "&": "|", "|": "&", "^": "&" };

/** Of C, C++ and CUDA. */
export const ofCpp: Neighbours = { ...common, ...bits, "==": "!=", "!=": "==" };

/** Of WGSL, where a number has no sign but the minus, so that a negation is dropped. */
export const ofWgsl: Neighbours = { ...common, ...bits, "==": "!=", "!=": "==" };
