// Opens Firefox over WebDriver BiDi, the W3C's protocol: as much of it as the
// checks here need, because Playwright drives a Firefox of its own only.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";

const FIREFOX = process.env.FIREFOX ?? "firefox-esr";
const PATIENCE = 60_000;

// No host but this one is reached: all others are behind a proxy that is none.
const NOWHERE = { host: "127.0.0.1", port: 9 };
const PREFERENCES = {
  "network.proxy.type": 1,
  "network.proxy.http": NOWHERE.host,
  "network.proxy.http_port": NOWHERE.port,
  "network.proxy.ssl": NOWHERE.host,
  "network.proxy.ssl_port": NOWHERE.port,
};

/** Firefox is not here, or does not start: what needs it is skipped, aloud. */
export class NoFirefox extends Error {}

/** A page of a new Firefox: its `version`, `goto(url)`, `evaluate(f, argument)`, `close()`. */
export async function openFirefox() {
  const profile = mkdtempSync(join(tmpdir(), "course-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const firefox = spawn(FIREFOX, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => firefox.once("close", resolve).once("error", resolve));
  const leave = async () => {
    firefox.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  // However the checks end, it ends with them.
  process.once("exit", () => firefox.kill("SIGKILL"));
  let session;
  let version;
  let context;
  try {
    session = await connect(`${await listening(firefox)}/session`);
    ({ browserVersion: version } = (await session.send("session.new", { capabilities: {} })).capabilities);
    ({ context } = await session.send("browsingContext.create", { type: "tab" }));
  } catch (error) {
    await leave();
    throw new NoFirefox(`${FIREFOX} does not start: ${error.message}`);
  }
  return {
    version,
    goto: (url) => session.send("browsingContext.navigate", { context, url, wait: "complete" }),
    /** What `f` gives, in the end, for `argument`; both are plain values, and `f` stands alone. */
    async evaluate(f, argument) {
      const { result, exceptionDetails } = await session.send("script.evaluate", {
        expression: `(async () => JSON.stringify(await (${f})(${JSON.stringify(argument)}) ?? null))()`,
        target: { context },
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    async close() {
      session.close();
      await leave();
    },
  };
}

/** Where Firefox listens: it says so on its standard error. */
async function listening(firefox) {
  const said = [];
  const found = new Promise((resolve, reject) => {
    createInterface({ input: firefox.stderr }).on("line", (line) => {
      const address = /^WebDriver BiDi listening on (ws:\S+)$/.exec(line)?.[1];
      if (address) resolve(address);
      said.push(line);
    });
    firefox.once("error", reject);
    firefox.once("close", () => reject(new Error(said.slice(-3).join(" | ") || "it says nothing")));
  });
  let late;
  const patience = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`not within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([found, patience]).finally(() => clearTimeout(late));
}

/** Commands and their answers, by number. */
async function connect(url) {
  const socket = new WebSocket(url);
  const asked = new Map();
  const refuseAll = (error) => asked.forEach(({ reject }) => reject(error));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.on("close", () => refuseAll(new Error("Firefox has ended")));
  socket.on("message", (text) => {
    const { type, id, result, error, message } = JSON.parse(text);
    const { resolve, reject } = asked.get(id) ?? {};
    asked.delete(id);
    if (type === "success") resolve?.(result);
    if (type === "error") reject?.(new Error(`${error}: ${message}`));
  });
  let count = 0;
  return {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        count += 1;
        asked.set(count, { resolve, reject });
        socket.send(JSON.stringify({ id: count, method, params }));
      }),
    close: () => socket.close(),
  };
}
