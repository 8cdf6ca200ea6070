//! Programs as text, for what data cannot say: plain cells, behind locks and in
//! races, destructors, panics that are caught, thread locals, owners that are
//! counted, objects born in constants, what is reached by `get_mut`.
//!
//! Each prints one line, at the end of its `main`, and uses nothing of its own
//! beside what its text mentions.

use crate::Chance;
use std::fmt::Write;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Loads may return old values.
    pub weak: bool,
    /// What other tools know too: strong memory, no panic, no race, no counts.
    pub tame: bool,
    /// Threads share an `Arc`, and not what `main` lends them.
    arc: bool,
    bound: Option<usize>,
    /// What a destructor does, and that of a thread local.
    at_drop: [&'static str; 2],
    before: Vec<Piece>,
    main: Vec<Piece>,
    threads: Vec<Vec<Piece>>,
    after: Vec<Piece>,
}

/// Some lines; the last of them may open a block.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    block: Option<(Vec<Piece>, &'static str)>,
}

/// Kinds of operations that have something to say to each other.
const KITS: [&[&str]; 7] = [
    &[
        "atomic", "atomic", "publish", "publish", "look", "look", "plain", "fence",
    ],
    &["swap", "swap", "plain", "lock", "read", "write", "try lock"],
    &[
        "cell", "ref cell", "lock", "try lock", "panic", "catch", "report",
    ],
    &["send", "send", "send", "plain", "atomic", "leave", "panic"],
    &["own", "own", "own", "weak", "atomic", "panic"],
    &[
        "local", "count", "report", "lock", "panic", "result", "born",
    ],
    &[
        "born", "born", "static", "once", "barrier", "debug", "alone", "atomic",
    ],
];

const TAME: [&[&str]; 3] = [
    &["atomic", "lock", "cell", "born", "barrier"],
    &["send", "send", "atomic", "read", "write"],
    &["lock", "try lock", "cell", "ref cell", "report"],
];

/// `main` and one or two threads, six operations or so.
pub fn listing(seed: u64) -> Listing {
    let mut chance = Chance::new(seed);
    let tame = chance.percent(30);
    let weak = !tame && chance.percent(60);
    let arc = chance.percent(50);
    let mut maker = Maker {
        tame,
        weak,
        arc,
        main: false,
        kits: match tame {
            true => vec![chance.one_of(&TAME)],
            false => {
                let kit = chance.one_of(&KITS);
                vec![kit, kit, chance.one_of(&KITS)]
            }
        },
        chance,
    };
    let threads = maker.chance.one_of(&[1, 2, 2, 2]);
    let most = if threads == 1 { 5 } else { 3 };
    let threads = (0..threads).map(|_| maker.pieces(1, most)).collect();
    maker.main = true;
    Listing {
        weak,
        tame,
        arc,
        bound: maker.chance.one_of(&[None, None, Some(0), Some(1)]),
        at_drop: [maker.at_drop(), maker.at_drop()],
        main: maker.pieces(0, 2),
        before: maker.alone("shared.", 25),
        after: maker.alone(if arc { "shared." } else { "shared.after " }, 60),
        threads,
    }
}

struct Maker {
    chance: Chance,
    tame: bool,
    weak: bool,
    arc: bool,
    main: bool,
    kits: Vec<&'static [&'static str]>,
}

impl Maker {
    fn pieces(&mut self, least: usize, most: usize) -> Vec<Piece> {
        let length = self.chance.between(least, most);
        (0..length).map(|_| self.piece(1)).collect()
    }

    fn piece(&mut self, depth: usize) -> Piece {
        let kit = self.chance.one_of(&self.kits);
        let kind = self.chance.one_of(kit);
        let n = self.chance.between(1, 3);
        let (load, store, both) = (self.load(), self.store(), self.both());
        let object = self.chance.one_of(&["a", "b"]);
        let text = match kind {
            "atomic" => {
                let texts = [
                    format!("log.push(s.{object}.load({load}));"),
                    format!("s.{object}.store({n}, {store});"),
                    format!("log.push(s.{object}.fetch_add({n}, {both}));"),
                    format!("log.push(s.{object}.swap({n}, {both}));"),
                    format!(
                        "log.push(s.{object}.compare_exchange(0, {n}, {both}, {load}).unwrap_or_else(|seen| 50 + seen));"
                    ),
                ];
                self.choose(texts)
            }
            "fence" => format!(
                "fence({});",
                self.chance
                    .one_of(&["Acquire", "Release", "AcqRel", "SeqCst"])
            ),
            "publish" => {
                let fence = if self.chance.percent(30) {
                    "fence(Release);\n"
                } else {
                    ""
                };
                format!("unsafe {{ *s.slot.get() = {n} }};\n{fence}s.flag.store(true, {store});")
            }
            "look" => {
                let fence = if self.chance.percent(30) {
                    "\n    fence(Acquire);"
                } else {
                    ""
                };
                let text = format!("if s.flag.load({load}) {{{fence}");
                return self.block(text, depth, "}", Some(read_slot()));
            }
            "swap" => {
                let text = format!("if !s.flag.swap(true, {both}) {{");
                let close = match store {
                    "Release" | "SeqCst" => "    s.flag.store(false, Release);\n}",
                    _ => "    s.flag.store(false, Relaxed);\n}",
                };
                let plain = self.plain(n);
                return self.block(text, depth, close, Some(plain));
            }
            "plain" => return self.plain(n),
            "lock" => {
                return self.block(guard("mut ", "s.m.lock()", GROW), depth, "}", None);
            }
            "write" => {
                return self.block(guard("mut ", "s.l.write()", GROW), depth, "}", None);
            }
            "read" => {
                let mut read = self.block(guard("", "s.l.read()", LOOK), depth, "}", None);
                // Who reads twice waits for ever in shuttle.
                if let (true, Some((body, _))) = (self.tame, &mut read.block) {
                    body.clear();
                }
                return read;
            }
            "try lock" => {
                let text = format!("if let Ok(mut g) = s.m.try_lock() {{\n    {GROW}");
                return self.block(text, depth, "} else {\n    log.push(98);\n}", None);
            }
            "cell" => guard(
                "",
                "s.c.lock()",
                &format!("g.set(g.get() + {n});\n    log.push(g.get());\n}}"),
            ),
            "ref cell" => guard(
                "",
                "s.r.lock()",
                &format!("*g.borrow_mut() += {n};\n    log.push(*g.borrow());\n}}"),
            ),
            "panic" if self.main => format!("s.a.fetch_add({n}, {both});"),
            "panic" => {
                let texts = [
                    "panic!(\"on purpose\");".into(),
                    format!(
                        "if s.a.load({load}) == {} {{ panic!(\"on purpose\"); }}",
                        n - 1
                    ),
                    format!("if log.last() == Some(&{n}) {{ panic!(\"on purpose\"); }}"),
                ];
                self.choose(texts)
            }
            "catch" => {
                let text = "let caught = catch_unwind(AssertUnwindSafe(|| {".into();
                let close = "    if log.len() % 2 == 1 { panic!(\"on purpose\"); }\n}));\nlog.push(if caught.is_err() { 97 } else { 0 });";
                return self.block(text, depth, close, None);
            }
            "report" if self.main && self.arc => format!("s.b.store({n}, {store});"),
            "report" => "let _report = Report(&s);".into(),
            "send" if self.main => {
                let texts = [
                    "log.push(rx.recv().unwrap_or(62));".to_owned(),
                    "log.push(rx.try_recv().unwrap_or(63));".into(),
                    "if let Ok(n) = rx.recv() {\n    log.push(n + unsafe { *s.slot.get() });\n}"
                        .into(),
                ];
                match self.tame {
                    true => self.choose([texts[0].clone(), texts[1].clone()]),
                    false => self.choose(texts),
                }
            }
            "send" => {
                format!("log.push(tx.as_ref().map_or(96, |tx| u32::from(tx.send({n}).is_ok())));")
            }
            "leave" if self.main => "log.extend(rx.iter());".into(),
            "leave" => "drop(tx.take());".into(),
            "own" => {
                let texts = [
                    "drop(own.take());",
                    "log.push(own.as_ref().map_or(90, |own| Arc::strong_count(own) as u32));",
                    "log.push(own.as_mut().map_or(90, |own| Arc::get_mut(own).map_or(91, |owned| { owned.0 += 1; owned.0 })));",
                    "log.push(own.take().map_or(90, |own| Arc::into_inner(own).map_or(91, |owned| owned.0)));",
                    "log.push(own.take().map_or(90, |own| Arc::try_unwrap(own).map_or(92, |owned| owned.0)));",
                ];
                self.chance.one_of(&texts).into()
            }
            "weak" => {
                let texts = [
                    "log.push(weak.upgrade().map_or(93, |own| own.0));",
                    "log.push(weak.strong_count() as u32);",
                ];
                self.chance.one_of(&texts).into()
            }
            "local" if self.main || !self.arc => format!("s.b.store({n}, {store});"),
            "local" => "LOCAL.with(|local| *local.borrow_mut() = Some(Bye(s.clone())));".into(),
            "count" if self.main => format!("log.push(s.b.load({load}));"),
            "count" => "COUNT.set(COUNT.get() + 1);\nlog.push(COUNT.get());".into(),
            "result" if self.main || self.arc => format!("log.push(s.b.fetch_add({n}, {both}));"),
            "result" => format!("*out += 1 + s.{object}.load({load});"),
            "born" => {
                let at = self.chance.below(2);
                let texts = [
                    format!("log.push(s.pair[{at}].fetch_add({n}, {both}));"),
                    format!(
                        "*s.locks[{at}].lock().unwrap_or_else(PoisonError::into_inner) += {n};"
                    ),
                    format!("s.pair[{at}].store({n}, {store});"),
                ];
                self.choose(texts)
            }
            "static" => {
                let texts = [
                    format!("log.push(N.fetch_add({n}, {both}));"),
                    format!("log.push(N.load({load}));"),
                    format!(
                        "{{\n    let mut g = G.lock().unwrap_or_else(PoisonError::into_inner);\n    *g += {n};\n    log.push(*g);\n}}"
                    ),
                ];
                self.choose(texts)
            }
            "once" => {
                let texts = [
                    format!("log.push(*s.o.get_or_init(|| {n}));"),
                    "log.push(s.o.get().copied().unwrap_or(67));".into(),
                ];
                self.choose(texts)
            }
            // Of those who meet, shuttle tries one leader alone; and it wakes who waits
            // at one when the last thread of a scope ends.
            "barrier" if self.tame => format!("s.a.store({n}, {store});"),
            "barrier" => "log.push(u32::from(s.barrier.wait().is_leader()));".into(),
            "debug" => {
                let texts = [
                    format!("log.push(u32::from(format!(\"{{:?}}\", s.{object}) == \"0\"));"),
                    "log.push(u32::from(format!(\"{:?}\", s.m).contains(\"locked>\")));".into(),
                ];
                self.choose(texts)
            }
            "alone" if self.main && self.arc && depth == 1 => {
                "log.push(Arc::get_mut(&mut s).map_or(95, |shared| *shared.a.get_mut()));".into()
            }
            "alone" => format!("s.a.store({n}, {store});"),
            other => unreachable!("{other} is no operation"),
        };
        Piece { text, block: None }
    }

    /// With something in it, if that is not too deep.
    fn block(
        &mut self,
        text: String,
        depth: usize,
        close: &'static str,
        first: Option<Piece>,
    ) -> Piece {
        let mut body: Vec<Piece> = first.into_iter().collect();
        if depth > 0 && self.chance.percent(50) {
            body.push(self.piece(depth - 1));
        }
        let block = Some((body, close));
        Piece { text, block }
    }

    fn plain(&mut self, n: usize) -> Piece {
        if self.tame {
            let text = format!("s.a.store({n}, SeqCst);");
            return Piece { text, block: None };
        }
        let texts = [
            read_slot().text,
            format!("unsafe {{ *s.slot.get() += {n} }};"),
            format!("unsafe {{ s.slot.get().write({n}) }};"),
            format!("log.push(unsafe {{ std::ptr::replace(s.slot.get(), {n}) }});"),
            "if unsafe { *s.slot.get() } == 1 {\n    log.push(88);\n}".into(),
        ];
        let text = match self.chance.percent(5) {
            true => format!("let kept = s.slot.get();\nunsafe {{ *kept += {n} }};"),
            false => self.choose(texts),
        };
        Piece { text, block: None }
    }

    /// Before there are threads, and after: nobody else is there.
    fn alone(&mut self, shared: &str, percent: usize) -> Vec<Piece> {
        let after = shared.ends_with("after ");
        let shared = shared.trim_end_matches("after ");
        let mut texts = vec![
            format!("*{shared}a.get_mut() += 2;"),
            format!("*{shared}pair[1].get_mut() += 4;"),
            format!("*{shared}m.get_mut().unwrap_or_else(PoisonError::into_inner) += 3;"),
        ];
        if !self.tame {
            texts.push(format!("*{shared}slot.get_mut() += 5;"));
        }
        if after {
            texts.push(format!("log.push({shared}a.into_inner());"));
        }
        match self.chance.percent(percent) {
            true => {
                let text = self.chance.below(texts.len());
                vec![Piece {
                    text: texts.swap_remove(text),
                    block: None,
                }]
            }
            false => vec![],
        }
    }

    fn at_drop(&mut self) -> &'static str {
        let tame = [
            "self.0.a.fetch_add(10, SeqCst);",
            "self.0.b.store(7, SeqCst);",
            "if let Ok(mut g) = self.0.m.try_lock() { *g += 10; }",
        ];
        let all = [
            "if std::thread::panicking() { self.0.a.store(9, Release); }",
            "if self.0.m.is_poisoned() { self.0.a.store(8, Relaxed); }",
            "*self.0.m.lock().unwrap_or_else(PoisonError::into_inner) += 10;",
            "unsafe { *self.0.slot.get() += 10 };",
        ];
        match self.tame || self.chance.percent(50) {
            true => self.chance.one_of(&tame),
            false => self.chance.one_of(&all),
        }
    }

    fn choose<const N: usize>(&mut self, mut texts: [String; N]) -> String {
        std::mem::take(&mut texts[self.chance.below(N)])
    }

    fn load(&mut self) -> &'static str {
        self.order(&["Relaxed", "Acquire", "Acquire", "SeqCst"])
    }

    fn store(&mut self) -> &'static str {
        self.order(&["Relaxed", "Release", "Release", "SeqCst"])
    }

    fn both(&mut self) -> &'static str {
        self.order(&[
            "Relaxed", "Acquire", "Release", "AcqRel", "AcqRel", "SeqCst",
        ])
    }

    fn order(&mut self, orders: &[&'static str]) -> &'static str {
        match self.weak {
            true => self.chance.one_of(orders),
            false => "SeqCst",
        }
    }
}

fn read_slot() -> Piece {
    let text = "log.push(unsafe { *s.slot.get() });".into();
    Piece { text, block: None }
}

const GROW: &str = "*g += 1;\n    log.push(*g);";
const LOOK: &str = "log.push(*g);";

/// Leaves its block open, unless `first` closes it.
fn guard(mutable: &str, call: &str, first: &str) -> String {
    format!("{{\n    let {mutable}g = {call}.unwrap_or_else(PoisonError::into_inner);\n    {first}")
}

impl Listing {
    /// Whether it may be run again in one process: its statics begin once.
    pub fn runs_again(&self) -> bool {
        let text = self.bodies();
        !text.contains("N.") && !text.contains("G.")
    }

    /// How many operations it has.
    pub fn size(&self) -> usize {
        fn size(pieces: &[Piece]) -> usize {
            let inside = |piece: &Piece| piece.block.as_ref().map_or(0, |(body, _)| size(body));
            pieces.iter().map(|piece| 1 + inside(piece)).sum()
        }
        self.lists().map(|pieces| size(pieces)).sum()
    }

    fn lists(&self) -> impl Iterator<Item = &Vec<Piece>> {
        let main = [&self.before, &self.main, &self.after];
        main.into_iter().chain(&self.threads)
    }

    /// With an operation or a thread less, or what is in a block without it.
    pub fn smaller(&self) -> Vec<Listing> {
        let mut found = vec![];
        if self.threads.len() > 1 {
            for thread in 0..self.threads.len() {
                let mut less = self.clone();
                less.threads.remove(thread);
                found.push(less);
            }
        }
        for list in 0..3 + self.threads.len() {
            let at = |listing: &mut Listing| match list {
                0 => std::mem::take(&mut listing.before),
                1 => std::mem::take(&mut listing.main),
                2 => std::mem::take(&mut listing.after),
                more => std::mem::take(&mut listing.threads[more - 3]),
            };
            for pieces in fewer(&at(&mut self.clone())) {
                let mut less = self.clone();
                match list {
                    0 => less.before = pieces,
                    1 => less.main = pieces,
                    2 => less.after = pieces,
                    more => less.threads[more - 3] = pieces,
                }
                found.push(less);
            }
        }
        found
    }

    fn bodies(&self) -> String {
        let mut text = String::new();
        for pieces in self.lists() {
            write(&mut text, pieces, 0);
        }
        text
    }

    /// As a file.
    pub fn text(&self) -> String {
        let bodies = self.bodies();
        let mut drops = String::new();
        for (name, held, at_drop) in [
            ("Report", "&'a Shared", self.at_drop[0]),
            ("Bye", "Arc<Shared>", self.at_drop[1]),
        ] {
            if bodies.contains(&format!("{name}(")) {
                let life = if held.contains("'a") { "<'a>" } else { "" };
                drops += &format!(
                    "struct {name}{life}({held});\n\nimpl{life} Drop for {name}{life} {{\n    fn drop(&mut self) {{\n        {at_drop}\n    }}\n}}\n\n"
                );
            }
        }
        let has = |word: &str| bodies.contains(word) || drops.contains(word);
        let used = |&(name, _, _): &(&str, &str, &str)| {
            let of = |owner: &str| {
                let path = format!("{owner}.{name}");
                [".", "[", ")", "}"]
                    .iter()
                    .any(|next| has(&format!("{path}{next}")))
                    || has(&format!("{path},"))
                    || has(&format!("{path} "))
            };
            of("s") || of("shared") || of("self.0")
        };
        let fields: Vec<_> = FIELDS.into_iter().filter(used).collect();
        let mut text = HEADER.to_owned();
        text += "struct Shared {\n";
        for (name, kind, _) in &fields {
            text += &format!("    {name}: {kind},\n");
        }
        text += "}\n\n";
        if fields.iter().any(|field| field.0 == "slot") {
            text += "// SAFETY: none; that is what is asked.\nunsafe impl Sync for Shared {}\n\n";
        }
        text += &drops;
        if has("own.") || has("weak.") {
            text += "struct Owned(u32);\n\n";
        }
        for (word, item) in [
            ("N.", "static N: AtomicU32 = AtomicU32::new(0);\n\n"),
            ("G.", "static G: Mutex<u32> = Mutex::new(0);\n\n"),
            (
                "LOCAL.",
                "thread_local! {\n    static LOCAL: RefCell<Option<Bye>> = const { RefCell::new(None) };\n}\n\n",
            ),
            (
                "COUNT.",
                "thread_local! {\n    static COUNT: Cell<u32> = const { Cell::new(0) };\n}\n\n",
            ),
        ] {
            if has(word) {
                text += item;
            }
        }
        text += "fn main() {\n    let mut log: Vec<u32> = vec![];\n    let mut shared = Shared {\n";
        for (name, _, value) in &fields {
            text += &format!("        {name}: {value},\n");
        }
        text += "    };\n";
        write(&mut text, &self.before, 1);
        text += match self.arc {
            true => "    let mut s = Arc::new(shared);\n",
            false => "    let s = &shared;\n",
        };
        let (channel, own, weak, out) = (
            has("tx.") || has("rx."),
            has("own.") || has("weak."),
            has("weak."),
            has("*out"),
        );
        let call = match self.bound {
            None => "channel::<u32>()".to_owned(),
            Some(bound) => format!("sync_channel::<u32>({bound})"),
        };
        for (is_there, line) in [
            (channel, &*format!("let (tx, rx) = {call};")),
            (own, "let own = Arc::new(Owned(40));"),
            (weak, "let weak = Arc::downgrade(&own);"),
            (
                out,
                "let mut outs = [0u32; 2];\n    let mut rest = outs.iter_mut();",
            ),
        ] {
            if is_there {
                text += &format!("    {line}\n");
            }
        }
        let depth = match self.arc {
            true => 1,
            false => {
                text += "    let ends: Vec<Option<Vec<u32>>> = thread::scope(|scope| {\n";
                2
            }
        };
        let indent = "    ".repeat(depth);
        let _ = writeln!(text, "{indent}let mut children = vec![];");
        for pieces in &self.threads {
            let _ = writeln!(text, "{indent}children.push({{");
            for (is_there, line) in [
                (self.arc, "let s = s.clone();"),
                (channel, "let mut tx = Some(tx.clone());"),
                (own, "let mut own = Some(own.clone());"),
                (weak, "let weak = weak.clone();"),
                (out, "let out = rest.next().expect(\"one each\");"),
            ] {
                if is_there {
                    let _ = writeln!(text, "{indent}    {line}");
                }
            }
            let spawn = if self.arc {
                "thread::spawn"
            } else {
                "scope.spawn"
            };
            let _ = writeln!(
                text,
                "{indent}    {spawn}(move || {{\n{indent}        let mut log: Vec<u32> = vec![];"
            );
            write(&mut text, pieces, depth + 2);
            // Its channel and its owner go with it, used or not.
            for (is_there, line) in [(channel, "drop(tx.take());"), (own, "drop(own.take());")] {
                if is_there {
                    let _ = writeln!(text, "{indent}        {line}");
                }
            }
            let _ = writeln!(text, "{indent}        log\n{indent}    }})\n{indent}}});");
        }
        if channel {
            let _ = writeln!(text, "{indent}drop(tx);");
        }
        if own {
            let _ = writeln!(text, "{indent}let mut own = Some(own);");
        }
        write(&mut text, &self.main, depth);
        let join = "children.into_iter().map(|child| child.join().ok()).collect()";
        match self.arc {
            true => {
                let _ = writeln!(text, "    let ends: Vec<Option<Vec<u32>>> = {join};");
            }
            false => {
                let _ = writeln!(text, "        {join}\n    }});");
            }
        }
        let last: String = (fields.iter())
            .filter_map(|(name, _, _)| self.end_of(name, &bodies))
            .collect();
        let alone = self.arc && !self.after.is_empty();
        if alone {
            text += "    if let Ok(mut shared) = Arc::try_unwrap(s) {\n";
        }
        let depth = if alone { 2 } else { 1 };
        write(&mut text, &self.after, depth);
        for line in last.lines() {
            let _ = writeln!(text, "{}{line}", "    ".repeat(depth));
        }
        if alone {
            text += "    }\n";
        }
        text += match out {
            true => "    println!(\"{log:?} {ends:?} {outs:?}\");\n}\n",
            false => "    println!(\"{log:?} {ends:?}\");\n}\n",
        };
        text
    }

    /// What `main` looks at last: what threads left.
    fn end_of(&self, field: &str, bodies: &str) -> Option<String> {
        let owner = match self.arc && self.after.is_empty() {
            true => "s",
            false => "shared",
        };
        let locked = ".lock().unwrap_or_else(PoisonError::into_inner)";
        let line = match field {
            "a" | "b" => format!("log.push({owner}.{field}.load(SeqCst));"),
            "m" => format!("log.push(*{owner}.m{locked});"),
            "c" => format!("log.push({owner}.c{locked}.get());"),
            "r" => format!("log.push(*{owner}.r{locked}.borrow());"),
            "slot" => format!("log.push(unsafe {{ *{owner}.slot.get() }});"),
            "pair" => format!(
                "log.push({owner}.pair[0].load(Relaxed) * 10 + {owner}.pair[1].load(Relaxed));"
            ),
            _ => return None,
        };
        let is_gone = bodies.contains(&format!("shared.{field}.into_inner"));
        (!is_gone).then(|| line + "\n")
    }
}

/// Name, type and value.
const FIELDS: [(&str, &str, &str); 12] = [
    ("a", "AtomicU32", "AtomicU32::new(0)"),
    ("b", "AtomicU32", "AtomicU32::new(0)"),
    ("flag", "AtomicBool", "AtomicBool::new(false)"),
    ("slot", "UnsafeCell<u32>", "UnsafeCell::new(0)"),
    ("m", "Mutex<u32>", "Mutex::new(0)"),
    ("l", "RwLock<u32>", "RwLock::new(0)"),
    ("c", "Mutex<Cell<u32>>", "Mutex::new(Cell::new(0))"),
    ("r", "Mutex<RefCell<u32>>", "Mutex::new(RefCell::new(0))"),
    ("pair", "[AtomicU32; 2]", "[const { AtomicU32::new(0) }; 2]"),
    ("locks", "[Mutex<u32>; 2]", "[const { Mutex::new(0) }; 2]"),
    ("o", "OnceLock<u32>", "OnceLock::new()"),
    ("barrier", "Barrier", "Barrier::new(2)"),
];

const HEADER: &str = "use std::cell::*;
use std::panic::*;
use std::sync::atomic::Ordering::*;
use std::sync::atomic::*;
use std::sync::mpsc::*;
use std::sync::*;
use std::thread;

";

fn write(text: &mut String, pieces: &[Piece], depth: usize) {
    let indent = "    ".repeat(depth);
    let mut lines = |lines: &str| {
        for line in lines.lines() {
            let _ = writeln!(text, "{indent}{line}");
        }
    };
    let mut all = String::new();
    for piece in pieces {
        all += &piece.text;
        all.push('\n');
        if let Some((body, close)) = &piece.block {
            write(&mut all, body, 1);
            all += close;
            all.push('\n');
        }
    }
    lines(&all);
}

fn fewer(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut found = vec![];
    for (at, piece) in pieces.iter().enumerate() {
        let with = |middle: &[Piece]| [&pieces[..at], middle, &pieces[at + 1..]].concat();
        found.push(with(&[]));
        if let Some((body, close)) = &piece.block {
            if !body.is_empty() {
                found.push(with(body));
            }
            for body in fewer(body) {
                let mut piece = piece.clone();
                piece.block = Some((body, close));
                found.push(with(&[piece]));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seeds are printed to be used again; and only what is mentioned is there.
    #[test]
    fn a_seed_gives_one_text_that_has_what_it_uses() {
        for seed in 0..50 {
            let text = listing(seed).text();
            assert_eq!(text, listing(seed).text());
            for (name, kind, _) in FIELDS {
                let is_used = ["s", "shared", "self.0"].iter().any(|owner| {
                    let path = format!("{owner}.{name}");
                    text.match_indices(&path)
                        .any(|(at, _)| !text[at + path.len()..].starts_with(char::is_alphanumeric))
                });
                assert_eq!(
                    is_used,
                    text.contains(&format!("    {name}: {kind},")),
                    "{name}\n{text}"
                );
            }
        }
    }
}
