/** The parts of completing a package, each on a few lines of XHTML. */
import { describe, expect, test } from "vitest";
import type { Meta } from "../tree.ts";
import { packed, unpacked } from "./archive.ts";
import { entryMarkup, firstHeading, levelled } from "./headings.ts";
import { linked } from "./links.ts";
import { metadataElement } from "./metadata.ts";

describe("links", () => {
  test("lead to the file that has the id", () => {
    const pages = new Map([["a.xhtml", '<p id="here"><a href="#there">x</a><a href="#here">y</a></p>'], ["b.xhtml", '<p class="k" id="there"/>']]);
    expect(linked(pages).get("a.xhtml")).toBe('<p id="here"><a href="b.xhtml#there">x</a><a href="#here">y</a></p>');
  });

  test("to nowhere are our own mistake", () => {
    expect(() => linked(new Map([["a.xhtml", '<a href="#gone">x</a>']]))).toThrow("internal: a link in a.xhtml leads to gone, which is nowhere in the EPUB");
  });

  test("to an id that is set twice are our own mistake", () => {
    expect(() => linked(new Map([["a.xhtml", '<p id="x"/>'], ["b.xhtml", '<p id="x"/>']]))).toThrow("internal: the id x is set twice in the EPUB, in a.xhtml and b.xhtml");
  });
});

describe("headings", () => {
  test.each([
    ["keep levels that follow one another", "<h2>a</h2><h3>b</h3><h2>c</h2>", "<h2>a</h2><h3>b</h3><h2>c</h2>"],
    ["are never more than one deeper than the one before", "<h1>a</h1><h4>b</h4><h5>c</h5><h4>d</h4>", "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>"],
  ])("%s", (_name, written, expected) => {
    expect(levelled(written)).toBe(expected);
  });

  test("are plain in the table of contents: a root for a root, no number of a note", () => {
    const page = '<h3 class="x"><span class="number">1.2</span> On <math><msqrt><mi>x</mi></msqrt></math> &amp; <em>more</em><a href="#n" role="doc-noteref">1</a></h3>';
    expect(entryMarkup(page)).toBe('<span class="number">1.2</span> On √x &amp; more');
    expect(firstHeading(page)).toBe("1.2 On √x & more");
  });
});

describe("a package", () => {
  const files = new Map([["a.txt", new TextEncoder().encode("a")], ["mimetype", new TextEncoder().encode("application/epub+zip")]]);

  test("has its media type first and the same files after it", () => {
    expect([...unpacked(packed(files)).keys()]).toEqual(["mimetype", "a.txt"]);
  });
});

describe("metadata", () => {
  const meta: Meta = {
    title: "A & B", subtitle: null, authors: ["Ada"], language: "en", date: "2026-01-02", licence: { code: "MIT", text: "CC BY 4.0" },
    site: null, repository: null, description: null, identifier: "urn:uuid:1",
  };

  test("says who, what, when, and how it can be read", () => {
    const lines = metadataElement(meta, { formulas: true, pictures: false, index: false, cover: "cover_png" }, "id").split("\n").slice(1, -1).map((line) => line.trim());
    expect(lines.slice(0, -1)).toEqual([
      '<dc:identifier id="id">urn:uuid:1</dc:identifier>',
      '<dc:title id="title">A &amp; B</dc:title>',
      '<meta refines="#title" property="title-type">main</meta>',
      '<dc:creator id="creator-1">Ada</dc:creator>',
      '<meta refines="#creator-1" property="role" scheme="marc:relators">aut</meta>',
      "<dc:language>en</dc:language>",
      "<dc:date>2026-01-02</dc:date>",
      '<meta property="dcterms:modified">2026-01-02T00:00:00Z</meta>',
      "<dc:rights>CC BY 4.0; code MIT</dc:rights>",
      '<meta name="cover" content="cover_png"/>',
      '<meta property="ibooks:specified-fonts">true</meta>',
      '<meta property="schema:accessMode">textual</meta>',
      '<meta property="schema:accessModeSufficient">textual</meta>',
      '<meta property="schema:accessibilityFeature">structuralNavigation</meta>',
      '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
      '<meta property="schema:accessibilityFeature">readingOrder</meta>',
      '<meta property="schema:accessibilityFeature">displayTransformability</meta>',
      '<meta property="schema:accessibilityFeature">MathML</meta>',
      '<meta property="schema:accessibilityHazard">none</meta>',
    ]);
    expect(lines.at(-1)).toContain("Formulas are MathML.");
  });
});
