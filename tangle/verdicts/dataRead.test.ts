import { expect, test } from "vitest";
import { dataRead } from "./dataRead.ts";

const names = ["names.txt", "runs.json", "more.json"];
const reader = "const text = read(new URL(`../../book/data/${name}`, import.meta.url));";

test.each([
  ["a program that reads no data depends on none, whatever it names", ['data("names.txt");'], []],
  ["of what is named, just that", [reader, 'data("runs.json");'], ["runs.json"]],
  ["a name may stand in a list, in any module", [reader, 'const files = ["more.json",\n  `names.txt`];'], ["names.txt", "more.json"]],
  ["where nothing is named, all", [reader], names],
  ["where a name is made of parts, all", [reader, 'data("names.txt"); data(`${which}.json`);'], names],
  ["also where they are added", [reader, 'data("names.txt"); data(which + ".json");'], names],
  ["an ending that no file has makes no name", [reader, 'data("names.txt"); print(`${value}.svg`);'], ["names.txt"]],
  ["whoever asks `bookData` reads, too", ['globalThis.bookData?.("runs.json")'], ["runs.json"]],
])("%s", (_, texts, expected) => {
  expect(dataRead(texts, names)).toEqual(expected);
});
