import { describe, expect, test } from "vitest";
import { repairedSvg } from "./svg.ts";

describe("an SVG file", () => {
  test.each([
    ["loses its XML declaration and DOCTYPE", '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY x "y">]>\n<svg xmlns="s"/>', '<svg xmlns="s"/>'],
    ["gets its namespace", '<svg width="1"><g/></svg>', '<svg xmlns="http://www.w3.org/2000/svg" width="1"><g/></svg>'],
    ["has modern properties as style", '<svg xmlns="s"><text x="1" font-variant="tabular-nums" y=\'2\'>a</text></svg>', '<svg xmlns="s"><text x="1" y=\'2\' style="font-variant: tabular-nums">a</text></svg>'],
    ["keeps the style it had, which goes before", '<svg xmlns="s"><g style="fill: red;" paint-order="stroke"/></svg>', '<svg xmlns="s"><g style="paint-order: stroke; fill: red"/></svg>'],
    ["keeps presentation attributes that SVG 1.1 knows", '<svg xmlns="s"><g fill="red"/></svg>', '<svg xmlns="s"><g fill="red"/></svg>'],
    ["keeps what looks like an attribute in its text", '<svg xmlns="s"><text>a > b font-variant="c"</text></svg>', '<svg xmlns="s"><text>a > b font-variant="c"</text></svg>'],
  ])("%s", (_name, written, expected) => {
    expect(repairedSvg(written)).toBe(expected);
  });
});
