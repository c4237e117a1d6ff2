import fc from "fast-check";
import { expect, test } from "vitest";
import { linked } from "../testing/written.ts";
import { expandAt } from "./expand.ts";
import { layoutOf } from "./layout.ts";
import { layoutsAt } from "./layouts.ts";

const fence = fc.constantFrom(
  "```ts file=src/a.ts +=\na();\n```", "```ts file=src/a.ts :=\n<<Two>>\n```", "```ts file=src/b.ts +=\n<<One>>\n```",
  '```ts chunk="01-a/One" +=\none();\n```', '```ts chunk="01-a/One" :=\n<<Two>>\n```', '```ts chunk="01-a/Two" :=\n2;\n```', "Prose.",
);
const first = "```ts file=src/a.ts\n<<One>>\n```\n\n```ts file=src/b.ts\n<<Two>>\n```\n\n```ts chunk=\"One\"\n1;\n```\n\n```ts chunk=\"Two\"\n2;\n```";

test("at every chapter's end they are the layouts of the whole program, whatever the chapters define", () => {
  fc.assert(fc.property(fc.array(fc.array(fence, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), fc.boolean(), (chapters, backwards) => {
    const texts = Object.fromEntries([[first], ...chapters].map((own, at) => [`0${at + 1}-a`, `${own.join("\n\n").replaceAll("<<One>>", "<<01-a/One>>").replaceAll("<<Two>>", "<<01-a/Two>>")}\n`]));
    const { book, graph } = linked(texts);
    const order = book.chapters.map((_, chapter) => chapter);
    for (const chapter of backwards ? order.reverse() : order) expect(layoutsAt(book, graph, chapter)).toEqual(expandAt(book, graph, chapter).map(layoutOf));
  }));
});

test("a file that a chapter leaves alone is the same object after it, and one whose chunk it replaces is another", () => {
  const { book, graph } = linked({ "01-a": `${first}\n`, "02-b": '```ts chunk="01-a/One" :=\n3;\n```\n', "03-c": "Prose.\n" });
  const [before, after, last] = [0, 1, 2].map((chapter) => layoutsAt(book, graph, chapter));
  expect(after?.map((each, at) => [each.path, each === before?.[at]])).toEqual([["src/a.ts", false], ["src/b.ts", true]]);
  expect(last?.every((each, at) => each === after?.[at])).toBe(true);
});
