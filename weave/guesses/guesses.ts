/** Takes each `::guess` out of the text, and leaves it with the paragraph that asks: the text stands as it is, and the HTML edition offers a pencil. */
import type { Paragraph, Root, RootContent } from "mdast";
import type { LeafDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import { placed, placeWithin } from "../place.ts";
import type { Plugged } from "../plugins/plugged.ts";
import type { Guess } from "../reader/guesses/guess.ts";
import type { BookValue } from "../tree.ts";
import { rewrite } from "../walk.ts";
import { answerOf } from "./answers.ts";
import { askedBy } from "./directive.ts";
import { isRefused, refused, type Refused } from "./refused.ts";

declare module "unist" {
  interface Data {
    /** Of a paragraph: what it asks the reader to guess. */
    guesses?: readonly Guess[] | undefined;
    /** Of an inline cell: the ids of the guesses whose answer it is. */
    answers?: readonly string[] | undefined;
  }
}

/**
 * The tree without them. `parsed` is the tree before the evidence was put on it, in which outputs still are what cells print. A guess
 * whose answer has not been run yet is left out.
 */
export function guesses(tree: Root, parsed: Root, source: Source): Plugged {
  const diagnostics: Diagnostic[] = [];
  const answers = new Map<BookValue, readonly string[]>();
  const children: RootContent[] = [];
  for (const child of tree.children) {
    if (isGuess(child)) place(child);
    else children.push(child);
  }
  if (children.length === tree.children.length && !hasInside(tree)) return { tree, diagnostics };
  return { tree: rewrite({ ...tree, children }, change), diagnostics };

  function place(node: LeafDirective): void {
    const before = children.at(-1);
    if (before?.type !== "paragraph") return refuse(node, refused("a guess stands behind the paragraph that asks for it"));
    const asked = askedBy(node);
    if (isRefused(asked)) return refuse(node, asked);
    const answered = answerOf(asked, { parsed, tree, offset: node.position?.start.offset ?? 0 });
    if (answered === null) return;
    if (isRefused(answered)) return refuse(node, answered);
    const { guess, value } = answered;
    if (value !== null) answers.set(value, [...(answers.get(value) ?? []), guess.id]);
    children[children.length - 1] = asking(before, guess);
  }

  function change(node: RootContent): readonly RootContent[] | undefined {
    if (isGuess(node)) {
      refuse(node, refused("a guess stands behind a paragraph of the page, not inside of a block"));
      return [];
    }
    if (node.type !== "bookValue" || !answers.has(node)) return undefined;
    return [{ ...node, data: { ...node.data, answers: answers.get(node) } }];
  }

  function refuse(node: LeafDirective, { refused: message, words, cure }: Refused): void {
    const at = words === undefined ? placed(source, node) : placeWithin(source, node, words);
    diagnostics.push({ ...mistake("invalid-guess", message, at), ...(cure === undefined ? {} : { cure }) });
  }
}

function isGuess(node: RootContent): node is LeafDirective {
  return node.type === "leafDirective" && node.name === "guess";
}

function hasInside(tree: Root): boolean {
  let found = false;
  rewrite(tree, (node) => void (found ||= isGuess(node)));
  return found;
}

/** The paragraph with one guess more. What the page's script reads is an attribute, which other editions do not print. */
function asking(paragraph: Paragraph, guess: Guess): Paragraph {
  const all = [...(paragraph.data?.guesses ?? []), guess];
  return { ...paragraph, data: { ...paragraph.data, guesses: all, hProperties: { dataGuess: JSON.stringify(all) } } };
}
