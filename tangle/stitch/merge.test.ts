import { describe, expect, it } from "vitest";
import { lineEnd, mergeChapter, splitLines } from "./merge.ts";

const base = "a\nb\nc\nd\ne\n";

describe("mergeChapter", () => {
  it("takes an edit made in the program only", () => {
    expect(mergeChapter({ base, book: base, program: "a\nB\nc\nd\ne\n" }, "src/x.ts")).toEqual({ text: "a\nB\nc\nd\ne\n", conflicts: [] });
  });
  it("takes an edit made in the book only", () => {
    expect(mergeChapter({ base, book: "a\nb\nc\nD\n", program: base }, "src/x.ts")).toEqual({ text: "a\nb\nc\nD\n", conflicts: [] });
  });
  it("takes edits of both sides at different places", () => {
    expect(mergeChapter({ base, book: "a\nb\nc\nd\nE\n", program: "A\nb\nc\nd\ne\n" }, "src/x.ts").text).toBe("A\nb\nc\nd\nE\n");
  });
  it("sees no conflict in the same edit made on both sides", () => {
    expect(mergeChapter({ base, book: "a\nX\nc\nd\ne\n", program: "a\nX\nc\nd\ne\n" }, "src/x.ts")).toEqual({ text: "a\nX\nc\nd\ne\n", conflicts: [] });
  });
  it("shows two edits of one line between ordinary markers", () => {
    expect(mergeChapter({ base, book: "a\nbook\nc\nd\ne\n", program: "a\nprogram\nc\nd\ne\n" }, "src/x.ts")).toEqual({
      text: "a\n<<<<<<< book\nbook\n=======\nprogram\n>>>>>>> src/x.ts\nc\nd\ne\n",
      conflicts: [2],
    });
  });
  it("keeps the line ends that the chapter has now", () => {
    const crlf = base.replaceAll("\n", "\r\n");
    expect(mergeChapter({ base, book: crlf, program: "a\nB\nc\nd\ne\n" }, "src/x.ts").text).toBe("a\r\nB\r\nc\r\nd\r\ne\r\n");
    expect(mergeChapter({ base: crlf, book: `${crlf}f`, program: crlf.replace("b", "B") }, "src/x.ts").text).toBe("a\r\nB\r\nc\r\nd\r\ne\r\nf");
  });
  it("puts markers on lines of their own where a text ends without a line end", () => {
    expect(mergeChapter({ base: "a", book: "b", program: "c" }, "src/x.ts").text).toBe("<<<<<<< book\nb\n=======\nc\n>>>>>>> src/x.ts\n");
  });
  it("merges lines that are named like properties of objects", () => {
    const words = "constructor\n__proto__\ntoString\n";
    expect(mergeChapter({ base: words, book: words, program: `${words}valueOf\n` }, "src/x.ts").text).toBe(`${words}valueOf\n`);
  });
});

describe("splitLines", () => {
  it("splits at LF, CRLF and CR and keeps what it split at", () => {
    expect(splitLines("a\nb\r\nc\rd")).toEqual(["a\n", "b\r\n", "c\r", "d"]);
    expect(splitLines("")).toEqual([]);
    expect(splitLines("\n\n")).toEqual(["\n", "\n"]);
  });
});

describe("lineEnd", () => {
  it("is the one that most lines have", () => {
    expect(["a\r\nb\r\nc\n", "a\nb", "a"].map(lineEnd)).toEqual(["\r\n", "\n", "\n"]);
  });
});
