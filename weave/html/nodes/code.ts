/** Fences: chunks as PBRT prints them, cells, outputs, fragments; code that a reader may skip is folded. */
import type { Element } from "hast";
import type { CodeLine } from "../../highlight.ts";
import { cellsName } from "../../reader/cells/cellsFile.ts";
import { alwaysSaid, caveats } from "../../proofWords.ts";
import type { BookCode } from "../../tree.ts";
import { element, escapeHtml, raw, text } from "../hast.ts";
import type { HandlerFor, PageSetting } from "../setting.ts";
import { listingKey } from "../types/cells.ts";
import { codeLineHtml } from "../types/line.ts";
import type { NameMark } from "../types/shown.ts";
import { chunkFoot, chunkHead, chunkLabel, difference } from "./chunk.ts";
import { markOf } from "./mark.ts";

/** Columns of code that fit the text column and the gap beside it; longer lines run into the margin. */
const columnWidth = 71;
/** Columns that fit a phone; longer lines scroll, so the listing can be focused and scrolled by keyboard. */
const phoneWidth = 36;

/** The handler of `bookCode`. */
export const bookCode: HandlerFor = (setting) => (_state, node: BookCode) => {
  if (node.role === "output") return output(node);
  if (node.chunk) return chunkListing(node, setting);
  const body = listing(node, setting);
  const fold = folds[node.role] ?? (node.hide ? "Code" : null);
  const content = fold ? [folded(fold, node.value, body)] : [body];
  return element("div", { id: node.id ?? setting.cellId(node), className: classes(node), ...livePlace(node, setting) }, ...remark(node), ...content);
};

/** By its section and its place there a page finds what a cell needs to be run. The section is said where it is not the page's own: of a solution. */
function livePlace({ live }: BookCode, { document, page }: PageSetting): Readonly<Record<string, string>> {
  if (live === null) return {};
  const home = live.section === page.path ? page : document.pages.find(({ path }) => path === live.section);
  if (home === undefined) return {};
  return { dataLive: String(live.offset), ...(home === page ? {} : { dataCells: cellsName(home.href) }), ...(live.offered ? { dataOffered: "" } : {}) };
}

/** Roles whose code the reader meets folded: the mathematics or the picture comes first. */
const folds: Partial<Record<BookCode["role"], string>> = {
  verify: "The check, as code",
  figure: "The code that draws it",
};

function chunkListing(node: BookCode, setting: PageSetting): Element {
  const { chunk } = node;
  if (!chunk) throw new Error("internal: a chunk's listing without its chunk");
  const body = [listing(node, setting), ...difference(chunk, setting)];
  const foot = chunkFoot(chunk, setting);
  if (!node.hide) return element("div", { id: node.id, className: classes(node) }, chunkHead(chunk, setting), ...body, ...foot);
  const summary = element("summary", {}, ...chunkLabel(chunk), count(node.value));
  return element("div", { id: node.id, className: classes(node) }, element("details", { className: ["fold"] }, summary, ...body), ...foot);
}

function classes(node: BookCode): string[] {
  const longest = Math.max(...node.value.split("\n").map((line) => [...line].length));
  return ["listing", `${node.role}-role`, ...(longest > columnWidth ? ["wide"] : [])];
}

/** The code itself. */
function listing(node: BookCode, setting: PageSetting): Element {
  const marks = setting.names.listings.get(listingKey(setting.page, node) ?? "") ?? [];
  const lines = setting.lines(node).map((line, index) => lineHtml(line, marks.filter((mark) => mark.line === index), setting));
  return preformatted(node.value, element("code", {}, raw(lines.join("\n"))));
}

function lineHtml(line: CodeLine, marks: readonly NameMark[], setting: PageSetting): string {
  if (line.kind === "use") {
    const href = setting.link(line.link.id)?.href ?? null;
    const name = `<span class="bracket">⟨</span>${escapeHtml(line.link.text)}<span class="bracket">⟩</span>`;
    return `${line.indent}${href === null ? `<span class="use">${name}</span>` : `<a class="use" href="${escapeHtml(href)}">${name}</a>`}`;
  }
  return codeLineHtml(line.tokens, marks);
}

function output(node: BookCode): Element {
  return element("div", { id: node.id, className: ["output"] }, preformatted(node.value, element("samp", {}, node.value)));
}

/** A `pre`, which takes the keyboard's focus where its lines could be longer than a phone is wide. */
function preformatted(value: string, child: Element): Element {
  const long = value.split("\n").some((line) => line.length > phoneWidth);
  return element("pre", long ? { tabIndex: 0 } : {}, child);
}

function folded(summary: string, value: string, body: Element): Element {
  return element("details", { className: ["fold"] }, element("summary", {}, summary, count(value)), body);
}

function count(value: string): Element {
  const lines = value.split("\n").length;
  return element("span", { className: ["count"] }, `${lines} ${lines === 1 ? "line" : "lines"}`);
}

/** What is said beside a cell, a fragment, or a listing that is wrong on purpose: what it is, and what is known of it. */
function remark(node: BookCode): Element[] {
  const { proof } = node;
  const lines = alwaysSaid(proof).map((line) => element("span", { className: ["line"] }, line));
  const said = lines.length === 0 ? [] : [margin("run-state", lines)];
  if (node.role === "wrong") return [margin("block-head", [element("span", { className: ["state"] }, wrongOnPurpose(node)), ...markOf(proof), ...states(node)]), ...said];
  if (proof === null) return [];
  if (proof.state !== "proved") return [margin("run-state", states(node))];
  return proof.measured ? said : [margin("run-mark", markOf(proof)), ...said];
}

function wrongOnPurpose({ wrong }: BookCode): string {
  return wrong === "fails" || wrong === "breaks" ? "wrong on purpose: its test fails" : `wrong on purpose: ${wrong}`;
}

function margin(className: string, content: readonly Element[]): Element {
  const spaced = content.flatMap((each, index) => (index > 0 ? [text(" "), each] : [each]));
  return element("p", { className: ["margin", className] }, ...spaced);
}

function states(node: BookCode): Element[] {
  return caveats(node.proof, node.role).map((words) => element("span", { className: ["not-run"] }, words));
}
