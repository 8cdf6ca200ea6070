//! What is printed so far. States share it: each adds what is new.

use std::hash::{DefaultHasher, Hasher};
use std::mem::take;
use std::rc::Rc;

#[derive(Clone, Default)]
pub struct Printed(Option<Rc<Piece>>);

struct Piece {
    before: Printed,
    text: String,
    /// Of all the bytes up to here, in however many pieces.
    hasher: DefaultHasher,
}

impl Printed {
    pub fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let before = take(self);
        let mut hasher = before.hasher();
        hasher.write(text.as_bytes());
        *self = Printed(Some(Rc::new(Piece {
            before,
            text: text.into(),
            hasher,
        })));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// What tells it apart.
    pub fn print(&self) -> u64 {
        self.hasher().finish()
    }

    pub fn text(&self) -> String {
        let mut pieces = vec![];
        let mut at = self;
        while let Some(piece) = &at.0 {
            pieces.push(piece.text.as_str());
            at = &piece.before;
        }
        pieces.reverse();
        pieces.concat()
    }

    fn hasher(&self) -> DefaultHasher {
        self.0
            .as_ref()
            .map_or_else(DefaultHasher::new, |piece| piece.hasher.clone())
    }
}

/// One after the other: a long output would need a deep stack.
impl Drop for Piece {
    fn drop(&mut self) {
        let mut next = take(&mut self.before);
        while let Some(mut piece) = next.0.take().and_then(Rc::into_inner) {
            next = take(&mut piece.before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_an_output_do_not_matter() {
        let [mut whole, mut parts] = [Printed::default(), Printed::default()];
        whole.push("soup\nbread\n");
        parts.push("soup\nbr");
        let before = parts.clone();
        parts.push("ead\n");
        assert_eq!(whole.print(), parts.print());
        assert_eq!(parts.text(), "soup\nbread\n");
        assert_eq!(before.text(), "soup\nbr");
        assert_ne!(before.print(), parts.print());
    }

    #[test]
    fn a_long_output_needs_no_deep_stack() {
        let mut long = Printed::default();
        (0..1_000_000).for_each(|_| long.push("."));
        assert_eq!(long.text().len(), 1_000_000);
    }
}
