// node programs.mjs node|chromium|firefox JOBS: runs each program of the file JOBS and
// prints, as JSON, what it wrote and how it ended. `cargo course test` compares
// that with the recordings, by the rule that holds natively. Ends with 3 where
// there is no Firefox.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import * as host from "../../theme/js/run/host.js";
import { NoFirefox, openFirefox } from "./firefox.mjs";
import { nodeWorker } from "./node-worker.mjs";
import { launch } from "./site.mjs";

/** One run, with `host` (theme/js/run/host.js); also sent to the page, so it stands alone. */
function outcome(host, program, pool, { limit_ms: limit, stop_ms: stop, env, slow, jitter, seed }) {
  const lines = new host.Lines();
  const written = [];
  return new Promise((resolve) => {
    const running = host.run(program, pool, {
      env,
      limit,
      slow,
      jitter,
      seed,
      onEvent: (event) => event.kind === "text" && written.push(...lines.add(event)),
      onEnd: (end) => {
        written.push(...lines.rest());
        resolve({ ...end, lines: written.map(({ ms, stream, text }) => [ms, stream, text]) });
      },
    });
    if (stop) setTimeout(running.stop, stop);
  });
}

/** Runs here, without a browser. */
export async function inNode(jobs) {
  const pool = new host.Pool(nodeWorker);
  const ran = [];
  for (const job of jobs) {
    const program = await host.check(new Uint8Array(readFileSync(job.path)), job);
    ran.push({ id: job.id, ...(await outcome(host, program, pool, job)) });
  }
  pool.close();
  return ran;
}

const POLICY = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const PAGE = "<!doctype html><html lang=en><title>Programs</title>";

/** A page as isolated as the book's, and as strict about scripts. */
async function serveJobs(jobs) {
  const files = new Map(jobs.map((job) => [`/${basename(job.path)}`, job.path]));
  for (const script of ["host.js", "thread.js"]) {
    files.set(`/${script}`, fileURLToPath(new URL(`../../theme/js/run/${script}`, import.meta.url)));
  }
  const types = { js: "text/javascript", wasm: "application/wasm" };
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    response.writeHead(file || request.url === "/" ? 200 : 404, {
      "Content-Type": types[request.url.split(".").at(-1)] ?? "text/html",
      "Content-Security-Policy": POLICY,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    response.end(file ? readFileSync(file) : PAGE);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function openChromium() {
  const browser = await launch();
  const page = await browser.newPage();
  return {
    goto: (url) => page.goto(url),
    evaluate: (f, argument) => page.evaluate(`(${f})(${JSON.stringify(argument)})`),
    close: () => browser.close(),
  };
}

/** Runs in a page of the browser that `open` opens. */
const inBrowser = (open) => async (jobs) => {
  const page = await open();
  const site = await serveJobs(jobs);
  try {
    await page.goto(site.address);
    // The page's policy forbids it to make functions of text; not to us.
    await page.evaluate(`() => { window.outcome = ${outcome}; }`);
    const ran = [];
    for (const job of jobs) {
      const file = `/${basename(job.path)}`;
      ran.push({ id: job.id, ...(await page.evaluate(inPage, { file, job })) });
    }
    return ran;
  } finally {
    await page.close();
    site.close();
  }
};

export const inChromium = inBrowser(openChromium);
const inFirefox = inBrowser(openFirefox);

async function inPage({ file, job }) {
  const host = await import("/host.js");
  window.pool ??= new host.Pool(() => new Worker("/thread.js"));
  return window.outcome(host, await host.load(file, job), window.pool, job);
}

async function main([place, file]) {
  const jobs = JSON.parse(readFileSync(file, "utf8")).map((job) => ({ ...job, env: { ...host.ENV, ...job.env } }));
  try {
    const ran = await { node: inNode, chromium: inChromium, firefox: inFirefox }[place](jobs);
    process.stdout.write(JSON.stringify(ran));
  } catch (error) {
    if (!(error instanceof NoFirefox)) throw error;
    console.error(error.message);
    process.exitCode = 3;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
