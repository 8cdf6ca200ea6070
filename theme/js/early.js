// What must be known before the first paint: that scripts run, which theme the
// reader chose, and whether the contents are open.
"use strict";
{
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be forbidden: the defaults hold.
    }
  };
  const theme = read("cc:theme");
  const wide = matchMedia("(min-width: 62rem)").matches;
  root.classList.add("js");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.dataset.contents =
    wide && read("cc:contents") !== "closed" ? "open" : "closed";
}
