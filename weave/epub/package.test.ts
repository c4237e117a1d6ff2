/** The parts of completing a package, each on a few lines of XHTML. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BookDocument, Meta } from "../tree.ts";
import { packed, unpacked } from "./archive.ts";
import { entryMarkup, firstHeading, levelled } from "./headings.ts";
import { linked } from "./links.ts";
import { metadataElement } from "./metadata.ts";
import { completed } from "./package.ts";

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
  beforeEach(() => void vi.stubEnv("SOURCE_DATE_EPOCH", undefined));
  afterEach(() => void vi.unstubAllEnvs());
  const meta: Meta = {
    title: "A & B", subtitle: null, authors: ["Ada"], language: "en", date: "2026-01-02", licence: { code: "MIT", text: "CC BY 4.0" },
    site: null, repository: null, edit: null, report: null, description: null, front: [], plan: [], identifier: "urn:uuid:1",
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

  test("takes the moment of the last change from SOURCE_DATE_EPOCH where it is set", () => {
    vi.stubEnv("SOURCE_DATE_EPOCH", "86400");
    const element = metadataElement(meta, { formulas: false, pictures: false, index: false, cover: "c" }, "id");
    expect(element).toContain('<meta property="dcterms:modified">1970-01-02T00:00:00Z</meta>');
  });
});

describe("what pandoc makes", () => {
  /** The same book as two versions of pandoc package it. */
  const shapes = {
    "3.1.11": { open: "<package unique-identifier=\"epub-id-1\">", cover: "cover.png", entry: "text/ch001.xhtml", nav: '<nav epub:type="toc" id="toc">' },
    "3.10": { open: '<package xml:lang="C" unique-identifier="epub-id-1">', cover: "file0.png", entry: "text/ch001.xhtml#one", nav: '<nav epub:type="toc" role="doc-toc" id="toc">' },
  } as const;

  function made({ open, cover, entry, nav }: (typeof shapes)[keyof typeof shapes]): Uint8Array {
    const items = `<item properties="cover-image" id="cover" href="media/${cover}"/><item id="a" href="text/ch001.xhtml"/>`;
    const files = {
      "EPUB/content.opf": `${open}<metadata>old</metadata><manifest>${items}</manifest></package>`,
      "EPUB/nav.xhtml": `<title>x</title>${nav}<a href="${entry}">One </a></nav><nav epub:type="landmarks">old</nav>`,
      "EPUB/toc.ncx": `<navLabel><text>One </text></navLabel> <content src="${entry}" />`,
      [`EPUB/media/${cover}`]: "",
      "EPUB/text/ch001.xhtml": '<title>x</title><section id="one"><h1>One <!--0--></h1><p>See <a href="#one">it</a>.</p></section>',
    };
    return packed(new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));
  }

  test.each(Object.keys(shapes) as (keyof typeof shapes)[])("is completed to the same: pandoc %s", (version) => {
    const document = { meta: { title: "T", subtitle: null, authors: [], language: "en", date: "2026-01-02", licence: { code: null, text: null }, site: null, repository: null, description: null, identifier: "urn:uuid:1" } };
    const whole = (pages: ReadonlyMap<string, string>): ReadonlyMap<string, string> => new Map([...pages].map(([file, page]) => [file, page.replace("<!--0-->", "<math><mi>x</mi></math>")]));
    const files = completed(made(shapes[version]), { document: document as unknown as BookDocument, whole, picture: () => new Uint8Array(), cover: new Uint8Array([7]) });
    const text = (path: string): string => new TextDecoder().decode(files.get(path));
    expect(text("EPUB/text/ch001.xhtml")).toBe('<title>One x</title><section id="one"><h1>One <math><mi>x</mi></math></h1><p>See <a href="#one">it</a>.</p></section>');
    expect(text("EPUB/nav.xhtml")).toContain('<nav epub:type="toc" role="doc-toc" aria-labelledby="toc-title" id="toc"><a href="text/ch001.xhtml">One x</a></nav>');
    expect(text("EPUB/toc.ncx")).toContain("<text>One x</text>");
    expect(text("EPUB/content.opf")).toMatch(/^<package xml:lang="en" unique-identifier="epub-id-1"><metadata xmlns:dc=/);
    expect(text("EPUB/content.opf")).toContain('href="text/ch001.xhtml" properties="mathml"');
    expect(files.get(`EPUB/media/${shapes[version].cover}`)).toEqual(new Uint8Array([7]));
  });
});
