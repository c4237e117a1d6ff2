/** The program that runs pandoc's WebAssembly build: `FOLDER --version`, or `FOLDER --defaults=FILE` with the document on stdin. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface PandocModule {
  readonly query: (question: { readonly query: "version" }) => unknown;
  readonly convert: (
    options: Readonly<Record<string, unknown>>, stdin: string, files: Readonly<Record<string, Blob>>,
  ) => Promise<{ readonly stderr: string; readonly files: Readonly<Record<string, Blob | string>> }>;
}

const [folder = "", option = ""] = process.argv.slice(2);
const address = pathToFileURL(join(folder, "node_modules/pandoc-wasm/src/index.node.js")).href;
const pandoc: PandocModule = await import(address);
if (option === "--version") console.log(`pandoc ${String(pandoc.query({ query: "version" }))}`);
else await convert(option.replace("--defaults=", ""));

/** It sees the files of the current folder, as the system's program would, and writes the one named by `output-file`. */
async function convert(defaults: string): Promise<void> {
  const options: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(defaults, "utf8"));
  const output = String(options["output-file"]);
  const result = await pandoc.convert(options, await text(process.stdin), filesUnder("."));
  const written = result.files[output];
  if (written === undefined) {
    process.stderr.write(result.stderr === "" ? "no output\n" : result.stderr);
    process.exitCode = 1;
    return;
  }
  writeFileSync(output, typeof written === "string" ? written : Buffer.from(await written.arrayBuffer()));
}

function filesUnder(root: string): Readonly<Record<string, Blob>> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(names.map((name) => [name.replaceAll("\\", "/"), new Blob([readFileSync(join(root, name))])]));
}
