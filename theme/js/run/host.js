// Runs a program compiled for wasm32-wasip1-threads: a worker for each of its
// threads. The page never waits: it starts workers, and reads what they say in
// the order in which they said it. thread.js is the other side.

const PAGE = 65536;

// What every program finds in its environment. Crates size their pools by it: a
// page cannot tell a program its cores.
export const ENV = { RUST_MIN_STACK: "262144", RAYON_NUM_THREADS: "4", TOKIO_WORKER_THREADS: "4" };

// What a program may ask for at most. The build asks for as much (256 MB).
const MOST_PAGES = 4096;
const MOST_OUTPUT = 1 << 20;
const SEEDS = 1 << 22;

// The control block, as in thread.js.
const WORDS = { head: 1, tail: 2, told: 3, nextId: 4, live: 5 };
const STATES = 16;
const MOST_THREADS = 512;
const RING = 4 * (STATES + 2 * MOST_THREADS);
const RING_SIZE = 1 << 17;
const KINDS = { out: 1, err: 2, spawn: 3, ended: 4, exit: 5, trap: 6, overflow: 7, deadlock: 8, blocks: 9, runs: 10 };
const HEADER = 16;
const FOREVER = 0xffffffff;

/** What a thread waits for, by the number that the build and the library give. */
const WHY = ["word", "lock", "rwlock", "condvar", "park", "barrier", "once", "join", "sleep"];

// A thread that was joined may tell its end after the exit of who joined it: how
// long the page listens for that.
const LATE_MS = 50;

// How long the page reads in one go before it lets others have a turn.
const TURN_MS = 8;

const ALLOWED = new Set(["wasi_snapshot_preview1", "wasi", "course"]);

/** Whether threads can run here, and if not, why: a word for the page to explain. */
export function unavailable() {
  if (typeof WebAssembly !== "object") return "wasm";
  if (globalThis.isSecureContext === false) return "insecure";
  if (typeof SharedArrayBuffer !== "function" || globalThis.crossOriginIsolated === false) return "isolation";
  return undefined;
}

/**
 * Fetches a program and checks it before anything of it runs: its length, its
 * hash, what it asks of the page, and how much memory. `expected` is its entry
 * in the site's list of programs.
 */
export async function load(url, expected) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return check(new Uint8Array(await response.arrayBuffer()), expected);
}

export async function check(bytes, expected) {
  if (bytes.length !== expected.bytes) throw new Error(`${bytes.length} bytes instead of ${expected.bytes}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hash !== expected.sha256) throw new Error("not the program that was built");
  const module = await WebAssembly.compile(bytes);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const known = kind === "function" ? ALLOWED.has(from) : kind === "memory" && from === "env" && name === "memory";
    if (!known) throw new Error(`the program asks for ${from}.${name}`);
  }
  const { initial, maximum } = expected.memory ?? {};
  if (!(initial <= maximum && maximum <= MOST_PAGES)) {
    throw new Error("the program asks for more memory than it may");
  }
  // One that is less than the program imports is refused by the engine.
  return { module, memory: { initial, maximum, shared: true } };
}

/** Workers that wait for a thread: starting one takes longer than using it again. */
export class Pool {
  #make;
  #most;
  #idle = [];

  /** `make` gives a new worker that runs thread.js. */
  constructor(make, most = 16) {
    this.#make = make;
    this.#most = most;
  }

  prepare(count) {
    while (this.#idle.length < Math.min(count, this.#most)) this.#idle.push(this.#make());
  }

  take() {
    return this.#idle.pop() ?? this.#make();
  }

  close() {
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  give(worker) {
    if (this.#idle.length < this.#most) this.#idle.push(worker);
    else worker.terminate();
  }
}

/**
 * Runs a program that `load` or `check` gave. `onEvent` gets, in order, each with
 * `ms` since the start and `thread` (0 is main's):
 *
 *     { kind: "start" }                        a thread starts
 *     { kind: "text", stream, text }           it writes to "out" or "err"
 *     { kind: "wait", why, what, for }         it waits (at most `for` ms): see WHY
 *     { kind: "run" }                          it goes on
 *     { kind: "end" }                          it ends
 *
 * `onEnd` gets `{ reason, code, thread, ms, threads, waiting, message }`, where reason is
 * "exit", "deadlock", "trap", "overflow", "limit", "output", "stopped" or "error".
 * In a deadlock, `waiting` says for each thread `{ thread, why, what }`; `thread`
 * is the one that called exit (main's end is a call of it), trapped or overflowed.
 *
 * Options: `env`, `limit` (ms), `slow` (time goes so many times slower),
 * `jitter` (pauses of up to so many ms where a thread may meet another one: after
 * atomic operations, around waiting, at a line), `seed` (of those pauses).
 */
export function run(program, pool, options) {
  const { onEvent, onEnd, env = {}, limit = 30_000, slow = 1, jitter = 0, most = MOST_OUTPUT } = options;
  const { seed = Math.floor(Math.random() * SEEDS) } = options;
  const { module, memory: limits } = program;
  const memory = new WebAssembly.Memory(limits);
  const control = new SharedArrayBuffer(RING + RING_SIZE);
  const words = new Int32Array(control);
  const origin = performance.timeOrigin + performance.now();
  const workers = new Map();
  const decoders = { out: new TextDecoder(), err: new TextDecoder() };
  let output = 0;
  let threads = 0;
  let over = false;
  let later;
  // The threads that have not told their end, and how the program has exited.
  const alive = new Set();
  let exited;

  words[WORDS.nextId] = 1;
  words[WORDS.live] = 1;

  const elapsed = () => performance.timeOrigin + performance.now() - origin;

  const start = (id, argument, ms) => {
    const worker = pool.take();
    workers.set(id, worker);
    alive.add(id);
    threads += 1;
    worker.onmessage = ({ data }) => {
      read();
      if (data === "idle") release(id);
    };
    worker.onerror = (event) => finish("error", { message: event.message ?? String(event) });
    worker.postMessage({ module, memory, control, id, argument, env, slow, jitter, seed, origin });
    onEvent({ kind: "start", thread: id, ms });
  };

  const finish = (reason, more = {}) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    clearTimeout(later);
    for (const worker of workers.values()) worker.terminate();
    onEnd(exited ? { reason: "exit", threads, ...exited } : { reason, ms: elapsed(), threads, ...more });
  };

  /** Once nobody else can still tell an end: who waits now will not. */
  const leave = () => {
    const active = [...alive].some((id) => id !== exited.thread && Atomics.load(words, STATES + 2 * id) === 0);
    if (!active) finish("exit");
  };

  const exit = (code, thread, ms) => {
    exited = { code, thread, ms };
    clearTimeout(timer);
    setTimeout(finish, LATE_MS, "exit");
    leave();
  };

  const text = (stream, bytes, thread, ms) => {
    output += bytes.length;
    onEvent({ kind: "text", stream, text: decoders[stream].decode(bytes, { stream: true }), thread, ms });
    if (output > most) finish("output");
  };

  const ended = (thread, ms) => {
    Atomics.sub(words, WORDS.live, 1);
    alive.delete(thread);
    onEvent({ kind: "end", thread, ms: Math.min(ms, exited?.ms ?? ms) });
    if (exited) leave();
  };

  // Not before: a message that a worker sent earlier may be the only one that
  // tells of what other workers have written.
  const release = (thread) => {
    const worker = workers.get(thread);
    if (over || !worker) return;
    workers.delete(thread);
    worker.onmessage = null;
    worker.onerror = null;
    pool.give(worker);
  };

  const waiting = () => {
    const found = [];
    for (const thread of [...workers.keys()].sort((a, b) => a - b)) {
      const state = Atomics.load(words, STATES + 2 * thread);
      const what = Atomics.load(words, STATES + 2 * thread + 1);
      if (state > 0) found.push({ thread, why: WHY[state - 1] ?? WHY[0], what });
    }
    return found;
  };

  const say = {
    [KINDS.out]: (bytes, thread, ms) => text("out", bytes, thread, ms),
    [KINDS.err]: (bytes, thread, ms) => text("err", bytes, thread, ms),
    [KINDS.spawn]: (bytes, thread, ms) => start(word(bytes, 0), word(bytes, 1), ms),
    [KINDS.ended]: (bytes, thread, ms) => ended(thread, ms),
    [KINDS.exit]: (bytes, thread, ms) => exit(word(bytes, 0) | 0, thread, ms),
    [KINDS.trap]: (bytes, thread) => finish("trap", { thread, message: new TextDecoder().decode(bytes) }),
    [KINDS.overflow]: (bytes, thread) => finish("overflow", { thread }),
    [KINDS.deadlock]: () => finish("deadlock", { waiting: waiting() }),
    [KINDS.blocks]: (bytes, thread, ms) => {
      const [why, what, most] = [0, 1, 2].map((i) => word(bytes, i));
      onEvent({ kind: "wait", thread, ms, why: WHY[why] ?? WHY[0], what, for: most === FOREVER ? Infinity : most });
    },
    [KINDS.runs]: (bytes, thread, ms) => onEvent({ kind: "run", thread, ms }),
  };

  const ring = { data: new DataView(control, RING), bytes: new Uint8Array(control, RING) };

  const read = () => {
    Atomics.store(words, WORDS.told, 0);
    const turn = performance.now() + TURN_MS;
    while (!over) {
      const tail = Atomics.load(words, WORDS.tail);
      if (tail === Atomics.load(words, WORDS.head)) return;
      const at = (offset) => ((tail + offset) >>> 0) % RING_SIZE;
      const length = ring.data.getUint32(at(0), true);
      const kind = ring.data.getUint32(at(4), true);
      const ms = ring.data.getFloat64(at(8), true);
      const payload = new Uint8Array(length);
      const from = at(HEADER);
      const first = Math.min(length, RING_SIZE - from);
      payload.set(ring.bytes.subarray(from, from + first));
      payload.set(ring.bytes.subarray(0, length - first), first);
      Atomics.store(words, WORDS.tail, (tail + HEADER + Math.ceil(length / 8) * 8) | 0);
      Atomics.notify(words, WORDS.tail);
      const about = kind & 255;
      if (!exited || about === KINDS.ended) say[about]?.(payload, kind >>> 8, ms);
      if (performance.now() > turn) {
        clearTimeout(later);
        later = setTimeout(read, 0);
        return;
      }
    }
  };

  const timer = setTimeout(() => finish("limit"), limit * slow);
  start(0, 0, 0);
  return { stop: () => finish("stopped") };
}

function word(bytes, index) {
  return new DataView(bytes.buffer).getUint32(4 * index, true);
}

/** Whole lines, from the pieces that a program writes. */
export class Lines {
  #open = { out: "", err: "" };
  #last = {};

  /** The lines that this event ends. */
  add({ stream, text, thread, ms }) {
    const parts = (this.#open[stream] + text).split("\n");
    this.#open[stream] = parts.pop();
    this.#last[stream] = { thread, ms };
    return parts.map((line) => ({ stream, text: line, thread, ms }));
  }

  /** What was written after the last end of line. */
  rest() {
    return Object.entries(this.#open)
      .filter(([, text]) => text)
      .map(([stream, text]) => ({ stream, text, ...this.#last[stream] }));
  }
}
