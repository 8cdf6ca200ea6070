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
use std::convert::Infallible;
use std::ops::RangeInclusive;

use anyhow::{Context, Result, bail};
use formats::programs::Memory;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{BlockType, CodeSection, Encode, InstructionSink, Module};
use wasmparser::{
    CustomSectionReader, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
    Validator, WasmFeatures,
};

/// Functions that keep the bare instructions.
const BARE: [&str; 3] = [
    "course_bare_wait",
    "course_bare_notify",
    // The linker's own, before anything of the program can run.
    "__wasm_init_memory",
];

/// What a thread waits for, by a part of the mangled name of the function that
/// waits. The first that fits; `WHY` of theme/js/run/host.js has the numbers.
const REASONS: [(&str, i32); 6] = [
    ("barrier", 5),
    ("condvar", 3),
    ("rwlock", 2),
    ("mutex", 1),
    ("4once", 6),
    ("park", 4),
];

fn reason(function: &str) -> i32 {
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

    fn function(&self, name: &str) -> Result<u32> {
        let found = self.functions.iter().find(|(_, known)| *known == name);
        let (index, _) = found.with_context(|| format!("the program has no function {name}"))?;
        Ok(*index)
    }

    fn global(&self, name: &str) -> Result<u32> {
        let index = self.globals.get(name);
        let index = index.with_context(|| format!("the program has no global {name}"))?;
        Ok(*index)
    }
}

/// What is called, and the globals of the stack.
struct Hooks {
    wait: u32,
    notify: u32,
    overflow: u32,
    disturb: u32,
    stack_pointer: u32,
    stack_end: u32,
    calm: u32,
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
    let (mut module, index) = (Module::new(), names.imported);
    let mut rewriter = Rewriter {
        names,
        hooks,
        index,
        refused: None,
    };
    let read = rewriter.parse_core_module(&mut module, Parser::new(0), wasm);
    if let Some(refused) = rewriter.refused {
        bail!("{refused}");
    }
    read.context("the linker's program cannot be read")?;
    let finished = module.finish();
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(&finished)
        .context("the calls that were put in it leave no valid program")?;
    Ok((finished, memory))
}

struct Rewriter {
    names: Names,
    hooks: Hooks,
    /// Of the function that comes next.
    index: u32,
    /// What the libc does not know, and where it stands.
    refused: Option<String>,
}

impl Reencode for Rewriter {
    type Error = Infallible;

    /// Names go, and what tools have written.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error> {
        let index = self.index;
        self.index += 1;
        let name = self.names.functions.get(&index).cloned();
        let name = name.unwrap_or_default();
        if BARE.contains(&name.as_str()) {
            return reencode::utils::parse_function_body(self, code, body);
        }
        let disturbed = is_disturbed(&name);
        let mut after_tee = false;
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            let tee = matches!(operator, Operator::LocalTee { .. });
            match operator {
                Operator::MemoryAtomicWait32 { memarg } => {
                    (function.instructions())
                        .i32_const(memarg.offset as i32)
                        .i32_const(reason(&name))
                        .call(self.hooks.wait);
                }
                Operator::MemoryAtomicNotify { memarg } => {
                    (function.instructions())
                        .i32_const(memarg.offset as i32)
                        .call(self.hooks.notify);
                }
                Operator::MemoryAtomicWait64 { .. } => {
                    self.refused = Some(format!(
                        "function {index} ({name}): it waits on a word of 64 bits, which the libc does not know"
                    ));
                }
                // What goes down is also kept in a local: the way back up is not.
                Operator::GlobalSet { global_index } => {
                    function.instructions().global_set(global_index);
                    if after_tee && global_index == self.hooks.stack_pointer {
                        guard(&mut function.instructions(), &self.hooks);
                    }
                }
                operator => {
                    let instruction = self.instruction(operator)?;
                    function.instruction(&instruction);
                    let mut bytes = Vec::new();
                    instruction.encode(&mut bytes);
                    if disturbed && is_atomic(&bytes) {
                        disturb(&mut function.instructions(), &self.hooks);
                    }
                }
            }
            after_tee = tee;
        }
        code.function(&function);
        Ok(())
    }
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
fn disturb(to: &mut InstructionSink<'_>, hooks: &Hooks) {
    to.global_get(hooks.calm).i32_eqz();
    to.if_(BlockType::Empty).call(hooks.disturb).end();
}

/// `if __stack_pointer < course_stack_end { course_overflow() }`, signed: below
/// address 0, the main thread's stack has ended too.
fn guard(to: &mut InstructionSink<'_>, hooks: &Hooks) {
    to.global_get(hooks.stack_pointer);
    to.global_get(hooks.stack_end).i32_lt_s();
    to.if_(BlockType::Empty).call(hooks.overflow).end();
}

#[cfg(test)]
mod tests {
    use super::*;

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

    const HOOKS: &str = "
        (func $course_wait (param i32 i32 i64 i32 i32) (result i32) unreachable)
        (func $course_notify (param i32 i32 i32) (result i32) unreachable)
        (func $course_overflow)
        (func $course_disturb)";

    const GLOBALS: &str = "
        (global $__stack_pointer (mut i32) (i32.const 0))
        (global $course_stack_end (mut i32) (i32.const 0))
        (global $course_calm (mut i32) (i32.const 0))";

    fn module(parts: &[&str]) -> Vec<u8> {
        let imported = "(import \"env\" \"memory\" (memory 17 64 shared))";
        wat::parse_str(format!("(module {imported} {})", parts.concat())).unwrap()
    }

    /// What becomes of these functions, and what they should become.
    #[track_caller]
    fn check(functions: &str, expected: &str) {
        let bodies = |wasm: &[u8]| -> Vec<Vec<u8>> {
            let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
            let body = |payload| match payload {
                Payload::CodeSectionEntry(body) => Some(body.as_bytes().to_vec()),
                _ => None,
            };
            payloads.filter_map(body).collect()
        };
        let (finished, memory) = finish(&module(&[HOOKS, functions, GLOBALS])).unwrap();
        assert_eq!((memory.initial, memory.maximum), (17, 64));
        assert_eq!(
            bodies(&finished),
            bodies(&module(&[HOOKS, expected, GLOBALS]))
        );
        assert!(!finished.windows(4).any(|bytes| bytes == b"name"));
    }

    #[test]
    fn what_waits_unseen_becomes_a_call_and_bare_functions_stay() {
        let wait = |name: &str, how: &str| {
            format!("(func ${name} (result i32) i32.const 8 i32.const 0 i64.const -1 {how})")
        };
        let bare = wait("course_bare_wait", "memory.atomic.wait32 offset=4");
        let wakes = |how| format!("(func $wake (result i32) i32.const 8 i32.const 1 {how})");
        check(
            &[
                &bare,
                &*wait("lock_of_a_mutex", "memory.atomic.wait32 offset=4"),
                &wakes("memory.atomic.notify"),
            ]
            .concat(),
            &[
                &bare,
                &*wait(
                    "lock_of_a_mutex",
                    "i32.const 4 i32.const 1 call $course_wait",
                ),
                &wakes("i32.const 0 call $course_notify"),
            ]
            .concat(),
        );
    }

    #[test]
    fn the_stack_is_looked_at_on_the_way_down() {
        let deep = |guard: &str| {
            format!(
                "(func $deep (local i32) i32.const 7 local.tee 0 global.set $__stack_pointer {guard}
                 local.get 0 global.set $__stack_pointer)"
            )
        };
        let guard = "global.get $__stack_pointer global.get $course_stack_end i32.lt_s
                     if call $course_overflow end";
        check(&deep(""), &deep(guard));
    }

    #[test]
    fn a_thread_may_be_disturbed_after_what_it_has_seen() {
        let disturb = "global.get $course_calm i32.eqz if call $course_disturb end";
        let loads = |name: &str, then: &str| {
            format!("(func ${name} (result i32) i32.const 8 i32.atomic.load {then})")
        };
        let alone = [
            "_ZN9page_libc4heap",
            "_RNvM_Mutex14lock_contended",
            "malloc",
        ]
        .map(|name| loads(name, ""))
        .concat();
        let adds =
            "(func $_ZN7listing5count (result i32) i32.const 8 i32.const 1 i32.atomic.rmw.add)";
        check(
            &[&*loads("_ZN7listing4main", ""), &alone, adds].concat(),
            &[&*loads("_ZN7listing4main", disturb), &alone, adds].concat(),
        );
    }

    #[track_caller]
    fn check_refused(parts: &[&str], expected: &str) {
        let error = format!("{:#}", finish(&module(parts)).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_program_without_the_libc_is_refused() {
        let no_wait = HOOKS.replace("$course_wait", "$wait");
        check_refused(&[&no_wait, GLOBALS], "no function course_wait");
        let no_end = GLOBALS.replace("$course_stack_end", "$end");
        check_refused(&[HOOKS, &no_end], "no global course_stack_end");
    }

    #[test]
    fn a_wait_that_the_libc_does_not_know_is_refused() {
        let wide =
            "(func $wide (result i32) i32.const 8 i64.const 0 i64.const -1 memory.atomic.wait64)";
        check_refused(
            &[HOOKS, wide, GLOBALS],
            "(wide): it waits on a word of 64 bits",
        );
    }

    #[test]
    fn a_libc_of_another_shape_leaves_no_valid_program() {
        let shapeless = HOOKS.replace("(param i32 i32 i32) (result i32) unreachable", "");
        let wake = "(func $wake (result i32) i32.const 8 i32.const 1 memory.atomic.notify)";
        check_refused(&[&shapeless, wake, GLOBALS], "leave no valid program");
    }
}
