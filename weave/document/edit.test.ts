import fc from "fast-check";
import { expect, test } from "vitest";
import { editOf, offsetBefore } from "./edit.ts";

const text = fc.array(fc.constantFrom("a", "b", "\n"), { maxLength: 12 }).map((list) => list.join(""));

test("outside of the edit both texts are the same, and offsets lead to the same characters", () => {
  fc.assert(
    fc.property(text, text, (before, now) => {
      const edit = editOf(before, now);
      expect(before.slice(0, edit.start) + now.slice(edit.start, edit.endNow) + before.slice(edit.end)).toBe(now);
      for (let offset = 0; offset < now.length; offset += 1) {
        const old = offsetBefore(edit, offset);
        if (old >= 0) expect(before[old]).toBe(now[offset]);
        else expect(offset >= edit.start && offset < edit.endNow).toBe(true);
      }
    }),
  );
});

test("a word that is written once more is the whole edit", () => {
  expect(editOf("It is tea.", "It is green tea.")).toEqual({ start: 6, end: 6, endNow: 12 });
});
