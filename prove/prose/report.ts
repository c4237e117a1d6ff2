/** The report on how a book reads: figures and places, without a verdict. */
import type { Manuscript } from "./manuscript.ts";
import { beatsOf } from "./report/beats.ts";
import { findingsIn } from "./report/findings.ts";
import { paceOf, together } from "./report/pace.ts";
import { table } from "./report/table.ts";

/** The report as text: the table, and under it what is worth a second look. Chapters without shown code are left out. */
export function reportOf({ book, sections }: Manuscript): string {
  const read = sections.map((section) => {
    const beats = beatsOf(section);
    const pace = paceOf(beats);
    return { chapter: section.section.chapter, pace, findings: findingsIn(section, beats, pace) };
  });
  const chapters = book.chapters.flatMap(({ title, number }, index) => {
    const own = read.filter(({ chapter }) => chapter === index);
    const pace = together(own.map((each) => each.pace));
    const findings = own.flatMap((each) => each.findings);
    return pace.lengths.length === 0 ? [] : [{ title: number === null ? title : `${number}  ${title}`, pace, findings }];
  });
  if (chapters.length === 0) return "no chapter shows code\n";
  const whole = chapters.length > 1 ? [{ title: "together", pace: together(chapters.map(({ pace }) => pace)) }] : [];
  const findings = chapters.flatMap((each) => each.findings);
  const list = findings.map(({ place, what }) => `  ${place}: ${what}\n`).join("");
  return table([...chapters, ...whole]) + (list === "" ? "" : `\nworth a second look\n${list}`);
}
