import { expect, test } from "vitest";
import { typstMarkup, typstString } from "./escape.ts";

test.each([
  ["a_b *c* `d` #e $f [g] <h> @i ~j", String.raw`a\_b \*c\* \`d\` \#e \$f \[g\] \<h\> \@i \~j`],
  ["-5 -- x --- y", String.raw`\-5 \-\- x \-\-\- y`],
  ["and so on...", String.raw`and so on\.\.\.`],
  ["2. not a list", String.raw`2\. not a list`],
  ["= no heading + no list / no term", String.raw`\= no heading \+ no list \/ no term`],
  ["https://a.b // no comment", String.raw`https:\/\/a.b \/\/ no comment`],
  [String.raw`C:\new`, String.raw`C:\\new`],
  ["“quoted”, 9:30, 1:3 (fine)", "“quoted”, 9:30, 1:3 (fine)"],
])("the text %s is written as it is", (text, markup) => {
  expect(typstMarkup(text)).toBe(markup);
});

test("a string keeps quotation marks, backslashes, tabs and line ends", () => {
  expect(typstString('say "\\n"\tand\ngo')).toBe(String.raw`"say \"\\n\"\tand\ngo"`);
});
