/** The import rules of the project, held by reading the imports. */
import { expect, test } from "vitest";
import { circularEdges, floorsOf, folderGraph, isPresent, isTest, moduleGraph, withoutEdges } from "./testing/moduleGraph.ts";

const areas = ["tangle", "prove", "weave", "src"] as const;

/** What each area may import of another; its own files and npm packages are always allowed. */
const allowed: Record<(typeof areas)[number], readonly string[]> = {
  tangle: [],
  prove: ["tangle/index.ts", "tangle/standing/index.ts"],
  weave: ["tangle/index.ts", "tangle/standing/index.ts", "prove/standing/index.ts", "prove/index.ts", "prove/drawing.ts", "prove/inPage.ts", "prove/drawnInPage.ts", "prove/doubtedInPage.ts"],
  src: [],
};

const graph = moduleGraph(areas);

test("each area imports only what stands before it in the pipeline, through its index", () => {
  const crossings = [...graph].flatMap(([from, imports]) =>
    imports
      .filter((to) => {
        const area = areas.find((each) => from.startsWith(`${each}/`));
        return area !== undefined && !to.startsWith(`${area}/`) && !allowed[area].includes(to);
      })
      .map((to) => `${from} → ${to}`),
  );
  // Tests of an area may use what they test with, and what is there for tests what is there for tests; the rules are about the program.
  const isForTests = (path: string): boolean => path.split("/").includes("testing");
  expect(crossings.filter((line) => !isTest(line.split(" ")[0] ?? "") && !line.split(" → ").every(isForTests))).toEqual([]);
});

test("what runs in the page imports nothing of the tools, but what is shared on purpose", () => {
  const shared: readonly string[] = ["prove/inPage.ts", "prove/drawnInPage.ts", "prove/doubtedInPage.ts", "weave/drawn/onPhone.ts", "weave/drawn/wordsApart.ts"];
  const crossings = [...graph].flatMap(([from, imports]) =>
    imports
      .filter((to) => from.startsWith("weave/reader/") && !to.startsWith("weave/reader/") && !shared.includes(to))
      .map((to) => `${from} → ${to}`),
  );
  expect(crossings.filter((line) => !isTest(line.split(" ")[0] ?? ""))).toEqual([]);
});

test("no import leads to a file that does not exist", () => {
  const missing = [...graph].flatMap(([from, imports]) =>
    imports.filter((to) => !isPresent(to)).map((to) => `${from} → ${to}`),
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
  for (const path of graph.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

/**
 * Imports that make a circle of folders, each with the reason why it is still there. A line that is not needed any more fails,
 * so that the list only becomes shorter.
 */
const knownCircles: Readonly<Record<string, string>> = {};

test.each(["tangle", "prove", "weave", "src"])("the folders of %s, and the modules beside them, stand on floors: none imports another in a circle", (area) => {
  const folders = folderGraph(graph, area);
  const known = Object.keys(knownCircles).filter((edge) => edge.startsWith(`${area}/`));
  const open = withoutEdges(folders, known);
  const floors = floorsOf(open);
  expect(circularEdges(open), `the floors that there are: ${floors.map((floor) => floor.join(", ")).join(" < ")}`).toEqual([]);
  expect(floors.flat().sort()).toEqual([...folders.keys()].sort());
  for (const edge of known) expect(circularEdges(withoutEdges(folders, known.filter((other) => other !== edge))), `${edge} is known, and no circle any more`).toContain(edge);
});

test("a plugin transforms a tree, and knows nothing of the document that is made of it, nor of an edition", () => {
  const imported = [...graph].filter(([from]) => from.startsWith("weave/plugins/") && !isTest(from)).flatMap(([, imports]) => imports);
  const folders = new Set(imported.filter((to) => /^weave\/[^/]+\//.test(to)).map((to) => to.split("/")[1]));
  expect([...folders].sort()).toEqual(["blocks", "evidence", "plugins", "words"]);
});

test("what is there for tests is imported by tests only", () => {
  const isForTests = (path: string): boolean => isTest(path) || /(?:^|\/)testing\//.test(path);
  // the program's own `src/testing/` is a part of what the book teaches
  const wrong = [...graph].filter(([from]) => !from.startsWith("src/") && !isForTests(from)).flatMap(([from, imports]) => imports.filter(isForTests).map((to) => `${from} → ${to}`));
  expect(wrong).toEqual([]);
});

test("the tools never import the program they compile, and the program never imports the tools", () => {
  const wrong = [...graph].flatMap(([from, imports]) =>
    imports.filter((to) => from.startsWith("src/") !== to.startsWith("src/")).map((to) => `${from} → ${to}`),
  );
  expect(wrong).toEqual([]);
});
