import { expect, test } from "vitest";
import { readArguments } from "../../tangle/index.ts";
import { command, orderIn } from "./options.ts";

/** What is asked for, without root and chapters; or the mistake. */
function asked(...argv: readonly string[]): unknown {
  const given = readArguments(command, argv);
  if (given.kind !== "run") return given.kind === "usage" ? given.message.split("\n")[0]?.replace("usage error: ", "") : given.text;
  const order = orderIn(given);
  return "mistake" in order ? order.mistake : order.selection;
}

test.each([
  [[], { kind: "every" }],
  [["4"], { kind: "every" }],
  [["--changed"], { kind: "changed", writes: "nothing", most: null }],
  [["--changed", "--at-most", "20"], { kind: "changed", writes: "nothing", most: 20 }],
  [["--record"], { kind: "changed", writes: "record", most: null }],
  [["--changed", "--record"], { kind: "changed", writes: "record", most: null }],
  [["--all"], { kind: "full", shard: null, most: null }],
  [["--all", "--shard", "2/8"], { kind: "full", shard: { index: 2, of: 8 }, most: null }],
  [["--all", "--at-most", "0"], { kind: "full", shard: null, most: 0 }],
  [["--sample", "20"], { kind: "sample", size: 20, seed: 1 }],
  [["--sample", "20", "--seed", "7"], { kind: "sample", size: 20, seed: 7 }],
])("%j", (argv, selection) => {
  expect(asked(...argv)).toEqual(selection);
});

test.each([
  [["--sample", "0"], "`--sample` takes a whole number from 1, not `0`"],
  [["--sample", "many"], "`--sample` takes a whole number from 1, not `many`"],
  [["--sample", "99999999999999999999"], "`--sample` takes a whole number from 1, not `99999999999999999999`"],
  [["--seed", "-1.5"], "`--seed` takes a whole number, not `-1.5`"],
  [["--seed", "3"], "`--seed` says which sample `--sample` takes: give both"],
  [["--all", "--seed", "3"], "`--seed` says which sample `--sample` takes: give both"],
  [["--shard", "1/8"], "`--shard` divides what `--all` tries: give both"],
  [["--changed", "--shard", "1/8"], "`--shard` divides what `--all` tries: give both"],
  [["--all", "--shard", "9/8"], "`--shard` takes a part and the number of parts, `1/8` to `8/8`, not `9/8`"],
  [["--all", "--shard", "eighth"], "`--shard` takes a part and the number of parts, `1/8` to `8/8`, not `eighth`"],
  [["--all", "--shard"], "`--shard` needs a value: --shard I/N"],
  [["--jobs", "0"], "`--jobs` takes a whole number from 1, not `0`"],
  [["--jobs", "-2"], "`--jobs` takes a whole number from 1, not `-2`"],
  [["--changed", "--at-most", "x"], "`--at-most` takes a whole number, not `x`"],
  [["--changed", "--record", "--at-most", "20"], "`--at-most` bounds what `--changed` or `--all` tries, and a record lacks nothing: give one of these with it, and no other"],
  [["--sample", "3", "--at-most", "20"], "`--at-most` bounds what `--changed` or `--all` tries, and a record lacks nothing: give one of these with it, and no other"],
  [["--all", "--changed"], "`--changed` and `--all` are two ways to choose what is changed: give one of them"],
  [["--sample", "3", "--record"], "`--record` and `--sample` are two ways to choose what is changed: give one of them"],
  [["--changed=yes"], "`--changed` takes no value"],
  [["--chagned"], "there is no option `--chagned`; did you mean `--changed`?"],
])("%j is refused", (argv, mistake) => {
  expect(asked(...argv)).toBe(mistake);
});

test("the help names every option", () => {
  const help = asked("--help");
  for (const option of ["--changed", "--at-most N", "--record", "--all", "--shard I/N", "--sample N", "--seed S", "--jobs N"]) expect(help).toContain(`\n  ${option} `);
});
