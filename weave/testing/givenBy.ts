/** For tests: what the scripts that a book's live cells need give to a page, by their names in the data store. */
import { readDocument } from "../build.ts";
import { filesOf } from "../html/batch.ts";
import { cellBatch } from "../html/live/files.ts";
import { memoryStore } from "../html/store.ts";

/** Makes the files of the book below `root`, and takes what they give. Throws where the book cannot be read. */
export async function givenBy(root: string): Promise<ReadonlyMap<string, unknown>> {
  const { document } = readDocument(root, { staleness: "show" });
  if (document === null) throw new Error("the book could not be read");
  const given = new Map<string, unknown>();
  const book = { give: (name: string, value: unknown) => given.set(name, value) };
  const cells = await cellBatch(root, document, memoryStore());
  for (const [path, file] of await filesOf(cells === null ? [] : [cells])) if (path.endsWith(".js") && "text" in file) new Function("book", file.text)(book);
  return given;
}
