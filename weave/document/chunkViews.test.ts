import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { BookDocument, ChunkView } from "../tree.ts";
import { walk } from "../walk.ts";

const book = {
  "01-a/index.md": `# A

\`\`\`ts file=src/a.ts
export function f(): void {
  <<Do it>>
  <<Do it>>
}
\`\`\`

\`\`\`ts chunk="Do it"
one();
@<<not a use>>
\`\`\`

\`\`\`ts chunk="Do it" += id="more"
two();
<<Help>>
\`\`\`

\`\`\`ts chunk="Help"
help(f);
\`\`\`
`,
  "02-b/index.md": `# B

\`\`\`ts chunk="01-a/Do it" :=
one();
three();
\`\`\`

\`\`\`ts chunk="01-a/Do it" +=
four();
\`\`\`

\`\`\`ts file=src/b.ts
/** Uses f, not g. */
export const b = f;
\`\`\`
`,
};

function viewsOf(document: BookDocument): ReadonlyMap<string, ChunkView> {
  const views = new Map<string, ChunkView>();
  for (const page of document.pages) {
    walk(page.tree, (node) => {
      if (node.type === "bookCode" && node.chunk) views.set(node.chunk.id, node.chunk);
    });
  }
  return views;
}

const { document, messages } = smallBook(book);
const views = viewsOf(document);
const doIt = (id: string) => ({ id, text: "Do it" });

test("the book is without mistakes, and every part has an id", () => {
  expect(messages).toBe("");
  expect([...views.keys()]).toEqual(["file-src-a-ts", "chunk-do-it", "more", "chunk-help", "chunk-do-it-2", "chunk-do-it-3", "file-src-b-ts"]);
});

test("a use leads to the definition, a definition to its uses", () => {
  expect(views.get("file-src-a-ts")?.uses).toEqual([
    { line: 1, indent: "  ", link: doIt("chunk-do-it") },
    { line: 2, indent: "  ", link: doIt("chunk-do-it") },
  ]);
  expect(views.get("chunk-do-it")?.usedIn).toEqual([{ id: "file-src-a-ts", text: "src/a.ts" }]);
  expect(views.get("chunk-help")?.usedIn).toEqual([doIt("more")]);
});

test("the parts of one version are linked in both directions", () => {
  const around = (id: string) => [views.get(id)?.sign, views.get(id)?.previous, views.get(id)?.next];
  expect(around("chunk-do-it")).toEqual(["≡", null, doIt("more")]);
  expect(around("more")).toEqual(["+≡", doIt("chunk-do-it"), null]);
  expect(around("chunk-do-it-2")).toEqual([":=", null, doIt("chunk-do-it-3")]);
  expect(around("chunk-do-it-3")).toEqual(["+≡", doIt("chunk-do-it-2"), null]);
});

test("a replacement shows what it replaces, line by line, and is known there", () => {
  const replacement = views.get("chunk-do-it-2");
  expect(replacement?.replaces).toEqual([doIt("chunk-do-it"), doIt("more")]);
  expect(replacement?.difference).toEqual([
    { kind: "same", text: "one();" },
    { kind: "removed", text: "@<<not a use>>" },
    { kind: "removed", text: "two();" },
    { kind: "removed", text: "<<Help>>" },
    { kind: "added", text: "three();" },
  ]);
  expect(views.get("chunk-do-it")?.replacedBy).toEqual(doIt("chunk-do-it-2"));
  expect(views.get("more")?.replacedBy).toEqual(doIt("chunk-do-it-2"));
  expect(views.get("chunk-do-it-3")?.replacedBy).toBeNull();
});

test("the indexes lead to definitions first, then to uses; of a chunk only to those on pages that define no part of it", () => {
  const shown = (entries: BookDocument["chunkIndex"]) =>
    entries.map(({ text, places }) => [text, ...places.map(({ id, primary }) => (primary ? `*${id}` : id))]);
  expect(shown(document.chunkIndex)).toEqual([
    ["Do it", "*chunk-do-it", "*more", "*chunk-do-it-2", "*chunk-do-it-3"],
    ["Help", "*chunk-help"],
    ["src/a.ts", "*file-src-a-ts"],
    ["src/b.ts", "*file-src-b-ts"],
  ]);
  expect(shown(document.identifierIndex)).toEqual([
    ["b", "*file-src-b-ts"],
    ["f", "*file-src-a-ts", "chunk-help", "file-src-b-ts"],
  ]);
});

test("a name that stands in more than eight places has of each page where it is defined, and else the first", () => {
  const files = (from: number, to: number): string => Array.from({ length: to - from }, (_, i) => `\`\`\`ts file=src/u${from + i}.ts\nf();\n\`\`\`\n`).join("\n");
  const placesIn = (uses: number): readonly string[] | undefined => {
    const { document: often } = smallBook({
      "01-a/index.md": `# A\n\n\`\`\`ts file=src/f.ts\nexport function f(): void {}\n\`\`\`\n\n${files(0, 2)}`,
      "02-b/index.md": `# B\n\n${files(2, uses)}`,
    });
    return often.identifierIndex[0]?.places.map(({ id }) => id);
  };
  expect(placesIn(7)).toHaveLength(8);
  expect(placesIn(8)).toEqual(["file-src-f-ts", "file-src-u2-ts"]);
});

test("a chunk that another page uses has its place there in the index", () => {
  const { document: across } = smallBook({
    "01-a/index.md": "# A\n\n```ts chunk=\"Add\"\none();\n```\n\n```ts file=src/a.ts\n<<Add>>\n```\n",
    "02-b/index.md": "# B\n\n```ts file=src/b.ts\n<<01-a/Add>>\n```\n",
  });
  expect(across.chunkIndex[0]?.places.map(({ page, primary }) => [page.id, primary])).toEqual([["01-a", true], ["02-b", false]]);
});

test("a name used in two chapters has an anchor in each", () => {
  const chunk = (value: string) => `\`\`\`ts file=src/${value}.ts\n<<Say it>>\n\`\`\`\n\n\`\`\`ts chunk="Say it"\n${value}();\n\`\`\`\n`;
  const { document: twice } = smallBook({ "01-a/index.md": `# A\n\n${chunk("a")}`, "02-b/index.md": `# B\n\n${chunk("b")}` });
  expect(viewsOf(twice).get("file-src-b-ts")?.uses[0]?.link).toEqual({ id: "chunk-say-it-2", text: "Say it" });
});
