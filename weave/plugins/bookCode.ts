/** Makes `bookCode` of every code block, by what its fence says. */
import type { Code, Root, RootContent } from "mdast";
import { runsInPage, type Fence, type Section } from "../../tangle/index.ts";
import { rewrite } from "../walk.ts";
import type { BookCode } from "../tree.ts";

/** The tree with `bookCode` for every code block; ids of chunks and what stands around them are set by `chunkViews`. */
export function bookCode(tree: Root, section: Section): Root {
  const fences = new Map<number, Fence>(section.fences.map((fence) => [fence.span.start, fence]));
  const running = new Map(section.fences.filter(runsInPage).map((fence, index) => [fence, { section: section.path, index, offered: fence.live }]));
  return rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type !== "code") return undefined;
    const fence = fences.get(node.position?.start.offset ?? -1);
    return [fence ? fenced(node, fence, running.get(fence) ?? null) : plain(node)];
  });
}

function fenced(node: Code, fence: Fence, live: BookCode["live"]): BookCode {
  const { language, role, id, hide, measure, needs } = fence;
  return {
    ...plain(node),
    value: fence.lines.map((line) => line.text).join("\n"),
    language: language || "text",
    role,
    id,
    hide,
    live,
    measure,
    needs,
    wrong: fence.wrong?.expected ?? null,
    proof: role === "run" || role === "experiment" || role === "wrong" || role === "fragment" ? { state: "missing" } : null,
  };
}

function plain(node: Code): BookCode {
  return {
    type: "bookCode",
    value: node.value,
    language: node.lang ?? "text",
    role: "plain",
    id: null,
    hide: false,
    live: null,
    measure: false,
    needs: [],
    wrong: null,
    proof: null,
    chunk: null,
    ...(node.position && { position: node.position }),
  };
}
