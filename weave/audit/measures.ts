/** Everything that the audit looks at, in the order of its table. */
import { accessible } from "./accessible.ts";
import { cells } from "./cells.ts";
import { drawings } from "./drawings.ts";
import { layout } from "./layout.ts";
import { lighthouse } from "./lighthouse.ts";
import type { Measure } from "./measure.ts";
import { narrow } from "./narrow.ts";
import { said } from "./said.ts";
import { search } from "./search.ts";
import { typing } from "./typing.ts";
import { valid } from "./valid.ts";
import { weight } from "./weight.ts";

export const measures: readonly Measure[] = [valid, said, layout, drawings, narrow, weight, accessible, cells, search, typing, lighthouse];
