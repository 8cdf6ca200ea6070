// A static of a kind that nobody watches is not begun anew.
use std::cell::OnceCell;

struct Plain(OnceCell<u32>);

// SAFETY: main is alone.
unsafe impl Sync for Plain {}

static FIRST: Plain = Plain(OnceCell::new());

fn main() {
    let first = FIRST.0.set(1).is_ok();
    println!("{first}");
}
