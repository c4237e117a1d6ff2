/** The book's own nodes of the edition-neutral tree, beside those of mdast. */
import type { BlockContent, PhrasingContent } from "mdast";
import type { Literal, Node, Parent } from "unist";
import type { Need } from "../tangle/index.ts";
import type { Proof, Proved } from "./proof.ts";

export type BlockKind =
  | "figure" | "table" | "equation" | "derivation" | "cost" | "theorem" | "proof" | "exercise" | "hint" | "solution" | "answer" | "aside" | "card";

/** A `:::name` block. A card holds one list, an item a line, whose first paragraph is its label. Its mathematics, code and text are its children; a caption stands apart. */
export interface BookBlock extends Parent {
  type: "bookBlock";
  kind: BlockKind;
  /** Always set; made from kind and number where the author gave none. */
  id: string;
  /** "1.2"; null for proof, hint, solution, aside. */
  number: string | null;
  /** "Figure 1.2", "Proof", … */
  label: string;
  title: PhrasingContent[];
  /** Figures and tables: the caption; else empty. */
  caption: PhrasingContent[];
  /** Figures only. */
  alt: string | null;
  /** Figures only: the training that a page offers beside it, and whose results it shows in place of its own. */
  training?: FigureTraining;
  /** Exercises only: 1 and up. */
  level: number | null;
  /** Of a figure's cells, of a derivation, of a cost, of the numbers in a table's caption; null where there is nothing to show. */
  proof: Proof | null;
  /** Figures only: what its cell drew. Null before it has been run, and where the figure is an image file. */
  drawing: BookDrawing | null;
  children: (BlockContent | BookContent)[];
}

/** What `train`, `mine` and `judged` of a figure say; only the HTML edition has any of it. */
export interface FigureTraining {
  /** The module of the program that trains what the figure shows: `src/train/in-page.ts`. */
  readonly train: string | null;
  /** The id of another figure that has `train`, what is shown of what a reader has trained there, a drawing by its name or its `score`, and what that is judged on; "" where nothing is said of that. */
  readonly mine: { readonly figure: string; readonly what: string; readonly judged: string } | null;
}

/** A figure that a cell drew, in inks that are the theme's variables; an edition shows it by `drawn()` of figures.ts. */
export interface BookDrawing {
  readonly svg: string;
  /** The data behind it, and the name of the file that a reader may download; null where it has none. */
  readonly csv: string | null;
  readonly csvName: string | null;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Display mathematics. Numbered where it stands in `:::equation`; the id is then also that of the block around it: set one anchor. */
export interface BookMath extends Literal {
  type: "bookMath";
  value: string;
  id: string | null;
  number: string | null;
}

/** A fenced block. `chunk` is set for roles `file` and `chunk`. */
export interface BookCode extends Literal {
  type: "bookCode";
  value: string;
  language: string;
  role: "file" | "chunk" | "run" | "figure" | "experiment" | "verify" | "fragment" | "wrong" | "output" | "plain";
  id: string | null;
  hide: boolean;
  live: LiveMark | null;
  measure: boolean;
  /** What a cell or a test needs of the machine. */
  needs: readonly Need[];
  wrong: string | null;
  /** Of a cell, of an experiment, of a mistake, of a fragment; what draws a figure or checks a block is judged there. Null elsewhere. */
  proof: Proof | null;
  chunk: ChunkView | null;
}

/** How readers of the HTML edition find what a cell needs to be run, though it is shown on another page than that of its section. */
export interface LiveMark {
  /** The path of its section. */
  readonly section: string;
  /** The how manieth it is of those that run in a page there, from 0 on: prose around it changes nothing of that. */
  readonly index: number;
  /** Whether its buttons are there from the beginning; else one appears when the code is reached. */
  readonly offered: boolean;
}

/** What a chunk shows around its code. */
export interface ChunkView {
  /** Anchor of this very part; equal to the `BookCode`'s id. */
  readonly id: string;
  readonly kind: "file" | "chunk";
  /** File path or chunk name, without chapter. */
  readonly name: string;
  /** "≡" defines, "+≡" appends, ":=" replaces (`replaces` then has what stood before). */
  readonly sign: "≡" | "+≡" | ":=";
  readonly previous: ChunkLink | null;
  readonly next: ChunkLink | null;
  readonly usedIn: readonly ChunkLink[];
  /** Lines of `value` (0-based) that use another chunk, and where it is first defined. */
  readonly uses: readonly { readonly line: number; readonly indent: string; readonly link: ChunkLink }[];
  /** The parts that a `:=` stands for; the reverse on the replaced ones. */
  readonly replaces: readonly ChunkLink[];
  readonly replacedBy: ChunkLink | null;
  /** For `:=`: the old and new lines, to show the difference. */
  readonly difference: readonly { readonly kind: "same" | "removed" | "added"; readonly text: string }[];
}

/** A way to a chunk's part: its anchor (an id in `targets`) and the name or file to print. */
export interface ChunkLink {
  readonly id: string;
  readonly text: string;
}

/** A footnote, set in the margin. */
export interface MarginNote extends Parent {
  type: "marginNote";
  number: number;
  id: string;
  children: BlockContent[];
}

/** A resolved reference to an id; its children are what to print. */
export interface BookReference extends Parent {
  type: "bookReference";
  target: string;
  children: PhrasingContent[];
}

/** A citation, formatted: its children are text and `bookReference`s to `bib-…` ids. */
export interface BookCitation extends Parent {
  type: "bookCitation";
  keys: string[];
  children: PhrasingContent[];
}

/** A term where it is defined (bold in the source). */
export interface BookTerm extends Parent {
  type: "bookTerm";
  id: string;
  term: string;
  children: PhrasingContent[];
}

/** An inline cell. `value` is null before it has been run. */
export interface BookValue extends Node {
  type: "bookValue";
  expression: string;
  value: string | null;
  /** True where it is what it was before a change. */
  stale: boolean;
}

/** The mark at the end of a paragraph whose numbers have been computed. */
export interface BookMark extends Node {
  type: "bookMark";
  proof: Proved;
}

/** A drawing that a cell showed among what it printed: no figure of the book, so without a caption. */
export interface BookShown extends Node {
  type: "bookShown";
  drawing: BookDrawing;
  /** What it says to someone who cannot see it; where it says nothing, what was printed in its place. */
  alt: string;
  /** The checksum of the SVG that the cell gave; null for a drawing made in another way. */
  source: string | null;
}

/** A bibliography entry; `id` is `bib-KEY`. */
export interface BookBibliographyEntry extends Parent {
  type: "bookBibliographyEntry";
  id: string;
  key: string;
  children: PhrasingContent[];
}

/** The back-of-the-book index: written by each edition in its own way (page numbers in print, links elsewhere). */
export interface BookIndex extends Node {
  type: "bookIndex";
  of: "chunks" | "identifiers" | "terms";
}

export type BookContent = BookBlock | BookMath | BookCode | BookBibliographyEntry | BookIndex | BookShown;

interface BookBlocks {
  bookBlock: BookBlock;
  bookMath: BookMath;
  bookCode: BookCode;
  bookBibliographyEntry: BookBibliographyEntry;
  bookIndex: BookIndex;
  bookShown: BookShown;
}

interface BookPhrasings {
  marginNote: MarginNote;
  bookReference: BookReference;
  bookCitation: BookCitation;
  bookTerm: BookTerm;
  bookValue: BookValue;
  bookMark: BookMark;
}

declare module "mdast" {
  interface RootContentMap extends BookBlocks, BookPhrasings {}
  interface BlockContentMap extends BookBlocks {}
  interface PhrasingContentMap extends BookPhrasings {}
  interface HeadingData {
    /** The heading's anchor: unique on its page; unique in the book where the author wrote `{#id}` (then `targets` has it). */
    id?: string;
    /** True where the author wrote the id. */
    explicit?: boolean;
  }
}
