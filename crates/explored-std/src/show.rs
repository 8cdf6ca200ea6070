//! Values as text, and when the text is all that there is to know.

use ::std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use ::std::fmt::Debug;
use explorer::Turn;

/// The text of a value, if its type has `Debug`.
pub trait Show {
    fn show(&self) -> Option<String>;
}

impl<T: ?Sized> Show for T {
    default fn show(&self) -> Option<String> {
        None
    }
}

impl<T: ?Sized + Debug> Show for T {
    fn show(&self) -> Option<String> {
        // The engine looks, and not the listing.
        let _engine = Turn::engine();
        Some(without_wakers(format!("{self:?}")))
    }
}

/// A waker shows an address, which is another in each run.
fn without_wakers(mut text: String) -> String {
    const BEGIN: &str = "Waker { ";
    while let Some(at) = text.find(BEGIN) {
        let Some(end) = text[at..].find('}') else {
            break;
        };
        text.replace_range(at..=at + end, "Waker");
    }
    text
}

/// What stands for a value that cannot be shown.
pub const HIDDEN: &str = "…";

pub fn shown<T: ?Sized>(value: &T) -> String {
    value.show().unwrap_or_else(|| HIDDEN.into())
}

/// Whether values of one type that show the same are the same. A `Debug` that
/// the listing wrote, or derived over one, may leave something out.
pub trait Exact {
    fn is_exact(&self) -> bool;
}

impl<T: ?Sized> Exact for T {
    default fn is_exact(&self) -> bool {
        false
    }
}

macro_rules! exact {
    ($($type:ty)*) => {
        $(impl Exact for $type {
            fn is_exact(&self) -> bool {
                true
            }
        })*
    };
}

exact! {
    () bool char str &str String
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize
}

/// Of which each element has to be exact.
macro_rules! exact_inside {
    ($($type:ty: <$($p:ident),*> $this:ident => $inside:expr;)*) => {
        $(impl<$($p),*> Exact for $type {
            fn is_exact(&self) -> bool {
                let $this = self;
                $inside
            }
        })*
    };
}

exact_inside! {
    [T]: <T> it => it.iter().all(Exact::is_exact);
    Vec<T>: <T> it => it.iter().all(Exact::is_exact);
    VecDeque<T>: <T> it => it.iter().all(Exact::is_exact);
    BinaryHeap<T>: <T> it => it.iter().all(Exact::is_exact);
    BTreeSet<T>: <T> it => it.iter().all(Exact::is_exact);
    BTreeMap<K, V>: <K, V> it => it.iter().all(|(key, value)| key.is_exact() && value.is_exact());
    // The order in which they show their elements is one of many.
    HashMap<K, V, S>: <K, V, S> it => it.is_empty();
    HashSet<T, S>: <T, S> it => it.is_empty();
    Option<T>: <T> it => it.as_ref().is_none_or(Exact::is_exact);
    Result<T, E>: <T, E> it => it.as_ref().map_or_else(Exact::is_exact, Exact::is_exact);
    Box<T>: <T> it => (**it).is_exact();
    (A,): <A> it => it.0.is_exact();
    (A, B): <A, B> it => it.0.is_exact() && it.1.is_exact();
    (A, B, C): <A, B, C> it => it.0.is_exact() && it.1.is_exact() && it.2.is_exact();
}

impl<T, const N: usize> Exact for [T; N] {
    fn is_exact(&self) -> bool {
        self.as_slice().is_exact()
    }
}
