/** Fences: chunks as PBRT prints them, cells, outputs, fragments; code that a reader may skip is folded. */
import type { Element } from "hast";
import type { CodeLine } from "../../highlight.ts";
import type { Proof } from "../../proof.ts";
import { cellsName } from "../../reader/cells/cellsFile.ts";
import { alwaysSaid, caveats } from "../../proofWords.ts";
import type { BookCode } from "../../tree.ts";
import { sentence } from "../../words/sentence.ts";
import { element, escapeHtml, raw, text } from "../hast.ts";
import type { HandlerFor, PageSetting } from "../setting.ts";
import { listingKey } from "../types/cells.ts";
import { codeLineHtml } from "../types/line.ts";
import type { NameMark } from "../types/shown.ts";
import { chunkFoot, chunkHead, chunkLabel, difference } from "./chunk.ts";
import { markOf } from "./mark.ts";

/** Columns of code that fit the text column and the gap beside it; longer lines run into the margin. */
const columnWidth = 71;
/** Columns of an output that fit the same; its hair line takes two. */
const outputWidth = 69;
/** Columns that fit a phone; longer lines scroll, so the listing can be focused and scrolled by keyboard. */
const phoneWidth = 36;
/** Columns that leave room for a mark of proof at the right of a line. */
const besideMark = 66;

/** The handler of `bookCode`. */
export const bookCode: HandlerFor = (setting) => (_state, node: BookCode) => {
  if (node.role === "output") return output(node);
  if (node.chunk) return chunkListing(node, setting);
  const body = listing(node, setting);
  const fold = folds[node.role] ?? (node.hide ? "Code" : null);
  const content = fold ? [folded(fold, node.value, body)] : [body];
  const said = remark(node, fold ? "" : node.value);
  return element("div", { id: node.id ?? setting.cellId(node), className: classes(node), ...livePlace(node, setting) }, ...said, ...content);
};

/** By its section and its place there a page finds what a cell needs to be run. The section is said where it is not the page's own: of a solution. */
export function livePlace({ live }: BookCode, { document, page }: PageSetting): Readonly<Record<string, string>> {
  if (live === null) return {};
  const home = live.section === page.path ? page : document.pages.find(({ path }) => path === live.section);
  if (home === undefined) return {};
  return { dataLive: String(live.index), ...(home === page ? {} : { dataCells: cellsName(home.href) }), ...(live.offered ? { dataOffered: "" } : {}) };
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
  const close = node.chunk === null && freeLine(node.value) < 0;
  return ["listing", `${node.role}-role`, ...(columnsOf(node.value) > columnWidth ? ["wide"] : []), ...(close ? ["close"] : [])];
}

/** Of its longest line. */
function columnsOf(value: string): number {
  return Math.max(...value.split("\n").map((line) => [...line].length));
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
  const className = columnsOf(node.value) > outputWidth ? ["output", "wide"] : ["output"];
  return element("div", { id: node.id, className }, preformatted(node.value, element("samp", {}, node.value)));
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

/** What is said beside a cell, a fragment, or a listing that is wrong on purpose: what it is, and what is known of it. `code` is what stands open under it. */
function remark(node: BookCode, code: string): Element[] {
  const { proof } = node;
  const said = record(proof);
  if (node.role === "wrong") return [margin("block-head", [element("span", { className: ["state"] }, wrongOnPurpose(node)), ...markOf(proof), ...states(node)], markPlace(code)), ...said];
  if (proof === null) return [];
  if (proof.state !== "proved") return [margin("run-state", states(node))];
  return proof.measured ? said : [element("p", { className: ["run-mark"], style: markPlace(code) }, ...markOf(proof)), ...said];
}

/** When something was measured, run or recorded; under what conditions is told on demand. */
function record(proof: Proof | null): Element[] {
  const lines = alwaysSaid(proof).map((line) => element("span", { className: ["line"] }, line));
  if (proof?.state !== "proved" || proof.brief === null) return [];
  return [element("details", { className: ["margin", "run-state"] }, element("summary", {}, sentence(proof.brief)), ...lines)];
}

/** The mark stands beside the first line that leaves room for it; if none does, the code keeps to the column (`close`), and it stands beside the first. */
function markPlace(code: string): string {
  return `--line:${Math.max(0, freeLine(code))}`;
}

/** The first line that leaves room for a mark; -1 where none does. */
function freeLine(code: string): number {
  return code.split("\n").findIndex((line) => [...line].length <= besideMark);
}

function wrongOnPurpose({ wrong }: BookCode): string {
  return wrong === "fails" || wrong === "breaks" ? "wrong on purpose: its test fails" : `wrong on purpose: ${wrong}`;
}

function margin(className: string, content: readonly Element[], style: string | null = null): Element {
  const spaced = content.flatMap((each, index) => (index > 0 ? [text(" "), each] : [each]));
  return element("p", { className: ["margin", className], style }, ...spaced);
}

function states(node: BookCode): Element[] {
  return caveats(node.proof, node.role).map((words) => element("span", { className: ["not-run"] }, words));
}
