//! What the words of a listing say before it runs: what it may do where no
//! object of the engine is, and what it names that no façade stands for.

use proc_macro2::{Ident, LexError, TokenStream, TokenTree};
use std::fmt;

/// A program that names none of them is safe Rust without cells or leaks: beside
/// objects, a thread can leave something in what it borrows mutably and in what it
/// returns, and nowhere else.
const OPAQUE: [&str; 14] = [
    "unsafe",
    // Plain memory that is written through a shared reference.
    "Cell",
    "RefCell",
    "UnsafeCell",
    "OnceCell",
    "LazyCell",
    // What is never dropped, or not counted by objects.
    "Rc",
    "forget",
    "ManuallyDrop",
    "MaybeUninit",
    "leak",
    "into_raw",
    // What the text of an equal value does not tell.
    "capacity",
    // What is not in this file.
    "include",
];

/// Crates that hold what a façade stands for under another name: what is used of
/// them is no step. Only an import can name the second: elsewhere it is what the
/// listing imported, from `std`.
const CRATES: [(&str, Where); 2] = [("core", Where::AnyPath), ("alloc", Where::Import)];

/// What ends a value, or hands it out once more, unseen.
const FREES: [&str; 9] = [
    "assume_init_drop",
    "assume_init_read",
    "dealloc",
    "drop_in_place",
    "from_non_null",
    "from_raw",
    "from_raw_in",
    "from_raw_parts",
    "realloc",
];

#[derive(PartialEq)]
enum Where {
    AnyPath,
    Import,
}

pub struct Words {
    /// Whether threads may leave something where no object is. Then the order of
    /// all that is done to an object is part of the state, and so is all that a
    /// thread that has ended did.
    pub opaque: bool,
    /// Another file is part of it: `mod name;`, or `include!`.
    pub names_a_file: bool,
    /// It ends by hand what a pointer leads to, or makes two values of one.
    pub frees: bool,
    /// Whether it may have data races: the compiler proves that others have none.
    pub is_unsafe: bool,
    /// A static may hold what no execution begins anew.
    pub keeps: bool,
    /// The first thing that cannot be explored.
    pub refused: Option<Refused>,
}

/// What the words of all its files say of a listing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nature {
    pub opaque: bool,
    /// It may touch memory that it freed, and have data races.
    pub may_err: bool,
    /// What is live in the end may be used by the next execution.
    pub keeps: bool,
}

impl Words {
    pub fn of(text: &str) -> Result<Words, LexError> {
        let mut words = Words {
            opaque: false,
            names_a_file: false,
            frees: false,
            is_unsafe: false,
            keeps: false,
            refused: None,
        };
        words.read(text.parse()?, false);
        Ok(words)
    }

    /// `within`: what a path has led into, as in `use std::{…}`.
    fn read(&mut self, tokens: TokenStream, within: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut imports = false;
        for (at, token) in tokens.iter().enumerate() {
            let (before, after) = (&tokens[..at], &tokens[at + 1..]);
            match token {
                TokenTree::Group(group) => {
                    self.read(group.stream(), within || imports && is_led_to(before));
                }
                TokenTree::Ident(word) => {
                    imports |= word == "use";
                    self.opaque |= OPAQUE.iter().any(|opaque| word == opaque);
                    self.names_a_file |= word == "mod" && is_file(after);
                    self.names_a_file |= word == "include" && begins_with(after, "!");
                    self.frees |= FREES.iter().any(|frees| word == frees);
                    self.frees |= word == "read" && is_led_to_by(before, "ptr");
                    self.is_unsafe |= word == "unsafe";
                    self.keeps |= word == "OnceCell" || word == "LazyCell";
                    let begins_path = !within && !is_led_to(before);
                    let leads_on = begins_with(after, "::");
                    let is_named = CRATES.iter().any(|(name, place)| {
                        word == name && (imports || leads_on && *place == Where::AnyPath)
                    });
                    if begins_path && is_named {
                        self.refuse(word, format!("`{word}`"), "write `std` in its place");
                    }
                    self.keywords(word, after);
                }
                TokenTree::Punct(punct) => imports &= punct.as_char() != ';',
                TokenTree::Literal(_) => {}
            }
        }
    }

    fn keywords(&mut self, word: &Ident, after: &[TokenTree]) {
        let next = |name| matches!(after, [TokenTree::Ident(next), ..] if next == name);
        if word == "extern" && next("crate") {
            self.refuse(word, "`extern crate`".into(), "say `use std::…` alone");
        }
        if word == "static" && next("mut") {
            let remedy = "put the value in an atomic or a `Mutex`";
            self.refuse(word, "`static mut`".into(), remedy);
        }
    }

    fn refuse(&mut self, at: &Ident, what: String, remedy: &'static str) {
        let line = at.span().start().line;
        self.refused.get_or_insert(Refused { line, what, remedy });
    }
}

/// `…::`, but not `::` where a path begins.
fn is_led_to(before: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    match before {
        [.., leads, first, second] if is_colon(first) && is_colon(second) => match leads {
            TokenTree::Ident(word) => word != "use" && word != "as" && word != "in",
            TokenTree::Punct(punct) => punct.as_char() == '>',
            TokenTree::Group(_) | TokenTree::Literal(_) => false,
        },
        _ => false,
    }
}

/// `name::…`
fn is_led_to_by(before: &[TokenTree], name: &str) -> bool {
    let leads = before.len().checked_sub(3).map(|at| &before[at]);
    is_led_to(before) && matches!(leads, Some(TokenTree::Ident(word)) if word == name)
}

fn begins_with(tokens: &[TokenTree], text: &str) -> bool {
    let is = |(token, wanted): (&TokenTree, char)| matches!(token, TokenTree::Punct(p) if p.as_char() == wanted);
    tokens.len() >= text.len() && tokens.iter().zip(text.chars()).all(is)
}

/// `mod name;`
fn is_file(after: &[TokenTree]) -> bool {
    matches!(after, [TokenTree::Ident(_), rest @ ..] if begins_with(rest, ";"))
}

pub struct Refused {
    line: usize,
    what: String,
    remedy: &'static str,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refused { line, what, remedy } = self;
        write!(
            f,
            "line {line}: {what} is not what is explored: no step would be seen there; {remedy}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, refused: Option<&str>) {
        let words = Words::of(text).unwrap();
        let found = words.refused.map(|refused| refused.to_string());
        let said = found
            .as_ref()
            .map(|text| text.split(" is not").next().unwrap());
        assert_eq!(said, refused, "{text}");
    }

    #[test]
    fn what_has_no_facade_is_refused_by_name() {
        for text in [
            "\nuse core::sync::atomic::AtomicU32;",
            "\nuse ::core::sync::atomic;",
            "\nuse core as c;",
            "\nuse {std::fmt, core::hint};",
            "\nfn f(x: &core::sync::atomic::AtomicU32) {}",
            "\nfn f() { println!(\"{}\", core::any::type_name::<u8>()) }",
            "\nmacro_rules! m { () => { ::core::hint::spin_loop() } }",
        ] {
            check(text, Some("line 2: `core`"));
        }
        check("use alloc::sync::Arc;", Some("line 1: `alloc`"));
        check("extern crate core as c;", Some("line 1: `extern crate`"));
        check("\n\nstatic mut N: u32 = 0;", Some("line 3: `static mut`"));
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        for text in [
            "use std::alloc::Layout; use std::{alloc::Global, fmt}; use std::{self, alloc};",
            "use std::alloc; fn f() { alloc::handle_alloc_error(x) }",
            "fn f(core: u32) { let alloc = core; f(alloc) }",
            "use crate::core::x; fn f() { self::core::g(); Vec::<u8>::alloc::<u8>() }",
            "// core::sync\nfn f() -> &'static str { \"extern crate, static mut, core::x\" }",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_may_leave_something_unseen_is_opaque() {
        let opaque = |text: &str| Words::of(text).unwrap().opaque;
        assert!(opaque("fn f() { unsafe { g() } }"));
        assert!(opaque("macro_rules! m { () => { unsafe { g() } } }"));
        assert!(opaque("use std::cell::*; struct S(RefCell<u32>);"));
        assert!(opaque("use std::mem; fn f(x: S) { mem::forget(x) }"));
        assert!(opaque("include!(\"other.rs\");"));
        assert!(!opaque("mod other { fn f() {} } // unsafe"));
        let names_a_file = |text: &str| Words::of(text).unwrap().names_a_file;
        assert!(names_a_file("mod other;") && !names_a_file("mod other {}"));
        assert!(names_a_file("fn f() { include!(\"other.rs\") }"));
        assert!(!names_a_file(
            "fn include() { include_str!(\"other.txt\") }"
        ));
        assert!(!opaque(
            "use std::sync::Mutex; static M: Mutex<u32> = Mutex::new(0);"
        ));
    }

    /// Not begun anew, it would lead to memory of an execution that is over.
    #[test]
    fn what_a_static_may_keep_is_seen_to() {
        let keeps = |text: &str| Words::of(text).unwrap().keeps;
        assert!(keeps(
            "use std::cell::*; static S: Plain<OnceCell<String>> = new();"
        ));
        assert!(keeps(
            "static S: Plain<std::cell::LazyCell<String>> = new();"
        ));
        assert!(!keeps("static S: OnceLock<String> = OnceLock::new();"));
    }

    #[test]
    fn what_frees_by_hand_is_seen_to() {
        let frees = |text: &str| Words::of(text).unwrap().frees;
        assert!(frees("fn f() { drop(unsafe { Box::from_raw(p) }) }"));
        assert!(frees("fn f() { unsafe { std::ptr::read(p) } }"));
        assert!(frees("fn f() { unsafe { alloc::dealloc(p, layout) } }"));
        assert!(!frees(
            "fn f() { lock.read(); io::read(); ptr::write(p, 1) }"
        ));
    }
}
