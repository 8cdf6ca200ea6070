// One thread of a running program, in a worker of its own. host.js starts it
// and reads what it says; both know the layout of the shared control block.
"use strict";
{
  // Words of the control block.
  const WORDS = { lock: 0, head: 1, tail: 2, told: 3, nextId: 4, live: 5, never: 6 };
  const CLOCK = 4; // in words of 8 bytes
  const STATES = 16;
  const MOST_THREADS = 512;
  const RING = 4 * (STATES + 2 * MOST_THREADS);

  const KINDS = { out: 1, err: 2, spawn: 3, ended: 4, exit: 5, trap: 6, overflow: 7, deadlock: 8, blocks: 9, runs: 10 };
  const HEADER = 16;
  const LONGEST = 4096;

  // How often a meeting is disturbed, and after how many pauses half as often.
  const OFTEN = 2 / 3;
  const HALVED = 8;

  // Answers of WASI.
  const OK = 0, TRY_AGAIN = 6, BAD_FILE = 8, BAD_ADDRESS = 21, INVALID = 28, NOT_THERE = 52;

  class BadAddress extends Error {}

  /** What is said to the page: records in a ring of shared memory. */
  class Ring {
    constructor(control, origin) {
      this.words = new Int32Array(control);
      this.data = new DataView(control, RING);
      this.bytes = new Uint8Array(control, RING);
      this.size = this.bytes.length;
      this.origin = origin;
    }

    /** Waits while the page has not read enough, unless `mayDrop`. */
    write(kind, thread, payload, mayDrop = false) {
      const size = HEADER + Math.ceil(payload.length / 8) * 8;
      const { words, data } = this;
      this.lock();
      let head = Atomics.load(words, WORDS.head);
      for (;;) {
        const tail = Atomics.load(words, WORDS.tail);
        const free = this.size - ((head - tail) >>> 0);
        if (free >= (mayDrop ? this.size / 2 : size)) break;
        this.unlock();
        if (mayDrop) return false;
        this.tell();
        Atomics.wait(words, WORDS.tail, tail, 1000);
        this.lock();
        head = Atomics.load(words, WORDS.head);
      }
      const at = (offset) => ((head + offset) >>> 0) % this.size;
      data.setUint32(at(0), payload.length, true);
      data.setUint32(at(4), kind | (thread << 8), true);
      data.setFloat64(at(8), now() - this.origin, true);
      const start = at(HEADER);
      const first = Math.min(payload.length, this.size - start);
      this.bytes.set(payload.subarray(0, first), start);
      this.bytes.set(payload.subarray(first), 0);
      Atomics.store(words, WORDS.head, (head + size) | 0);
      this.unlock();
      this.tell();
      return true;
    }

    /** One message is under way at most, however much is written. */
    tell() {
      if (Atomics.exchange(this.words, WORDS.told, 1) === 0) postMessage(null);
    }

    lock() {
      while (Atomics.exchange(this.words, WORDS.lock, 1) !== 0) Atomics.wait(this.words, WORDS.lock, 1, 1);
    }

    unlock() {
      Atomics.store(this.words, WORDS.lock, 0);
      Atomics.notify(this.words, WORDS.lock, 1);
    }
  }

  /** Milliseconds, on a clock that all workers share. */
  const now = () => performance.timeOrigin + performance.now();

  const nothing = new Uint8Array(0);
  const encoder = new TextEncoder();

  /** Numbers from 0 to 1, always the same for a seed. */
  function numbers(seed) {
    let state = Math.imul(seed + 1, 0x9e3779b1);
    return () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
  }

  function words(...values) {
    return new Uint8Array(new Uint32Array(values).buffer);
  }

  /** Everything that the program may ask for. */
  function imports({ memory, control, id, env, slow, jitter, seed, origin }) {
    const ring = new Ring(control, origin);
    const shared = ring.words;
    const clock = new BigInt64Array(control);
    const entries = Object.entries(env).map(([name, value]) => encoder.encode(`${name}=${value}\0`));
    const say = (kind, payload = nothing, mayDrop = false) => ring.write(kind, id, payload, mayDrop);

    // Memory may have grown since the last call, so a view lasts for one call.
    const view = () => new DataView(memory.buffer);
    const bytes = (address, length) => {
      const [from, count] = [address >>> 0, length >>> 0];
      if (from + count > memory.buffer.byteLength) throw new BadAddress();
      return new Uint8Array(memory.buffer, from, count);
    };

    const pause = (ms) => {
      if (ms > 0) Atomics.wait(shared, WORDS.never, 0, ms);
    };
    // The more it was disturbed, the rarer: a loop of a million meetings must end.
    const random = numbers(seed * MOST_THREADS + id);
    let pauses = 0;
    const disturb = () => {
      if (jitter === 0 || random() > OFTEN * 2 ** (-pauses / HALVED)) return;
      pauses += 1;
      pause(random() * jitter);
    };

    /** The page ends the run; until then, this thread does nothing more. */
    const halt = () => {
      for (;;) Atomics.wait(shared, WORDS.never, 0);
    };

    /** Nanoseconds as the program sees them; they never go back. */
    const time = () => {
      const real = BigInt(Math.round((now() - origin) * 1e6));
      const mine = real / BigInt(slow);
      for (;;) {
        const last = Atomics.load(clock, CLOCK);
        if (last >= mine) return last;
        if (Atomics.compareExchange(clock, CLOCK, last, mine) === last) return mine;
      }
    };

    const list = (items) => ({
      sizes(count, length) {
        const at = view();
        at.setUint32(count >>> 0, items.length, true);
        at.setUint32(length >>> 0, items.reduce((sum, item) => sum + item.length, 0), true);
        return OK;
      },
      get(pointers, texts) {
        let [pointer, text] = [pointers >>> 0, texts >>> 0];
        for (const item of items) {
          view().setUint32(pointer, text, true);
          bytes(text, item.length).set(item);
          pointer += 4;
          text += item.length;
        }
        return OK;
      },
    });
    const environment = list(entries);
    const program = list([encoder.encode("listing\0")]);

    const wasi = {
      args_sizes_get: program.sizes,
      args_get: program.get,
      environ_sizes_get: environment.sizes,
      environ_get: environment.get,
      clock_time_get(which, precision, to) {
        if (which !== 0 && which !== 1) return INVALID;
        const start = which === 0 ? BigInt(Math.round(origin)) * 1_000_000n : 0n;
        view().setBigInt64(to >>> 0, start + time(), true);
        return OK;
      },
      random_get(address, length) {
        const to = bytes(address, length);
        const random = new Uint8Array(Math.min(to.length, LONGEST));
        for (let at = 0; at < to.length; at += random.length) {
          to.set(crypto.getRandomValues(random).subarray(0, to.length - at), at);
        }
        return OK;
      },
      fd_write(file, parts, count, written) {
        const kind = { 1: KINDS.out, 2: KINDS.err }[file];
        if (!kind) return BAD_FILE;
        disturb();
        const at = view();
        let total = 0;
        for (let part = parts >>> 0, i = 0; i < count >>> 0; part += 8, i += 1) {
          const text = bytes(at.getUint32(part, true), at.getUint32(part + 4, true));
          for (let from = 0; from < text.length; from += LONGEST) say(kind, text.subarray(from, from + LONGEST));
          total += text.length;
        }
        at.setUint32(written >>> 0, total, true);
        return OK;
      },
      fd_read(file, parts, count, read) {
        if (file !== 0) return BAD_FILE;
        view().setUint32(read >>> 0, 0, true);
        return OK;
      },
      sched_yield: () => OK,
      proc_exit(code) {
        say(KINDS.exit, words(code));
        halt();
      },
    };

    // A wait that could not be told is not ended aloud either.
    let told = false;
    const course = {
      blocks(why, what, timeout) {
        disturb();
        const real = timeout < 0n ? timeout : timeout * BigInt(slow);
        Atomics.store(shared, STATES + 2 * id + 1, what);
        Atomics.store(shared, STATES + 2 * id, why + 1);
        told = say(KINDS.blocks, words(why, what, real < 0n ? 0xffffffff : Number(real / 1_000_000n)), true);
        return real;
      },
      runs() {
        Atomics.store(shared, STATES + 2 * id, 0);
        if (told) say(KINDS.runs);
        told = false;
        disturb();
      },
      // Whether it need not be told any more.
      meets() {
        disturb();
        return jitter === 0 ? 1 : 0;
      },
      deadlock() {
        say(KINDS.deadlock);
        halt();
      },
      overflow() {
        say(KINDS.overflow);
        halt();
      },
    };

    const threads = {
      "thread-spawn"(argument) {
        const live = Atomics.add(shared, WORDS.live, 1);
        const next = Atomics.add(shared, WORDS.nextId, 1);
        if (live >= MOST_THREADS || next >= MOST_THREADS) {
          Atomics.sub(shared, WORDS.live, 1);
          return -TRY_AGAIN;
        }
        say(KINDS.spawn, words(next, argument));
        return next;
      },
    };

    // An address out of the memory is the program's error, and it is told so.
    const guarded = (call) => (...values) => {
      try {
        return call(...values);
      } catch (error) {
        if (error instanceof BadAddress || error instanceof RangeError) return BAD_ADDRESS;
        throw error;
      }
    };
    const all = (functions) =>
      Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, guarded(call)]));
    const known = { wasi_snapshot_preview1: all(wasi), wasi: threads, course };
    return { say, disturb, known };
  }

  /** The rest of WASI (files, sockets) is not there. */
  function complete(module, known, memory) {
    const given = { env: { memory } };
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== "function") continue;
      given[from] ??= {};
      given[from][name] = known[from]?.[name] ?? (() => NOT_THERE);
    }
    return given;
  }

  self.onmessage = async ({ data: start }) => {
    const { module, memory, id, argument } = start;
    const { say, disturb, known } = imports(start);
    try {
      const { exports } = await WebAssembly.instantiate(module, complete(module, known, memory));
      disturb();
      if (id === 0) exports._start();
      else exports.wasi_thread_start(id, argument);
      say(KINDS.ended);
      // The last message about this run: the worker may serve again.
      postMessage("idle");
    } catch (error) {
      // V8 and SpiderMonkey, when calls are too deep for the engine itself.
      const deep = error instanceof RangeError || error?.name === "InternalError";
      say(deep ? KINDS.overflow : KINDS.trap, encoder.encode(String(error?.message ?? error)));
    }
  };
}
