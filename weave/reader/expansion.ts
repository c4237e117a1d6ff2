/** The code of a chunk as it stands where it is used: all its parts, one after the other, indented as the use is. */
import { byFragment, make } from "./dom.ts";
import { fetched } from "./fetched.ts";

/** More parts than this are the sign of a circle in a damaged page. */
const mostParts = 50;

/** What to set after the use; null where the code cannot be found. */
export async function expanded(use: HTMLAnchorElement): Promise<HTMLElement | null> {
  const indent = indentBefore(use);
  const expansion = make("span", { class: "expansion" });
  let way: HTMLAnchorElement | null = use;
  for (let count = 0; way !== null && count < mostParts; count++) {
    const part: Part | null = await partAt(way);
    if (part === null) break;
    expansion.append(make("span", { "data-types": part.types }, "\n", ...indented(part.code, indent)));
    way = part.next;
  }
  return expansion.childElementCount === 0 ? null : expansion;
}

interface Part {
  /** A copy of its own. */
  readonly code: Element;
  readonly next: HTMLAnchorElement | null;
  /** Where the page that it stands on keeps what is shown of its names. */
  readonly types: string;
}

async function partAt(way: HTMLAnchorElement): Promise<Part | null> {
  const own = way.pathname === location.pathname && way.host === location.host;
  const listing = own ? byFragment(way.hash) : ((await fetched(way))?.firstElementChild ?? null);
  const code = listing?.querySelector("pre:not(.difference) code")?.cloneNode(true);
  if (!listing || !(code instanceof Element)) return null;
  for (const each of code.querySelectorAll(".expansion, [data-not-code]")) each.remove();
  for (const each of code.querySelectorAll("[id]")) each.removeAttribute("id");
  return { code, next: listing.querySelector<HTMLAnchorElement>('.parts a[title="The next part"]'), types: typesOf(way) };
}

/** The name under which the page of a link keeps its types. */
function typesOf({ href }: HTMLAnchorElement): string {
  const { root, page } = window.book;
  const path = href.startsWith(root) ? decodeURI(href.slice(root.length).split("#")[0] ?? "") : page;
  return path.replace(/\.html$/, "").replaceAll("/", ".");
}

/** White space from the beginning of the use's line. */
function indentBefore(use: Element): string {
  let before = "";
  for (let node = use.previousSibling; node !== null; node = node.previousSibling) {
    if (node instanceof Element && node.matches(".expand")) continue;
    before = (node.textContent ?? "") + before;
    if (before.includes("\n")) break;
  }
  return /[ \t]*$/.exec(before)?.[0] ?? "";
}

function indented(code: Element, indent: string): readonly ChildNode[] {
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.nodeValue = (texts.currentNode.nodeValue ?? "").replace(/\n(?!\n)/g, `\n${indent}`);
  code.prepend(indent);
  return [...code.childNodes];
}
