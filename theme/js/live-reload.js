// While the course is being written: reload when the server has rebuilt it.
"use strict";
{
  const { endpoint } = document.currentScript.dataset;
  const [, own] = endpoint.split("build=");
  if (own) {
    // Asked for, not held open: a browser has six connections for all its tabs.
    setInterval(async () => {
      if (document.hidden) return;
      const last = await fetch(`/${endpoint}`).then((answer) => answer.text(), () => own);
      if (last !== own) location.reload();
    }, 500);
  } else {
    // Stock `mdbook serve` tells it.
    const socket = new WebSocket(`ws://${location.host}/${endpoint}`);
    socket.addEventListener("message", ({ data }) => {
      if (data === "reload") location.reload();
    });
  }
}
