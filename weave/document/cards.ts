/** Fills the cards: the function with its place, the formula and the cost as they were checked. */
import type { BlockContent, ListItem, PhrasingContent, Root, Table } from "mdast";
import { closest, mistake, type Diagnostic, type Location, type Source } from "../../tangle/index.ts";
import { resultOf } from "../../prove/index.ts";
import { isReferring, referredTo } from "../blocks/cardLines.ts";
import { cacheKey } from "../cache.ts";
import type { Exported, ExportsAt } from "./exports.ts";
import { plain } from "./generated/plainCopy.ts";
import type { FormulaCheck } from "../formulas.ts";
import { answerOf, type Question, type WithTree } from "../lazyTree.ts";
import { nodesOf } from "../nodesOf.ts";
import { placed, placeOfOpening, placeWithin } from "../place.ts";
import { caveats } from "../proofWords.ts";
import type { BookBlock, BookReference } from "../tree.ts";
import { rewrite, text, textOf, walk } from "../walk.ts";
import type { Plugged } from "../plugins/plugged.ts";

/** What cards refer to. */
export interface Originals {
  readonly blocks: BlocksById;
  readonly exportsAt: ExportsAt;
  /** Whether a result can be set by itself. */
  readonly check: FormulaCheck;
}

/** The blocks of the whole book by their ids. */
export interface BlocksById {
  readonly get: (id: string) => BookBlock | undefined;
  /** With the same digest a block is the same; null where there is none. */
  readonly digest: (id: string) => string | null;
  /** The ids of figures that train. */
  readonly training: readonly string[];
}

/** The blocks in trees. A tree is made for who wants one of its blocks. */
export function blocksIn(trees: readonly WithTree[]): BlocksById {
  const places = new Map<string, { readonly of: WithTree; readonly digest: string }>();
  const training = new Set<string>();
  for (const of of trees) {
    for (const [id, digest, trains] of answerOf(of, blockDigests)) {
      places.set(id, { of, digest });
      if (trains) training.add(id);
      else training.delete(id);
    }
  }
  const blocks = new Map<WithTree, ReadonlyMap<string, BookBlock>>();
  const blocksOf = (of: WithTree): ReadonlyMap<string, BookBlock> => {
    const known = blocks.get(of) ?? new Map(nodesOf(of.tree, "bookBlock").map((block) => [block.id, block]));
    blocks.set(of, known);
    return known;
  };
  return {
    get(id) {
      const place = places.get(id);
      return place && blocksOf(place.of).get(id);
    },
    digest: (id) => places.get(id)?.digest ?? null,
    training: [...training],
  };
}

const blockDigests: Question<readonly (readonly [id: string, digest: string, trains: boolean])[]> = {
  module: "weave/document/cards.ts", name: "blocks",
  answer: (tree) => nodesOf(tree, "bookBlock").map((block) => [block.id, cacheKey(JSON.stringify(block)), typeof block.training?.train === "string"]),
};

/** What a file needs of others for its cards and for what it says of trainings: the ids of blocks; null for a file without. */
export function blocksWanted(of: WithTree): readonly string[] | null {
  return answerOf(of, {
    module: "weave/document/cards.ts", name: "wanted",
    answer(tree) {
      const filled = nodesOf(tree, "bookBlock").filter(({ kind, training }) => kind === "card" || training !== undefined);
      const ids = filled.flatMap((block) => [...nodesOf(block, "bookReference").map(({ target }) => target), ...(block.training?.mine ? [block.training.mine.figure] : [])]);
      return filled.length === 0 ? null : ids;
    },
  });
}

/** The tree of a file of the chapter in `folder`, its references resolved, with its cards filled. */
export function cards(tree: Root, { source, folder }: { readonly source: Source; readonly folder: string }, { blocks, exportsAt, check }: Originals): Plugged {
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, at: Location, more: Partial<Diagnostic> = {}): void => void diagnostics.push({ ...mistake("card", message, at), ...more });
  return { tree: rewrite(tree, (node) => (node.type === "bookBlock" && node.kind === "card" ? [card(node)] : undefined)), diagnostics };

  function card(node: BookBlock): BookBlock {
    const name = nameIn(textOf(node.title));
    const children = node.children.map((list) => (list.type === "list" ? { ...list, children: list.children.map((item) => line(item, name)) } : list));
    return { ...node, title: titleOf(node), children };
  }

  function titleOf(node: BookBlock): PhrasingContent[] {
    const of = textOf(node.title);
    const known = exportsAt(folder);
    const found = of === "" || known === null ? null : exportNamed(of, known);
    if (found === null) return node.title;
    if ("part" in found) return [{ type: "bookReference", target: found.part, children: [{ type: "inlineCode", value: found.name }] }, text(" "), { type: "inlineCode", value: found.path }];
    const opening = placeOfOpening(source, node);
    const within = placeWithin(source, node, `of="${of}"`);
    report(found.message, "span" in within && within.span.end - within.span.start === of.length + 5 ? within : opening, found.cure === null ? {} : { cure: found.cure });
    return node.title;
  }

  function line(item: ListItem, name: string): ListItem {
    const key = item.data?.cardLine;
    if (key === undefined || !isReferring(key)) return item;
    const originals: BookBlock[] = [];
    const links: PhrasingContent[] = [];
    walk(item, (node) => {
      if (node.type !== "bookReference") return;
      const original = originalOf(node, key);
      if (original === null) return;
      originals.push(original);
      links.push(...linkTo(node, original));
    });
    if (originals.length === 0) return item;
    const [label] = item.children;
    const content = originals.flatMap((original) => (key === "formula" ? formulaOf(original, check) : tablesOf(original, name)));
    return { ...item, children: [...(label?.type === "paragraph" ? [{ ...label, data: {}, children: [...label.children, ...links] }] : []), ...content] };
  }

  /** What is referred to, if it is of the kind that is wanted and numbers have checked it, or will. */
  function originalOf(reference: BookReference, key: keyof typeof referredTo): BookBlock | null {
    const original = blocks.get(reference.target);
    const wanted = referredTo[key];
    const at = placed(source, reference);
    if (original?.kind !== wanted) {
      const found = original === undefined ? "no block" : `${/^[AEIO]/.test(original.label) ? "an" : "a"} ${original.kind}`;
      report(`\`${reference.target}\` is ${found}, and \`${key}\` refers to a \`:::${wanted}\``, at);
      return null;
    }
    const why = uncheckedResult(original);
    if (why === null) return original;
    report(`a card refers to what is checked, and \`${reference.target}\` is not: ${why}`, at);
    return null;
  }
}

/** Why the result of a block stands unchecked; null where it is checked, or waits to be. */
function uncheckedResult({ kind, proof, children }: BookBlock): string | null {
  if (proof?.state === "unchecked") return proof.why;
  if (kind !== "derivation" || proof?.state !== "proved") return null;
  const unchecked = proof.exceptions.filter(({ kind: how }) => how === "unchecked");
  if (unchecked.length === 0) return null;
  const expressions = children.reduce((sum, child) => sum + (child.type === "bookMath" ? (resultOf(child.value)?.expressions ?? 0) : 0), 0);
  return unchecked.find(({ row }) => row === expressions)?.why ?? null;
}

/** On a line of its own: "Derivation 1.2", its mark of proof, or what is to be said in its place. */
function linkTo(reference: BookReference, { id, label, proof, kind }: BookBlock): PhrasingContent[] {
  const said = proof?.state === "missing" || proof?.state === "stale" ? caveats(proof, kind) : [];
  return [
    text(" "), { type: "break" }, { type: "bookReference", target: id, children: [text(label)], ...(reference.position && { position: reference.position }) },
    ...(proof?.state === "proved" ? [text(" "), { type: "bookMark" as const, proof }] : []),
    ...said.map((words): PhrasingContent => ({ type: "emphasis", children: [text(` ${words}`)] })),
  ];
}

/** Its result; all of the display where that cannot be told, or where each row is a result. */
function formulaOf({ children }: BookBlock, check: FormulaCheck): BlockContent[] {
  const display = children.findLast((child) => child.type === "bookMath");
  if (display?.type !== "bookMath") return [];
  // the rows of `gathered` are equations of their own, those of `aligned` go on from each other
  const result = display.value.includes("\\begin{gathered}") ? display.value : (resultOf(display.value)?.latex ?? display.value);
  return [{ type: "bookMath", value: check(result, true) === null ? result : display.value, id: null, number: null }];
}

/** Its tables, of each that has a total the row of the card's function, or else the total; of others all rows. */
function tablesOf({ children }: BookBlock, name: string): BlockContent[] {
  return children.flatMap((child) => (child.type === "table" ? [shortened(rewrite(child, plain), name)] : []));
}

function shortened(table: Table, name: string): Table {
  const [head, ...rows] = table.children;
  const labelled = (label: string) => rows.find((row) => textOf(row.children[0] ?? row).trim() === label);
  const total = labelled("total") ?? labelled("Total");
  return head === undefined || total === undefined ? table : { ...table, children: [head, labelled(name) ?? total] };
}

interface NotFound {
  readonly message: string;
  readonly cure: string | null;
}

/** The export that `of` names: `name`, or its module, or a folder of it, before it: `kneser-ney/kneserNey`, `ngram/kneserNey`. */
function exportNamed(of: string, all: readonly Exported[]): Exported | NotFound {
  const name = nameIn(of);
  const before = of.slice(0, Math.max(0, of.lastIndexOf("/")));
  const named = all.filter((each) => each.name === name);
  const found = named.filter(({ path }) => before === "" || endsWith(moduleOf(path), before) || endsWith(folderOf(path), before));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) return { message: `\`${of}\` is exported by ${list(found)}`, cure: `write more of the path: \`${fullName(first)}\`` };
  if (named.length > 0) return { message: `\`${of}\` is no export of \`src/\`; \`${name}\` is exported by ${list(named)}`, cure: named.length > 1 || named[0] === undefined ? null : `write \`${fullName(named[0])}\`` };
  const near = closest(name, all.map((each) => each.name));
  return { message: `\`src/\` exports no \`${name}\` at this chapter's end`, cure: near === null ? null : `did you mean \`${near}\`?` };
}

/** The name of the function that `of` names by its path. */
function nameIn(of: string): string {
  return of.slice(of.lastIndexOf("/") + 1);
}

function endsWith(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`);
}

function moduleOf(path: string): string {
  return path.replace(/^src\//, "").replace(/\.ts$/, "");
}

function folderOf(path: string): string {
  return moduleOf(path).replace(/(?:^|\/)[^/]*$/, "");
}

function fullName({ path, name }: Exported): string {
  return `${moduleOf(path)}/${name}`;
}

function list(found: readonly Exported[]): string {
  const paths = found.map(({ path }) => `\`${path}\``);
  return paths.length < 2 ? paths.join("") : `${paths.slice(0, -1).join(", ")} and ${paths.at(-1)}`;
}
