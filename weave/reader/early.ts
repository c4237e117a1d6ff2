/** Runs before the page is painted: the theme that the reader chose, so that no page flashes in another. */
import { recallText } from "./state.ts";

const theme = recallText("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
// lets the style sheet show what only a script can serve
document.documentElement.dataset["script"] = "";
