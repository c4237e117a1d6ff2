/* Runs in the pages that the development server sends: reloads a page that has changed, shows the author's mistakes over it. */
(() => {
  const overlay = document.createElement("pre");
  overlay.setAttribute("role", "alert");
  overlay.hidden = true;
  overlay.style.cssText =
    "position:fixed;inset:0;z-index:9;margin:0;padding:2rem;overflow:auto;white-space:pre-wrap;font:14px/1.5 monospace;background:#161512f2;color:#f3ece0";
  document.body.append(overlay);
  const here = decodeURI(location.pathname).replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
  const events = new EventSource("/.dev/events");
  let connected = false;
  events.addEventListener("open", () => {
    // after a restart of the server nothing is known about what changed
    if (connected) location.reload();
    connected = true;
  });
  events.addEventListener("mistakes", ({ data }) => {
    overlay.textContent = JSON.parse(data);
    overlay.hidden = false;
  });
  events.addEventListener("made", ({ data }) => {
    const wasWrong = !overlay.hidden;
    overlay.hidden = true;
    const changed = JSON.parse(data);
    // what is fetched when it is wanted is no reason to load an open page again
    const fetched = /^assets\/(previews|passages|types|cells|program|data)\/|^assets\/search-index\.js$/;
    const shared = changed.some((path) => !path.endsWith(".html") && !fetched.test(path));
    if (wasWrong || shared || changed.includes(here)) location.reload();
  });
})();
