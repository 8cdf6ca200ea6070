//! What translators see of Rust code: its comments and strings, as
//! mdbook-i18n-helpers finds them, by the compiler's lexer in the place of a
//! hundred regular expressions.

use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

/// A slice of the code, and whether it is translated: comments and strings that
/// only spaces part are one message.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    pub message: bool,
}

/// The code, whole, in slices.
pub fn pieces(code: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut push = |message: bool, from: usize, to: usize| {
        if from < to {
            let text = &code[from..to];
            pieces.push(Piece { text, message });
        }
    };
    // Where the last message ended, the one that is open began, and it ends so far.
    let (mut done, mut open, mut end) = (0, None, 0);
    let mut at = 0;
    for token in tokenize(code, FrontmatterAllowed::No) {
        let from = at.max(end);
        at += token.len as usize;
        let words = match token.kind {
            // With its line end.
            TokenKind::LineComment { .. } => Some(at + usize::from(code[at..].starts_with('\n'))),
            TokenKind::BlockComment { .. } => Some(at),
            TokenKind::Literal { kind, .. } => match kind {
                LiteralKind::Int { .. } | LiteralKind::Float { .. } => None,
                _ => Some(at),
            },
            _ => None,
        };
        if let Some(to) = words {
            if open.is_none() {
                push(false, done, from);
                open = Some(from);
            }
            end = to;
        } else if !code[from.min(at)..at].trim_matches([' ', '\t']).is_empty()
            && let Some(start) = open.take()
        {
            push(true, start, end);
            done = end;
        }
    }
    if let Some(start) = open {
        push(true, start, end);
        done = end;
    }
    push(false, done, code.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_messages() {
        let code = "// Un.\n// Deux.\nlet a = f(\"b\", 'c'); // Trois.\n\n// Quatre.";
        let pieces = pieces(code);
        let messages: Vec<&str> = (pieces.iter())
            .filter(|piece| piece.message)
            .map(|piece| piece.text)
            .collect();
        assert_eq!(
            messages,
            [
                "// Un.\n// Deux.\n",
                "\"b\"",
                "'c'",
                "// Trois.\n",
                "// Quatre."
            ]
        );
        let whole: String = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(whole, code);
    }
}
