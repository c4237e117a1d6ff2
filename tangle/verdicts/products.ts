/** What every run of tests sets up: the native products of the program that a test belongs to. */
import { expect } from "vitest";
import { installProducts, programAround } from "../native/products.ts";

const program = programAround(expect.getState().testPath ?? "");
if (program === null) globalThis.bookBuild = undefined;
else installProducts(program);
