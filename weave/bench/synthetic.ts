/** A made-up book of a wanted size, the same for the same seed, to time the compiler on. */

/** How large the book is. The defaults of the benchmark are those of the finished book. */
export interface BookSize {
  readonly words: number;
  readonly formulas: number;
  readonly chunks: number;
  readonly chapters: number;
  readonly sectionsPerChapter: number;
}

/** A text of the finished book's size: about a thousand pages. */
export const finishedBook: BookSize = { words: 200_000, formulas: 5_000, chunks: 1_500, chapters: 20, sectionsPerChapter: 6 };

/** The same proportions, smaller or larger by a factor. */
export function scaled(size: BookSize, factor: number): BookSize {
  const times = (count: number): number => Math.max(1, Math.round(count * factor));
  return { ...size, words: times(size.words), formulas: times(size.formulas), chunks: times(size.chunks), chapters: Math.max(2, times(size.chapters)) };
}

/** How it is made. */
export interface SyntheticOptions {
  readonly seed?: number;
  /** `proved`: each section has a cell and a test of its program, and no derivation, since a made-up one shows nothing. */
  readonly content?: "typeset" | "proved";
}

/** How large a book is, by its texts: the chapters whose folders hold a piece of program, and what stands in them. */
export function sizeOf(files: ReadonlyMap<string, string>): BookSize {
  const folders = new Set(programFolders(files));
  const texts = pagesIn(files).filter(([path]) => folders.has(folderOf(path))).map(([, text]) => text);
  const prose = texts.map((text) => text.replace(/^(`{3,})[^]*?^\1/gm, ""));
  const count = (all: readonly string[], pattern: RegExp): number => all.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
  const sections = texts.length - folders.size;
  return {
    words: count(prose, /\S+/g), formulas: count(prose, /\$\$[^]*?\$\$|\$[^$\n]+\$/g), chunks: count(texts, new RegExp(chunkHead, "gm")),
    chapters: folders.size, sectionsPerChapter: Math.max(1, Math.round(sections / Math.max(1, folders.size))),
  };
}

/** The folders of a book that hold a piece of program. */
export function programFolders(files: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set(pagesIn(files).filter(([, text]) => chunkHead.test(text)).map(([path]) => folderOf(path)))];
}

function pagesIn(files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...files].filter(([path]) => path.endsWith(".md") && path.split("/").length > 2);
}

const folderOf = (path: string): string => path.split("/")[1] ?? "";

const chunkHead = /^`{3,}\w+ (?:file|chunk)=/m;

/** The files of the book by path relative to its root, `book/contents.md` first. */
export function syntheticBook(size: BookSize, { seed = 1, content = "typeset" }: SyntheticOptions = {}): ReadonlyMap<string, string> {
  const random = randomNumbers(seed);
  const files = new Map<string, string>();
  const chapters = Array.from({ length: size.chapters }, (_, index) => index + 1);
  const sections = size.chapters * size.sectionsPerChapter;
  files.set("book/contents.md", contents(chapters, size.sectionsPerChapter));
  files.set("book/book.yml", "title: A Synthetic Book\nauthors: [The benchmark]\nlanguage: en\ndate: 2026-01-01\n");
  for (const chapter of chapters) {
    files.set(`book/${folder(chapter)}/index.md`, `# Chapter number ${chapter}\n\n${paragraph(random, 80)}\n`);
    for (let section = 1; section <= size.sectionsPerChapter; section += 1) {
      const share = (total: number): number => Math.round(total / sections);
      files.set(`book/${folder(chapter)}/${sectionName(section)}.md`, sectionText({ random, content, chapter, section, words: share(size.words), formulas: share(size.formulas), chunks: share(size.chunks) }));
    }
  }
  return files;
}

interface SectionOrder {
  readonly random: () => number;
  readonly content: "typeset" | "proved";
  readonly chapter: number;
  readonly section: number;
  readonly words: number;
  readonly formulas: number;
  readonly chunks: number;
}

/** Mulberry32 (T. Ettinger, public domain): uniform numbers in [0, 1) from a 32-bit seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const folder = (chapter: number): string => `${String(chapter).padStart(2, "0")}-chapter`;
const sectionName = (section: number): string => `${String(section).padStart(2, "0")}-section`;

function contents(chapters: readonly number[], sections: number): string {
  const lines = chapters.flatMap((chapter) => [
    `- [Chapter number ${chapter}](${folder(chapter)}/index.md)`,
    ...Array.from({ length: sections }, (_, index) => `  - [Section ${index + 1} of ${chapter}](${folder(chapter)}/${sectionName(index + 1)}.md)`),
  ]);
  return `# A Synthetic Book\n\n${lines.join("\n")}\n`;
}

/** One section: paragraphs with inline formulas, then by turns a heading, a display, a chunk, a derivation, a table. */
function sectionText(order: SectionOrder): string {
  const { random, content, chapter, section, words, formulas, chunks } = order;
  const id = `s-${chapter}-${section}`;
  const blocks = Math.max(chunks, 4);
  const perBlock = Math.round(words / blocks);
  const inline = Math.max(0, Math.round((formulas - blocks) / blocks));
  const parts = [`# Section ${section} of ${chapter} {#${id}}`];
  for (let block = 0; block < blocks; block += 1) {
    if (block % 4 === 2) parts.push(`## ${capital(wordsFrom(random, 4))} {#${id}-h${block}}`);
    parts.push(paragraph(random, perBlock, inline), display(random, `${id}-e${block}`, content === "proved" && block % 4 === 2 ? block + 2 : block));
    if (block < chunks) parts.push(chunk({ chapter, section, block, chunks, random }));
  }
  if (content === "proved" && chunks > 0) parts.push(...shown(chapter, section));
  parts.push(`See [](#${id}-e0) and [](#${id}).`);
  return `${parts.join("\n\n")}\n`;
}

const vocabulary = (
  "the of and a to in is that we it for as with be by this on are from at or an which one have not each but can model letter text count " +
  "token number table chance context order sum value step row column matrix vector weight score gradient loss function measure random " +
  "sample draw read write memory time cost byte long short next last first small large simple exact same other more less every only " +
  "because so then when where how what given known learned trained found chapter section reader machine page word sentence language"
).split(" ");

function pick<T>(random: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error("internal: picked from an empty list");
  return chosen;
}

/** Words with early ones more likely, as in real text; a few letters vary so that paragraphs are not all alike. */
function wordsFrom(random: () => number, count: number): string {
  return Array.from({ length: count }, () => {
    const word = vocabulary[Math.floor(random() ** 2 * vocabulary.length)] ?? "the";
    return random() < 0.08 ? `${word}${pick(random, ["ing", "s", "ly", "ness", "able"])}` : word;
  }).join(" ");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function paragraph(random: () => number, count: number, formulas = 0): string {
  const sentences: string[] = [];
  let left = count;
  for (let index = 0; left > 0; index += 1) {
    const length = Math.min(left, 8 + Math.floor(random() * 14));
    left -= length;
    const formula = index < formulas ? ` where $${formulaText(random)}$ holds` : "";
    const mark = random() < 0.15 ? ` and *${wordsFrom(random, 2)}*` : random() < 0.1 ? ` in \`${pick(random, vocabulary)}()\`` : "";
    sentences.push(`${capital(wordsFrom(random, length))}${formula}${mark}.`);
  }
  return sentences.join(" ");
}

function formulaText(random: () => number): string {
  const letter = (): string => pick(random, [..."abcdhkmnpqstuvwxyz"]);
  const small = (): number => 1 + Math.floor(random() * 97);
  const forms = [
    () => `${letter()}_{${letter()}} = ${small()}${letter()} + ${small()}`,
    () => `\\frac{${letter()}_{i}}{\\sum_{k=1}^{${small()}} ${letter()}_k}`,
    () => `\\log ${letter()}(${letter()} \\mid ${letter()}) \\le ${small()}`,
    () => `\\sqrt{${letter()}^2 + ${small()}}`,
    () => `\\mathbf{${letter().toUpperCase()}}^{\\top}\\mathbf{${letter()}}`,
    () => `e^{-${letter()}/${small()}}`,
  ];
  return pick(random, forms)();
}

/** A numbered equation, a plain display, a derivation or a table, by turns. */
function display(random: () => number, id: string, turn: number): string {
  const formula = (): string => formulaText(random);
  if (turn % 4 === 0) return `:::equation{#${id}}\n$$\n${formula()} = ${formula()}\n$$\n:::`;
  if (turn % 4 === 1) return `$$\n\\begin{aligned}\n${formula()} &= ${formula()} \\\\\n&= ${formula()} && \\text{by the rule}\n\\end{aligned}\n$$`;
  if (turn % 4 === 2) return `:::derivation{#${id} title="${capital(wordsFrom(random, 3))}"}\n$$\n${formula()} = ${formula()}\n$$\n:::`;
  return `| what | value |\n|---|---:|\n${Array.from({ length: 4 }, () => `| $${formula()}$ | ${Math.floor(random() * 1000)} |`).join("\n")}`;
}

interface ChunkOrder {
  readonly random: () => number;
  readonly chapter: number;
  readonly section: number;
  readonly block: number;
  readonly chunks: number;
}

/** A test of the section's file, and a cell that runs it. */
function shown(chapter: number, section: number): readonly string[] {
  const test = `import { expect, test } from "vitest";\nimport { run } from "./section${section}.ts";\n\ntest("it runs", () => {\n  expect(run(1)).toBeUndefined();\n});`;
  const cell = `import { run } from "#src/chapter${chapter}/section${section}.ts";\n\nrun(2);`;
  return [`\`\`\`ts file=src/chapter${chapter}/section${section}.test.ts\n${test}\n\`\`\``, `\`\`\`ts run\n${cell}\n\`\`\``];
}

/** Every section writes one file that uses all the section's other chunks; now and then one is continued with `+=`. */
function chunk({ random, chapter, section, block, chunks }: ChunkOrder): string {
  const name = (index: number): string => `Take step ${index} of section ${section}`;
  const body = Array.from({ length: 4 + Math.floor(random() * 8) }, (_, line) => {
    const value = `value${block}x${line}`;
    return `const ${value} = Math.sqrt(${Math.floor(random() * 100)} + n); // ${wordsFrom(random, 4)}`;
  });
  if (block === 0) {
    const uses = Array.from({ length: chunks - 1 }, (_, index) => index + 1).filter((index) => index % 9 !== 8).map((index) => `  <<${name(index)}>>`);
    return [`\`\`\`ts file=src/chapter${chapter}/section${section}.ts`, `/** ${capital(wordsFrom(random, 8))}. */`, "export function run(n: number): void {", ...uses, "}", "```"].join("\n");
  }
  const continued = block % 9 === 8;
  return [`\`\`\`ts chunk="${name(continued ? block - 1 : block)}"${continued ? " +=" : ""}`, ...body, "```"].join("\n");
}
