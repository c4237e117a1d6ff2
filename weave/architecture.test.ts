/** The import rules of the project, held by reading the imports. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const project = resolve(import.meta.dirname, "..");
const areas = ["tangle", "prove", "weave", "src"] as const;

/** What each area may import of another; its own files and npm packages are always allowed. */
const allowed: Record<(typeof areas)[number], readonly string[]> = {
  tangle: [],
  prove: ["tangle/index.ts"],
  weave: ["tangle/index.ts", "prove/index.ts", "prove/inPage.ts", "prove/drawnInPage.ts"],
  src: [],
};

function modulesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith(".") || name === "fixtures" || name === "node_modules") return [];
    if (statSync(path).isDirectory()) return modulesIn(path);
    return /\.m?ts$/.test(name) ? [relative(project, path).split(sep).join("/")] : [];
  });
}

/** The project's own files that a module imports, statically, dynamically or for types only. */
function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(project, path), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith("#src/")) return [`src/${fileName.slice(5)}`];
    if (!fileName.startsWith(".")) return [];
    return [posix.normalize(posix.join(dirname(path), fileName))];
  });
}

const exists = (area: string): boolean => statSync(join(project, area), { throwIfNoEntry: false }) !== undefined;
const modules = areas.filter(exists).flatMap((area) => modulesIn(join(project, area)));
const graph = new Map(modules.map((path) => [path, importsOf(path)]));

test("each area imports only what stands before it in the pipeline, through its index", () => {
  const crossings = [...graph].flatMap(([from, imports]) =>
    imports
      .filter((to) => {
        const area = areas.find((each) => from.startsWith(`${each}/`));
        return area !== undefined && !to.startsWith(`${area}/`) && !allowed[area].includes(to);
      })
      .map((to) => `${from} → ${to}`),
  );
  // Tests of an area may use what they test with; the rules are about the program.
  expect(crossings.filter((line) => !/^\S+\.test\.ts /.test(line))).toEqual([]);
});

test("what runs in the page imports nothing of the tools, but the types of the page and data shared on purpose", () => {
  const shared: readonly string[] = ["prove/inPage.ts", "prove/drawnInPage.ts"];
  const crossings = [...graph].flatMap(([from, imports]) =>
    imports
      .filter((to) => from.startsWith("weave/reader/") && !to.startsWith("weave/reader/") && !shared.includes(to))
      .map((to) => `${from} → ${to}`),
  );
  expect(crossings.filter((line) => !/^\S+\.test\.ts /.test(line))).toEqual([]);
});

test("no import leads to a file that does not exist", () => {
  const missing = [...graph].flatMap(([from, imports]) =>
    imports.filter((to) => !exists(to)).map((to) => `${from} → ${to}`),
  );
  expect(missing).toEqual([]);
});

test("no modules import each other in a circle", () => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of modules) visit(path, []);
  expect(cycles).toEqual([]);
});

test("the tools never import the program they compile, and the program never imports the tools", () => {
  const wrong = [...graph].flatMap(([from, imports]) =>
    imports.filter((to) => from.startsWith("src/") !== to.startsWith("src/")).map((to) => `${from} → ${to}`),
  );
  expect(wrong).toEqual([]);
});
