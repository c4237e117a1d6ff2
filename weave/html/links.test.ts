import fc from "fast-check";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { relativeHref } from "./links.ts";

test.each([
  ["index.html", "preface.html", "preface.html"],
  ["01-a/one.html", "index.html", "../index.html"],
  ["01-a/one.html", "01-a/two.html", "two.html"],
  ["01-a/one.html", "02-b/two.html", "../02-b/two.html"],
  ["01-a/one.html", "01-a/one.html", ""],
  ["a.html", "two words/é.html", "two%20words/%C3%A9.html"],
])("from %s to %s is %s", (from, to, href) => {
  expect(relativeHref(from, to)).toBe(href);
});

const path = fc.array(fc.constantFrom("a", "b", "c d"), { minLength: 1, maxLength: 4 }).map((names) => `${names.join("/")}.html`);

test("a link, followed from where it stands, leads where it should", () => {
  fc.assert(
    fc.property(path, path, (from, to) => {
      fc.pre(from !== to);
      expect(posix.join(posix.dirname(from), decodeURI(relativeHref(from, to)))).toBe(to);
    }),
  );
});
