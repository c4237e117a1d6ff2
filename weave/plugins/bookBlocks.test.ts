import { expect, test } from "vitest";
import { mistakesIn, smallBook } from "../testing/smallBook.ts";

test("every kind of block becomes one, numbered kind by kind", () => {
  const { page, messages } = smallBook({
    "01-a/index.md": `# A

:::figure{#fig-one alt="A line, rising"}
![](plot.svg)
The *caption* has $x$
and two lines.
:::

:::table{#tab-one}
What the table shows.

| a | b |
|---|---|
| 1 | 2 |
:::

:::equation{#eq-one}
$$
x = 1
$$
:::

:::derivation{#der-one title="Why $x$ moves" x="0.1..5"}
$$
x = x
$$
:::

:::cost{of="matmul"}
| | FLOPs |
|---|---|
| all | $2n^3$ |
:::

:::theorem[A *label*]
So it is.
:::

:::proof
Look. $\\square$
:::

::::exercise{level=2}
Find it.

:::hint
Near.
:::

:::solution
There.
:::
::::

:::aside
By the way.
:::

:::derivation{unchecked="a limit"}
$$
y = y
$$
:::
`,
    "01-a/plot.svg": "<svg/>",
  });
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toBe(`1 A #01-a
Figure 1.1 #fig-one caption “The {emphasis caption} has $x$
and two lines.” alt “A line, rising”
  {image plot.svg “A line, rising”}
Table 1.1 #tab-one caption “What the table shows.”
  table
    a | b
    1 | 2
Equation 1.1 #eq-one
  $$ x = 1 $$ (1.1) #eq-one
Derivation 1.1 #der-one “Why $x$ moves” not run
  $$ x = x $$
Cost 1.1 #cost-1-1 “\`matmul\`” not run
  table
     | FLOPs
    all | $2n^3$
Theorem 1.1 #theorem-1-1 “A {emphasis label}”
  So it is.
Proof #proof-1-1
  Look. $\\square$
Exercise 1.1 #exercise-1-1 level 2
  Find it.
  Hint #hint-1-1
    Near.
  Solution #solution-1-1
    There.
Aside #aside-1-1
  By the way.
Derivation 1.2 #derivation-1-2 unchecked because a limit
  $$ y = y $$
`);
});

const mistakes: readonly (readonly [what: string, text: string, message: string])[] = [
  [
    "an unknown block",
    ":::figur{#x}\nText.\n:::\n",
    `book/01-a/index.md:3:4: error[unknown-directive]: no block is named \`figur\`
  3 │ :::figur{#x}
    ╵    ~~~~~
  cure: did you mean \`figure\`?
`,
  ],
  [
    "a block's name where nothing can be meant",
    ":::warning\nText.\n:::\n",
    `book/01-a/index.md:3:4: error[unknown-directive]: no block is named \`warning\`
  3 │ :::warning
    ╵    ~~~~~~~
`,
  ],
  [
    "a generated part written as a block",
    ":::glossary\n:::\n",
    `book/01-a/index.md:3:4: error[unknown-directive]: no block is named \`glossary\`
  3 │ :::glossary
    ╵    ~~~~~~~~
  cure: write \`::glossary\`
`,
  ],
  [
    "a block written as a generated part",
    "::figure{#x}\n",
    `book/01-a/index.md:3:3: error[unknown-directive]: no generated part is named \`figure\`
  3 │ ::figure{#x}
    ╵   ~~~~~~
  cure: write \`:::figure\` and close it with \`:::\`
`,
  ],
  [
    "an unknown generated part",
    "::bibliografy\n",
    `book/01-a/index.md:3:3: error[unknown-directive]: no generated part is named \`bibliografy\`
  3 │ ::bibliografy
    ╵   ~~~~~~~~~~~
  cure: did you mean \`bibliography\`?
`,
  ],
  [
    "an attribute of another block",
    ':::theorem{#th titel="T"}\nText.\n:::\n',
    `book/01-a/index.md:3:16: error[unknown-attribute]: \`:::theorem\` has no attribute \`titel\`
  3 │ :::theorem{#th titel="T"}
    ╵                ~~~~~
  cure: did you mean \`title\`?
`,
  ],
  [
    "an attribute of a generated part",
    "::costs{sorted}\n",
    `book/01-a/index.md:3:9: error[unknown-attribute]: \`::costs\` has no attribute \`sorted\`
  3 │ ::costs{sorted}
    ╵         ~~~~~~
`,
  ],
  [
    "a figure without alt text",
    ":::figure{#f}\nCaption.\n:::\n",
    `book/01-a/index.md:3:1: error[figure-without-alt]: this figure has no \`alt\`, which says what it shows to someone who cannot see it
  3 │ :::figure{#f}
    ╵ ~~~~~~~~~~~~~
  cure: write \`:::figure{#id alt="…"}\`
`,
  ],
  [
    "a hint outside an exercise",
    ":::hint\nNear.\n:::\n",
    `book/01-a/index.md:3:1: error[outside-exercise]: \`:::hint\` stands outside an exercise
  3 │ :::hint
    ╵ ~~~~~~~
  cure: open the exercise with more colons: \`::::exercise\`
`,
  ],
  [
    "an equation without a formula",
    ":::equation{#e}\nText.\n:::\n",
    `book/01-a/index.md:3:1: error[equation-without-formula]: this equation has no formula
  3 │ :::equation{#e}
    ╵ ~~~~~~~~~~~~~~~
`,
  ],
  [
    "an equation with two formulas",
    ":::equation{#e}\n$$\na\n$$\n\n$$\nb\n$$\n:::\n",
    `book/01-a/index.md:3:1: error[equation-with-many-formulas]: an equation has one number and one formula, this one has 2
  3 │ :::equation{#e}
    ╵ ~~~~~~~~~~~~~~~
`,
  ],
  [
    "a table block without a table",
    ":::table{#t}\nCaption.\n:::\n",
    `book/01-a/index.md:3:1: error[table-without-rows]: this table block holds no table
  3 │ :::table{#t}
    ╵ ~~~~~~~~~~~~
`,
  ],
  [
    "a level that is no number",
    ":::exercise{level=hard}\nText.\n:::\n",
    `book/01-a/index.md:3:19: error[invalid-level]: \`hard\` is not a level: write a digit from 1 up
  3 │ :::exercise{level=hard}
    ╵                   ~~~~
`,
  ],
  [
    "a verify cell outside a derivation",
    "```ts verify\nyield 1;\n```\n",
    `book/01-a/index.md:3:1: error[misplaced-cell]: a \`verify\` cell stands in a \`:::derivation\` or a \`:::cost\`
  3 │ \`\`\`ts verify
    ╵ ~~~~~~~~~~~~
`,
  ],
  [
    "a figure cell outside a figure",
    '```ts figure="f"\nshow(1);\n```\n',
    `book/01-a/index.md:3:1: error[misplaced-cell]: a \`figure\` cell stands in a \`:::figure\`, which has its caption and its \`alt\`
  3 │ \`\`\`ts figure="f"
    ╵ ~~~~~~~~~~~~~~~~
`,
  ],
  [
    "an id that cannot be linked to",
    ':::theorem{id="a b"}\nText.\n:::\n',
    `book/01-a/index.md:3:16: error[invalid-id]: \`a b\` cannot be an id: write letters, digits, \`-\`, \`_\`, \`.\` and \`:\`
  3 │ :::theorem{id="a b"}
    ╵                ~~~
`,
  ],
];

test.each(mistakes)("%s is an error at its place", (_, text, message) => {
  expect(mistakesIn(text)).toBe(message);
});

test("a stray `:::` is an error", () => {
  expect(mistakesIn(":::aside\nText.\n:::\n\n:::\n")).toContain("error[stray-colons]");
});
