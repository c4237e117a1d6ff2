/** What a page is given of an answer: hidden in its solution, where the reader's script finds it. */
import type { Element } from "hast";
import type { State } from "mdast-util-to-hast";
import { declarationOf } from "../../blocks/declaration.ts";
import type { BookBlock, BookCode } from "../../tree.ts";
import { element } from "../hast.ts";
import { livePlace } from "./code.ts";
import type { PageSetting } from "../setting.ts";
import { startOf, startOfFile } from "../exercises/start.ts";

/** A hidden list: an item a question, with what is asked for; of a program, where it runs and what it begins with. */
export function asked(state: State, { answer, solution }: { readonly answer: BookBlock; readonly solution: BookBlock | null }, setting: PageSetting): Element {
  const { within = null } = answer.data?.answer ?? {};
  const items = answer.children.flatMap((list) => (list.type === "list" ? list.children : [])).flatMap(({ data, children: [label] }) =>
    data?.asked === undefined || label?.type !== "paragraph" ? [] : [element("li", { dataKind: data.asked.kind, dataValue: data.asked.value }, ...state.all(label))]);
  return element("ul", { className: ["asked"], hidden: true, ...(within === null ? {} : { dataWithin: String(within) }), ...programOf(answer, solution, setting) }, ...items);
}

/** The code with the names of other chunks as comments: they are no TypeScript. */
function withoutUses({ value, chunk }: BookCode): string {
  const uses = new Map(chunk?.uses.map(({ line, indent, link }) => [line, `${indent}// ${link.text}`]));
  return value.split("\n").map((text, line) => uses.get(line) ?? text).join("\n");
}

function programOf(answer: BookBlock, solution: BookBlock | null, setting: PageSetting): Readonly<Record<string, string>> {
  const { writes = [] } = answer.data?.answer ?? {};
  const [path] = writes;
  const code = (solution?.children ?? []).filter((child): child is BookCode => child.type === "bookCode");
  if (path === undefined) return {};
  if (path.includes("/")) {
    const file = code.find(({ chunk }) => chunk?.kind === "file" && chunk.name === path);
    return file === undefined ? {} : { dataFile: path, dataStart: startOfFile(withoutUses(file)) };
  }
  const cell = code.find(({ role, live, value }) => role === "run" && live !== null && writes.every((name) => declarationOf(name).test(value)));
  if (cell === undefined) return {};
  const { start, rest } = startOf(cell.value, writes);
  return { ...livePlace(cell, setting), dataStart: start, dataRest: rest };
}
