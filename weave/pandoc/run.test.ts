import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findPandoc, type Pandoc, type PandocJob } from "./run.ts";
import { PANDOC_API_VERSION, para, words, type PandocDocument } from "./syntax.ts";
import { wasmCommand } from "./wasm.ts";

const folder = mkdtempSync(join(tmpdir(), "pandoc-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hello: PandocDocument = { "pandoc-api-version": PANDOC_API_VERSION, meta: {}, blocks: [para(words("Hello, *world*"))] };
const job = (options: PandocJob["options"], files: PandocJob["files"] = new Map()): PandocJob => ({ document: hello, options, files });

/** A folder as setup makes it, with a program in the place of pandoc's that prints what it was given. */
function standIn(): string {
  const root = mkdtempSync(join(folder, "wasm-"));
  const program = `
    export const query = () => "3.10";
    export const convert = async (options, stdin, files) => {
      if (options.to === "nothing") return { stderr: "unknown format\\n", files: {} };
      const names = Object.keys(files).sort().join(" ");
      return { stderr: "", files: { [options["output-file"]]: new Blob([options.to + " " + names + " " + JSON.parse(stdin).blocks.length]) } };
    };`;
  const files = { "package.json": '{ "type": "module" }', "src/pandoc.wasm": "", "src/index.node.js": program };
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "node_modules/pandoc-wasm", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

async function found(places: Parameters<typeof findPandoc>[0]): Promise<Pandoc> {
  const pandoc = await findPandoc(places);
  if (pandoc === null) throw new Error("no pandoc; run: npm run setup");
  return pandoc;
}

describe("pandoc", () => {
  test("of the system comes first, and says its version", async () => {
    const pandoc = await found({ wasmFolder: standIn() });
    expect([pandoc.kind, pandoc.version]).toEqual(["system", expect.stringMatching(/^3\.\d+/)]);
  });

  test("converts a document, with a template from the job's files", async () => {
    const pandoc = await found({});
    const text = await pandoc.convert(job({ to: "html", template: "my/page.html" }, new Map([["my/page.html", "<main>$body$</main>"]])));
    expect(Buffer.from(text).toString().trim()).toBe("<main><p>Hello, *world*</p></main>");
  });

  test("that refuses a document is our own mistake, in its words", async () => {
    const pandoc = await found({});
    await expect(pandoc.convert(job({ to: "nothing" }))).rejects.toThrow(/^internal: pandoc failed: [Uu]nknown output format nothing/);
  });

  test("of the WebAssembly build is taken where the system has none", async () => {
    const pandoc = await found({ command: "no-such-program", wasmFolder: standIn() });
    expect([pandoc.kind, pandoc.version]).toEqual(["wasm", "3.10"]);
    const text = await pandoc.convert(job({ to: "epub3" }, new Map([["a/b.css", "p {}"]])));
    expect(Buffer.from(text).toString()).toBe("epub3 +defaults.yaml a/b.css 1");
    await expect(pandoc.convert(job({ to: "nothing" }))).rejects.toThrow("internal: pandoc failed: unknown format");
  });

  test("is null where there is neither", async () => {
    expect(wasmCommand(folder)).toBe(null);
    expect(await findPandoc({ command: "no-such-program", wasmFolder: folder })).toBe(null);
  });
});
