/** Pandoc's document model (pandoc-types 1.23) as types, with a constructor for each node that the editions use. */

/** Identifier, classes, key–value pairs. */
export type Attributes = readonly [id: string, classes: readonly string[], pairs: readonly (readonly [string, string])[]];

/** An inline of pandoc's. */
export type PandocInline =
  | { readonly t: "Str"; readonly c: string }
  | { readonly t: "Space" | "SoftBreak" | "LineBreak" }
  | { readonly t: "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps"; readonly c: readonly PandocInline[] }
  | { readonly t: "Code"; readonly c: readonly [Attributes, string] }
  | { readonly t: "RawInline"; readonly c: readonly [format: string, text: string] }
  | { readonly t: "Math"; readonly c: readonly [{ readonly t: "InlineMath" | "DisplayMath" }, string] }
  | { readonly t: "Link" | "Image"; readonly c: readonly [Attributes, readonly PandocInline[], readonly [address: string, title: string]] }
  | { readonly t: "Span"; readonly c: readonly [Attributes, readonly PandocInline[]] }
  | { readonly t: "Note"; readonly c: readonly PandocBlock[] };

/** A block of pandoc's. */
export type PandocBlock =
  | { readonly t: "Para" | "Plain"; readonly c: readonly PandocInline[] }
  | { readonly t: "Header"; readonly c: readonly [level: number, Attributes, readonly PandocInline[]] }
  | { readonly t: "CodeBlock"; readonly c: readonly [Attributes, string] }
  | { readonly t: "RawBlock"; readonly c: readonly [format: string, text: string] }
  | { readonly t: "BlockQuote"; readonly c: readonly PandocBlock[] }
  | { readonly t: "BulletList"; readonly c: readonly (readonly PandocBlock[])[] }
  | { readonly t: "OrderedList"; readonly c: readonly [ListStyle, readonly (readonly PandocBlock[])[]] }
  | { readonly t: "Div"; readonly c: readonly [Attributes, readonly PandocBlock[]] }
  | { readonly t: "HorizontalRule" }
  | PandocTable;

/** First number, style, delimiter of an ordered list. */
export type ListStyle = readonly [start: number, { readonly t: "DefaultStyle" | "Decimal" }, { readonly t: "DefaultDelim" | "Period" }];

/** How a column's cells are aligned. */
export type Alignment = { readonly t: "AlignLeft" | "AlignRight" | "AlignCenter" | "AlignDefault" };

/** Attributes, alignment, row span, column span, content. */
export type PandocCell = readonly [Attributes, Alignment, number, number, readonly PandocBlock[]];

/** A row of a table. */
export type PandocRow = readonly [Attributes, readonly PandocCell[]];

/** A table: attributes, caption, columns, head, bodies, foot. */
export interface PandocTable {
  readonly t: "Table";
  readonly c: readonly [
    Attributes,
    readonly [null, readonly PandocBlock[]],
    readonly (readonly [Alignment, { readonly t: "ColWidthDefault" }])[],
    readonly [Attributes, readonly PandocRow[]],
    readonly (readonly [Attributes, number, readonly PandocRow[], readonly PandocRow[]])[],
    readonly [Attributes, readonly PandocRow[]],
  ];
}

/** A value of the document's metadata. */
export type PandocMeta =
  | { readonly t: "MetaInlines"; readonly c: readonly PandocInline[] }
  | { readonly t: "MetaString"; readonly c: string }
  | { readonly t: "MetaBool"; readonly c: boolean }
  | { readonly t: "MetaList"; readonly c: readonly PandocMeta[] }
  | { readonly t: "MetaMap"; readonly c: Readonly<Record<string, PandocMeta>> };

/** What `pandoc -f json` reads. */
export interface PandocDocument {
  readonly "pandoc-api-version": readonly number[];
  readonly meta: Readonly<Record<string, PandocMeta>>;
  readonly blocks: readonly PandocBlock[];
}

/** The model's version in pandoc 3.1.11; a newer pandoc accepts every document of the same first two numbers. */
export const PANDOC_API_VERSION: readonly number[] = [1, 23, 1];

/** Attributes from what is given; all empty by default. */
export function attributes(given: {
  readonly id?: string | null;
  readonly classes?: readonly string[];
  readonly pairs?: Readonly<Record<string, string>>;
} = {}): Attributes {
  return [given.id ?? "", given.classes ?? [], Object.entries(given.pairs ?? {})];
}

/** A paragraph. */
export const para = (inlines: readonly PandocInline[]): PandocBlock => ({ t: "Para", c: inlines });

/** A paragraph's text without the paragraph, as in a tight list. */
export const plain = (inlines: readonly PandocInline[]): PandocBlock => ({ t: "Plain", c: inlines });

/** A heading. */
export const header = (level: number, at: Attributes, inlines: readonly PandocInline[]): PandocBlock => ({ t: "Header", c: [level, at, inlines] });

/** A generic container of blocks. */
export const div = (at: Attributes, blocks: readonly PandocBlock[]): PandocBlock => ({ t: "Div", c: [at, blocks] });

/** A generic container of inlines. */
export const span = (at: Attributes, inlines: readonly PandocInline[]): PandocInline => ({ t: "Span", c: [at, inlines] });

/** Text in the output's own format (`html`, `typst`), as a block. */
export const rawBlock = (format: string, text: string): PandocBlock => ({ t: "RawBlock", c: [format, text] });

/** Text in the output's own format (`html`, `typst`), inside a line. */
export const rawInline = (format: string, text: string): PandocInline => ({ t: "RawInline", c: [format, text] });

/** A link; `#id` stays inside the book. */
export const link = (address: string, inlines: readonly PandocInline[], at: Attributes = attributes()): PandocInline => ({
  t: "Link",
  c: [at, inlines, [address, ""]],
});

/**
 * Running text as pandoc's inlines: a `Str` for each line, a soft break between lines. Pandoc's own readers make a `Str`
 * of each word; its writers take both, and whole lines are read and written several times faster (`wrap: none`).
 */
export function words(text: string): readonly PandocInline[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly PandocInline[] => {
    const str: readonly PandocInline[] = line === "" ? [] : [{ t: "Str", c: line }];
    return index === 0 ? str : [{ t: "SoftBreak" }, ...str];
  });
}

/** A text of the metadata. */
export const metaText = (text: string): PandocMeta => ({ t: "MetaInlines", c: words(text) });
