// What must be known before the first paint: that scripts run, which theme the
// reader chose, and whether the contents are open.
"use strict";
{
  const root = document.documentElement;
  const theme = parts.store.get("theme");
  const wide = matchMedia("(min-width: 62rem)").matches;
  root.classList.add("js");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.dataset.contents =
    wide && parts.store.get("contents") !== "closed" ? "open" : "closed";
}
