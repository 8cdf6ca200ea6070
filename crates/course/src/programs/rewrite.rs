//! The last step of a program: what the linker made, without names, and with
//! calls of the small libc in the place of what would wait unseen.
//!
//! - `memory.atomic.wait32` and `memory.atomic.notify` become calls of
//!   `course_wait` and `course_notify`: so the libc knows who waits, and what
//!   for, by the function of the standard library that the instruction was in.
//! - After a function has moved the stack pointer down, it is compared with the
//!   end of this thread's stack: WebAssembly itself guards the main thread's only.
//! - After an atomic instruction, `course_disturb` is called, until the page has
//!   said that it leaves this thread alone: with jitter, a thread may be
//!   overtaken between what it has seen and what it does next, even where it
//!   waits for nobody.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use anyhow::{Context, Result, bail};
use formats::programs::Memory;
use wasmparser::{FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// Functions that keep the bare instructions.
const BARE: [&str; 3] = [
    "course_bare_wait",
    "course_bare_notify",
    // The linker's own, before anything of the program can run.
    "__wasm_init_memory",
];

/// What a thread waits for, by a part of the mangled name of the function that
/// waits. The first that fits; `WHY` of theme/js/run/host.js has the numbers.
const REASONS: [(&str, i64); 6] = [
    ("barrier", 5),
    ("condvar", 3),
    ("rwlock", 2),
    ("mutex", 1),
    ("4once", 6),
    ("park", 4),
];

fn reason(function: &str) -> i64 {
    let found = REASONS.iter().find(|(part, _)| function.contains(part));
    found.map_or(0, |(_, number)| *number)
}

/// What the names say of a module, before they are dropped.
#[derive(Default)]
struct Names {
    imported: u32,
    memory: Option<Memory>,
    functions: HashMap<u32, String>,
    globals: HashMap<String, u32>,
}

impl Names {
    fn read(wasm: &[u8]) -> Result<Names> {
        let mut names = Names::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        match import?.ty {
                            TypeRef::Func(_) => names.imported += 1,
                            TypeRef::Memory(limits) => {
                                let initial = limits.initial;
                                let limited = |maximum| Memory { initial, maximum };
                                names.memory = limits.maximum.map(limited);
                            }
                            _ => {}
                        }
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(parts) = section.as_known() {
                        for part in parts {
                            names.keep(part?)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(names)
    }

    fn keep(&mut self, part: Name) -> Result<()> {
        match part {
            Name::Function(functions) => {
                for naming in functions {
                    let naming = naming?;
                    self.functions.insert(naming.index, naming.name.to_owned());
                }
            }
            Name::Global(globals) => {
                for naming in globals {
                    let naming = naming?;
                    self.globals.insert(naming.name.to_owned(), naming.index);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn function(&self, name: &str) -> Result<i64> {
        let found = self.functions.iter().find(|(_, known)| *known == name);
        let (index, _) = found.with_context(|| format!("the program has no function {name}"))?;
        Ok(i64::from(*index))
    }

    fn global(&self, name: &str) -> Result<i64> {
        let index = self.globals.get(name);
        let index = index.with_context(|| format!("the program has no global {name}"))?;
        Ok(i64::from(*index))
    }
}

/// What is called, and the globals of the stack.
struct Hooks {
    wait: i64,
    notify: i64,
    overflow: i64,
    disturb: i64,
    stack_pointer: i64,
    stack_end: i64,
    calm: i64,
}

/// The program as it is published.
pub fn finish(wasm: &[u8]) -> Result<(Vec<u8>, Memory)> {
    let names = Names::read(wasm)?;
    let memory = names.memory.context("it imports no memory with a limit")?;
    let hooks = Hooks {
        wait: names.function("course_wait")?,
        notify: names.function("course_notify")?,
        overflow: names.function("course_overflow")?,
        disturb: names.function("course_disturb")?,
        stack_pointer: names.global("__stack_pointer")?,
        stack_end: names.global("course_stack_end")?,
        calm: names.global("course_calm")?,
    };
    let mut finished = Vec::with_capacity(wasm.len());
    let mut code = Vec::new();
    let mut index = names.imported;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::Version { range, .. } => finished.extend(part(wasm, range.clone())),
            Payload::CodeSectionStart { count, .. } => {
                unsigned(&mut code, u64::from(*count));
                // Its functions follow, one by one.
                index = names.imported;
            }
            Payload::CodeSectionEntry(body) => {
                let name = names.functions.get(&index).map_or("", String::as_str);
                let body = function(wasm, body, name, &hooks)
                    .with_context(|| format!("function {index} ({name})"))?;
                unsigned(&mut code, body.len() as u64);
                code.extend(body);
                index += 1;
            }
            Payload::CustomSection(_) => {}
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    // The code stands before the data, and after all the rest.
                    if id == DATA {
                        section(&mut finished, CODE, &std::mem::take(&mut code));
                    }
                    section(&mut finished, id, part(wasm, range));
                }
            }
        }
    }
    if !code.is_empty() {
        section(&mut finished, CODE, &code);
    }
    Ok((finished, memory))
}

const CODE: u8 = 10;
const DATA: u8 = 11;

fn section(to: &mut Vec<u8>, id: u8, bytes: &[u8]) {
    to.push(id);
    unsigned(to, bytes.len() as u64);
    to.extend(bytes);
}

/// The parser counts bytes in 64 bits.
fn part(wasm: &[u8], range: Range<u64>) -> &[u8] {
    &wasm[range.start as usize..range.end as usize]
}

/// The bytes of a function, with the calls in place.
fn function(wasm: &[u8], body: &FunctionBody, name: &str, hooks: &Hooks) -> Result<Vec<u8>> {
    let Range { start, end } = body.range();
    if BARE.contains(&name) {
        return Ok(part(wasm, start..end).to_vec());
    }
    let mut new = Vec::new();
    let mut kept = start;
    let mut after_tee = false;
    let disturbed = is_disturbed(name);
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let next = operators.original_position();
        match operator {
            Operator::MemoryAtomicWait32 { memarg } => {
                new.extend(part(wasm, kept..at));
                constant(&mut new, memarg.offset as i64);
                constant(&mut new, reason(name));
                call(&mut new, hooks.wait);
                kept = next;
            }
            Operator::MemoryAtomicNotify { memarg } => {
                new.extend(part(wasm, kept..at));
                constant(&mut new, memarg.offset as i64);
                call(&mut new, hooks.notify);
                kept = next;
            }
            Operator::MemoryAtomicWait64 { .. } => {
                bail!("it waits on a word of 64 bits, which the libc does not know")
            }
            // What goes down is also kept in a local: the way back up is not.
            Operator::GlobalSet { global_index }
                if after_tee && i64::from(global_index) == hooks.stack_pointer =>
            {
                new.extend(part(wasm, kept..next));
                guard(&mut new, hooks);
                kept = next;
            }
            _ if disturbed && is_atomic(part(wasm, at..next)) => {
                new.extend(part(wasm, kept..next));
                disturb(&mut new, hooks);
                kept = next;
            }
            _ => {}
        }
        after_tee = matches!(operator, Operator::LocalTee { .. });
    }
    new.extend(part(wasm, kept..end));
    Ok(new)
}

/// No thread is disturbed in these: the libc, the loops that look at a lock again
/// and again, and what starts a thread, for threads that start long after one
/// another do not meet.
const UNDISTURBED: [&str; 5] = [
    "9page_libc",
    "8ThreadId",
    "12thread_local",
    "12thread_start",
    "_contended",
];

/// The libc's names that are not mangled are those of C.
fn is_disturbed(function: &str) -> bool {
    let mangled = function.starts_with("_R") || function.starts_with("_ZN");
    mangled && !UNDISTURBED.iter().any(|part| function.contains(part))
}

/// Loads, stores, exchanges, single bits; not fences. Sums are left
/// out: most of them count references.
fn is_atomic(instruction: &[u8]) -> bool {
    const ATOMIC: u8 = 0xfe;
    const LOADS_AND_STORES: RangeInclusive<u8> = 0x10..=0x1d;
    const BITS_AND_EXCHANGES: RangeInclusive<u8> = 0x2c..=0x4e;
    matches!(instruction, [ATOMIC, which, ..] if LOADS_AND_STORES.contains(which) || BITS_AND_EXCHANGES.contains(which))
}

/// `if !course_calm { course_disturb() }`
fn disturb(to: &mut Vec<u8>, hooks: &Hooks) {
    to.push(GLOBAL_GET);
    unsigned(to, hooks.calm as u64);
    to.extend([I32_EQZ, IF, NO_RESULT]);
    call(to, hooks.disturb);
    to.push(END);
}

const GLOBAL_GET: u8 = 0x23;
const I32_EQZ: u8 = 0x45;
const I32_LT_S: u8 = 0x48;
const IF: u8 = 0x04;
const NO_RESULT: u8 = 0x40;
const END: u8 = 0x0b;

/// `if __stack_pointer < course_stack_end { course_overflow() }`, signed: below
/// address 0, the main thread's stack has ended too.
fn guard(to: &mut Vec<u8>, hooks: &Hooks) {
    for global in [hooks.stack_pointer, hooks.stack_end] {
        to.push(GLOBAL_GET);
        unsigned(to, global as u64);
    }
    to.extend([I32_LT_S, IF, NO_RESULT]);
    call(to, hooks.overflow);
    to.push(END);
}

fn call(to: &mut Vec<u8>, function: i64) {
    to.push(0x10);
    unsigned(to, function as u64);
}

fn constant(to: &mut Vec<u8>, value: i64) {
    to.push(0x41);
    signed(to, value);
}

/// LEB128, as WebAssembly writes its numbers.
fn unsigned(to: &mut Vec<u8>, mut value: u64) {
    while value > 127 {
        to.push(value as u8 | 128);
        value >>= 7;
    }
    to.push(value as u8);
}

fn signed(to: &mut Vec<u8>, mut value: i64) {
    while !(-64..64).contains(&value) {
        to.push(value as u8 | 128);
        value >>= 7;
    }
    to.push(value as u8 & 127);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_webassembly_reads_them() {
        let [mut a, mut b, mut c] = [Vec::new(), Vec::new(), Vec::new()];
        unsigned(&mut a, 624_485);
        signed(&mut b, -123_456);
        signed(&mut c, 64);
        assert_eq!(
            [a, b, c],
            [
                vec![0xe5, 0x8e, 0x26],
                vec![0xc0, 0xbb, 0x78],
                vec![0xc0, 0]
            ]
        );
    }

    #[test]
    fn a_reason_is_in_the_name_of_who_waits() {
        for (name, number) in [
            ("_RNvM…4sync5mutex5futexNtB2_5Mutex14lock_contended", 1),
            ("_RNvM…4sync6rwlock5futexNtB2_6RwLock14read_contended", 2),
            ("_RNvM…4sync7condvar5futexNtB2_7Condvar4wait", 3),
            ("_RNvM…3std6thread6threadNtB4_6Thread4park", 4),
            (
                "_RINv…7condvarNtB3_7Condvar10wait_whileNtNtB7_7barrier12Barr",
                5,
            ),
            ("_RNvM…4sync4once5futexNtB5_4Once4call", 6),
            ("my_own_futex", 0),
        ] {
            assert_eq!(reason(name), number, "{name}");
        }
    }

    /// A module of one memory, three globals and functions that do nothing, but
    /// for one of each kind that is changed.
    fn module(bodies: &[(&str, &[u8])], globals: &[&str]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let count = bodies.len() as u8;
        section(&mut wasm, 1, &[1, 0x60, 0, 0]);
        let imported = [&[1, 3][..], b"env", &[6], b"memory", &[2, 3, 17, 64]].concat();
        section(&mut wasm, 2, &imported);
        section(&mut wasm, 3, &[vec![count], vec![0; bodies.len()]].concat());
        let one_global = [0x7f, 1, 0x41, 0, 0x0b];
        section(&mut wasm, 6, &[vec![3], one_global.repeat(3)].concat());
        let mut code = vec![count];
        for (_, body) in bodies {
            let body = [&[0], *body, &[0x0b]].concat();
            unsigned(&mut code, body.len() as u64);
            code.extend(body);
        }
        section(&mut wasm, CODE, &code);
        let named = |id: u8, names: Vec<&str>| {
            let mut map = vec![names.len() as u8];
            for (index, name) in names.iter().enumerate() {
                map.extend([index as u8, name.len() as u8]);
                map.extend(name.as_bytes());
            }
            let mut part = vec![id];
            unsigned(&mut part, map.len() as u64);
            part.extend(map);
            part
        };
        let functions = named(1, bodies.iter().map(|(name, _)| *name).collect());
        let parts = [&[4][..], b"name", &functions, &named(7, globals.to_vec())].concat();
        section(&mut wasm, 0, &parts);
        wasm
    }

    const GLOBALS: [&str; 3] = ["__stack_pointer", "course_stack_end", "course_calm"];

    /// `local.get 0 (×3 consts) wait; drop`, as bytes.
    const WAIT: &[u8] = &[0x41, 8, 0x41, 0, 0x42, 0x7f, 0xfe, 1, 2, 4, 0x1a];
    const NOTIFY: &[u8] = &[0x41, 8, 0x41, 1, 0xfe, 0, 2, 0, 0x1a];
    const DESCEND: &[u8] = &[0x22, 0, 0x24, 0];

    const LOAD: &[u8] = &[0x41, 8, 0xfe, 0x10, 2, 0, 0x1a];
    const ADD: &[u8] = &[0x41, 8, 0x41, 1, 0xfe, 0x1e, 2, 0, 0x1a];

    const HOOKS: [(&str, &[u8]); 4] = [
        ("course_wait", &[]),
        ("course_notify", &[]),
        ("course_overflow", &[]),
        ("course_disturb", &[]),
    ];

    fn bodies(wasm: &[u8]) -> Vec<Vec<u8>> {
        let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
        payloads
            .filter_map(|payload| match payload {
                Payload::CodeSectionEntry(body) => Some(part(wasm, body.range()).to_vec()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn what_waits_unseen_becomes_a_call_and_bare_functions_stay() {
        let program = [
            &HOOKS[..],
            &[
                ("lock_of_a_mutex", WAIT),
                ("wake", NOTIFY),
                ("course_bare_wait", WAIT),
                ("deep", DESCEND),
            ],
        ]
        .concat();
        let (finished, memory) = finish(&module(&program, &GLOBALS)).unwrap();
        assert_eq!((memory.initial, memory.maximum), (17, 64));
        let bodies = bodies(&finished);
        let body = |instructions: &[u8]| [&[0], instructions, &[0x0b]].concat();
        assert_eq!(
            bodies[4],
            body(&[
                0x41, 8, 0x41, 0, 0x42, 0x7f, 0x41, 4, 0x41, 1, 0x10, 0, 0x1a
            ])
        );
        assert_eq!(bodies[5], body(&[0x41, 8, 0x41, 1, 0x41, 0, 0x10, 1, 0x1a]));
        assert_eq!(bodies[6], body(WAIT));
        assert_eq!(
            bodies[7],
            body(&[
                0x22, 0, 0x24, 0, 0x23, 0, 0x23, 1, 0x48, 4, 0x40, 0x10, 2, 0x0b
            ])
        );
        assert!(!finished.windows(4).any(|bytes| bytes == b"name"));
    }

    #[test]
    fn a_thread_may_be_disturbed_after_what_it_has_seen() {
        let names = [
            "_ZN7listing4main",
            "_ZN9page_libc4heap",
            "_RNvM_Mutex14lock_contended",
            "malloc",
        ];
        let mut program = HOOKS.to_vec();
        program.extend(names.map(|name| (name, LOAD)));
        program.push(("_ZN7listing5count", ADD));
        let (finished, _) = finish(&module(&program, &GLOBALS)).unwrap();
        let bodies = bodies(&finished);
        let disturbed = [
            &[0],
            &LOAD[..6],
            &[0x23, 2, 0x45, 4, 0x40, 0x10, 3, 0x0b],
            &[0x1a, 0x0b],
        ];
        assert_eq!(bodies[4], disturbed.concat());
        let alone = [&[0], LOAD, &[0x0b]].concat();
        assert_eq!(bodies[5..8], [alone.clone(), alone.clone(), alone]);
        assert_eq!(bodies[8], [&[0], ADD, &[0x0b]].concat());
    }

    #[track_caller]
    fn check_refused(program: &[(&str, &[u8])], globals: &[&str], expected: &str) {
        let error = format!("{:#}", finish(&module(program, globals)).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_program_without_the_libc_is_refused() {
        check_refused(&HOOKS[1..], &GLOBALS, "no function course_wait");
        check_refused(&HOOKS, &["__stack_pointer"], "no global course_stack_end");
    }

    #[test]
    fn a_wait_that_the_libc_does_not_know_is_refused() {
        let wait: &[u8] = &[0x41, 8, 0x42, 0, 0x42, 0x7f, 0xfe, 2, 3, 0, 0x1a];
        let program = [&HOOKS[..], &[("wide", wait)]].concat();
        check_refused(&program, &GLOBALS, "a word of 64 bits");
    }
}
