/** The objects of a PDF as Typst writes it, and a PDF of such objects (ISO 32000-1, 7.5): a table of all objects in, compressed streams of them out. */
import { zlibSync } from "fflate";

/** An object: what stands between `obj` and `endobj`, without its stream. Its bytes are its characters. */
export interface PdfObject {
  readonly text: string;
  readonly stream: Uint8Array | null;
}

/** All objects by their numbers, and the two from which the others are found. */
export interface PdfFile {
  readonly objects: ReadonlyMap<number, PdfObject>;
  readonly root: number;
  readonly info: number;
}

/** Reads a PDF with a table of its objects. Throws `internal` where it is no such file: all of them are made by Typst. */
export function readPdf(bytes: Buffer): PdfFile {
  const end = bytes.toString("latin1", bytes.lastIndexOf("startxref"));
  const table = Number(/^startxref\s+(\d+)/.exec(end)?.[1]);
  const tail = bytes.toString("latin1", table);
  const trailer = tail.slice(tail.indexOf("trailer"));
  const offsets = [...tail.slice(0, tail.indexOf("trailer")).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset)).toSorted((a, b) => a - b);
  const objects = new Map(offsets.map((offset, index) => objectAt(bytes, offset, offsets[index + 1] ?? table)));
  return { objects, root: numberIn(trailer, "Root"), info: numberIn(trailer, "Info") };
}

function objectAt(bytes: Buffer, from: number, to: number): readonly [number: number, object: PdfObject] {
  const opening = bytes.indexOf(" 0 obj\n", from, "latin1");
  const start = opening + " 0 obj\n".length;
  const stream = bytes.subarray(start, to).indexOf("\nstream\n", 0, "latin1");
  const number = Number(bytes.toString("latin1", from, opening));
  if (stream === -1) return [number, { text: bytes.toString("latin1", start, bytes.lastIndexOf("endobj", to)).trim(), stream: null }];
  const text = bytes.toString("latin1", start, start + stream);
  const first = start + stream + "\nstream\n".length;
  return [number, { text, stream: bytes.subarray(first, first + Number(/\/Length (\d+)/.exec(text)?.[1])) }];
}

/** The object that an entry of a dictionary refers to. Throws `internal` where it has no such entry. */
export function numberIn(dictionary: string, name: string): number {
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
  if (found === undefined) throw new Error(`internal: Typst wrote a PDF without ${name}`);
  return Number(found);
}

/** Every reference in a text that has no strings. */
export function referencesIn(text: string): readonly number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
}

/** A text with everything but its strings `(…)` replaced, in which parentheses may stand in pairs. */
export function outsideStrings(text: string, replaced: (part: string) => string): string {
  let [made, from] = ["", 0];
  for (let start = text.indexOf("("); start !== -1; start = text.indexOf("(", from)) {
    let [depth, at] = [1, start + 1];
    for (; depth > 0 && at < text.length; at++) {
      const sign = text[at];
      if (sign === "\\") at++;
      else if (sign === "(") depth++;
      else if (sign === ")") depth--;
    }
    made += replaced(text.slice(from, start)) + text.slice(start, at);
    from = at;
  }
  return made + replaced(text.slice(from));
}

/** A text of ASCII as a string of PDF. */
export function pdfString(text: string): string {
  return `(${text.replace(/[()\\]/g, "\\$&")})`;
}

/** Objects in one compressed stream: enough that each finds its like before it, few enough that a reader who wants one need not unpack the book. */
const TOGETHER = 200;

/** Writes objects, numbered from 1 in their order. Compressing is a library's, not the system's, so that all machines write the same bytes. */
export function writePdfFile(objects: readonly PdfObject[], { root, info, ids }: { readonly root: number; readonly info: number; readonly ids: readonly [string, string] }): Buffer {
  const parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  const addStream = (number: number, dictionary: string, stream: Uint8Array): void => {
    add(latin1(`${number} 0 obj\n${dictionary}\nstream\n`));
    add(stream);
    add(latin1("\nendstream\nendobj\n"));
  };
  const plain = objects.flatMap(({ stream }, index) => (stream === null ? [index + 1] : []));
  const holders = Math.ceil(plain.length / TOGETHER);
  const size = objects.length + holders + 2;
  // of each number: what it is, where it begins or which stream holds it, its place in that
  const table = Buffer.alloc(size * 7);
  const enter = (number: number, kind: number, where: number, place: number): void => {
    table.writeUInt8(kind, number * 7);
    table.writeUInt32BE(where, number * 7 + 1);
    table.writeUInt16BE(place, number * 7 + 5);
  };
  enter(0, 0, 0, 65535);
  add(latin1("%PDF-1.7\n%\x80\x80\x80\x80\n"));
  objects.forEach(({ text, stream }, index) => {
    if (stream === null) return;
    enter(index + 1, 1, length, 0);
    addStream(index + 1, text, stream);
  });
  for (let holder = 0; holder < holders; holder++) {
    const number = objects.length + 1 + holder;
    const held = plain.slice(holder * TOGETHER, (holder + 1) * TOGETHER);
    let offset = 0;
    const offsets = held.map((each, place) => {
      enter(each, 2, number, place);
      const at = offset;
      offset += (objects[each - 1]?.text.length ?? 0) + 1;
      return `${each} ${at}`;
    });
    const heads = `${offsets.join(" ")}\n`;
    const content = deflated(latin1(heads + held.map((each) => `${objects[each - 1]?.text ?? "null"}\n`).join("")));
    enter(number, 1, length, 0);
    addStream(number, `<< /Type /ObjStm /N ${held.length} /First ${heads.length} /Length ${content.length} /Filter /FlateDecode >>`, content);
  }
  const start = length;
  enter(size - 1, 1, start, 0);
  const content = deflated(table);
  const id = ids.map(pdfString).join(" ");
  addStream(size - 1, `<< /Type /XRef /Size ${size} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [${id}] /Length ${content.length} /Filter /FlateDecode >>`, content);
  add(latin1(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

/** With the two bytes before and the sum behind that PDF asks for. */
const deflated = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 6 });
