/** What is made of sections' cells is made again when they change, and never because of prose around them. */
import { expect, test } from "vitest";
import { bookFromFiles } from "../../../tangle/index.ts";
import { digest } from "../fingerprint.ts";
import { memoryStore, type PrunedStore } from "../store.ts";
import { sectionTexts } from "./sectionTexts.ts";

function asked(text: string, store: PrunedStore, version = "one"): Promise<{ readonly made: boolean; readonly digest: string; readonly text: string }> {
  const { book } = bookFromFiles("/book", new Map([["book/book.yml", "title: A Book\n"], ["book/contents.md", "# A Book\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", `# A\n\n${text}`]]));
  const section = book?.sections[0];
  if (book === null || section === undefined) throw new Error("the book could not be read");
  const texts = sectionTexts(store, version);
  let made = false;
  const make = async (): Promise<string> => {
    made = true;
    return `made of ${section.fences.map(({ lines }) => lines.map((line) => line.text).join()).join()}`;
  };
  return texts.of({ root: "/book", book, section }, "things", make).then(async ({ digest, read }) => {
    texts.keep();
    return { text: await read(), digest, made };
  });
}

const cell = (text: string): string => `\`\`\`ts run\n${text}\n\`\`\`\n`;

test("it is made once for the same cells, whatever is said around them", async () => {
  const store = memoryStore();
  const first = await asked(cell("1;"), store);
  expect(first).toMatchObject({ made: true, text: "made of 1;" });
  for (const text of [cell("1;"), `Words.\n\n${cell("1;")}`, cell("1;")]) expect(await asked(text, store)).toEqual({ ...first, made: false });
  expect(await asked(cell("2;"), store)).toMatchObject({ made: true, text: "made of 2;" });
  expect(await asked(cell("1;"), store)).toEqual({ ...first, made: false });
});

test("another version makes it again, and so does a store that has lost it", async () => {
  const store = memoryStore();
  const first = await asked(cell("1;"), store);
  expect((await asked(cell("1;"), store, "two")).made).toBe(true);
  store.keep(new Set([digest("texts of sections one")]));
  expect(await asked(cell("1;"), store)).toEqual({ ...first, made: true });
});
