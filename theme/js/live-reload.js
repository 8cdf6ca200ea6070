// While the course is being written: reload when the server has rebuilt it.
"use strict";
{
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const { endpoint } = document.currentScript.dataset;
  const socket = new WebSocket(`${scheme}//${location.host}/${endpoint}`);
  socket.addEventListener("message", ({ data }) => {
    if (data === "reload") location.reload();
  });
}
