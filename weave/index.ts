/** The public surface of `weave`. */
export { documentOf, type DocumentOptions, type DocumentResult } from "./document.ts";
export { readMeta } from "./meta.ts";
export { sectionReader, type SectionReader } from "./document/structure.ts";
export { formulasOf, type FormulaCount } from "./formulas.ts";
export { cacheKey, cacheUnder, noCache, type Cache } from "./cache.ts";
export { filesOf, filesUnder, type BookFiles } from "./files.ts";
export type * from "./tree.ts";
