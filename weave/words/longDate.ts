/** Dates as English writes them out. */

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "24 November 2026" for an ISO date, with or without a time. */
export function longDate(date: string): string {
  const [year = "", month = "1", day = "1"] = date.slice(0, 10).split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? ""} ${year}`;
}
