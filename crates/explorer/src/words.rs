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

pub struct Words {
    /// Whether threads may leave something where no object is. Then the order of
    /// all that is done to an object is part of the state, and so is all that a
    /// thread that has ended did.
    pub opaque: bool,
    /// The first thing that cannot be explored.
    pub refused: Option<Refused>,
}

impl Words {
    pub fn of(text: &str) -> Result<Words, LexError> {
        let mut words = Words {
            opaque: false,
            refused: None,
        };
        words.read(text.parse()?);
        Ok(words)
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Ident(word) => self.word(word, &tokens[at + 1..]),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn word(&mut self, word: &Ident, after: &[TokenTree]) {
        self.opaque |= OPAQUE.iter().any(|opaque| word == opaque) || is_file(word, after);
    }
}

/// `mod name;`
fn is_file(word: &Ident, after: &[TokenTree]) -> bool {
    word == "mod"
        && matches!(after, [TokenTree::Ident(_), TokenTree::Punct(end), ..] if end.as_char() == ';')
}

pub struct Refused {
    line: usize,
    what: &'static str,
    remedy: &'static str,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refused { line, what, remedy } = self;
        write!(f, "line {line}: {what} cannot be explored; {remedy}")
    }
}
