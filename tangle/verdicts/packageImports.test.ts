import { expect, test } from "vitest";
import { importReader } from "../program/modules.ts";
import { packageReader } from "./packageImports.ts";

const near = 'import { address } from "./where.ts";\nconst { create } = await import(address());\n';
const where = 'export const address = () => createRequire(import.meta.url).resolve("webgpu");\n';

/** Whether `src/near.ts` may import any file of the program. */
const isOpen = (files: Readonly<Record<string, string>>): boolean => {
  const program = new Map(Object.entries({ "src/where.ts": where, ...files }));
  return packageReader(program, importReader())(program.get("src/near.ts") ?? "").open;
};

test.each([
  ["that of a package whose place the module asks for is closed", { "src/near.ts": 'await import(import.meta.resolve("@scope/pack"));' }, false],
  ["also where a module that it imports asks", { "src/near.ts": near }, false],
  ["also by its name in the program", { "src/near.ts": near.replace("./where.ts", "#src/where.ts") }, false],
  ["one that nobody asks for is open", { "src/near.ts": "await import(name);" }, true],
  ["to ask for a file of the program is not to ask for a package", { "src/near.ts": near, "src/where.ts": where.replace("webgpu", "./near.ts") }, true],
  ["nor is to ask for what only a run knows", { "src/near.ts": near, "src/where.ts": where.replace('"webgpu"', "name") }, true],
  ["who asks at a distance counts for nothing", { "src/near.ts": near, "src/where.ts": 'export { address } from "./far.ts";', "src/far.ts": where }, true],
  ["one whose name is put together is open", { "src/near.ts": `${near}await import(\`#src/\${name}.ts\`);` }, true],
  ["also where parts are added", { "src/near.ts": `${near}const path = folder + ".ts";` }, true],
  ["also where only the folder stands in a string", { "src/near.ts": `${near}const path = "#src/" + name;` }, true],
  ["also in what it imports", { "src/near.ts": near, "src/where.ts": `${where}export const path = (name: string) => new URL(\`./\${name}\`, import.meta.url);` }, true],
  ["whoever reads a folder may import what is in it", { "src/near.ts": `${near}for (const name of readdirSync(folder)) await import(name);` }, true],
  ["a word that begins like that is no such reading", { "src/near.ts": `${near}globalThis.kept = create();` }, false],
])("an import of a name that only a run knows: %s", (_, files, open) => {
  expect(isOpen(files)).toBe(open);
});

test("what a module names is read as ever", () => {
  const program = new Map([["src/near.ts", near], ["src/where.ts", where]]);
  const read = packageReader(program, importReader());
  expect(read(near)).toEqual({ ...importReader()(near), open: false });
  expect(read(where)).toEqual(importReader()(where));
});
