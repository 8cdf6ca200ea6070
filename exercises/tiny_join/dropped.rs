// L'ensemble est abandonné après une visite : les deux le sont.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::answer::join;

struct Leaf<'a> {
    dropped: &'a Cell<u32>,
}

impl Future for Leaf<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, _context: &mut Context) -> Poll<u32> {
        Poll::Pending
    }
}

impl Drop for Leaf<'_> {
    fn drop(&mut self) {
        self.dropped.set(self.dropped.get() + 1);
    }
}

pub fn main() {
    let dropped = Cell::new(0);
    let mut both = Box::pin(join(Leaf { dropped: &dropped }, Leaf { dropped: &dropped }));
    let mut context = Context::from_waker(Waker::noop());
    let answer = both.as_mut().poll(&mut context);
    print!("{:?} {}", answer, dropped.get());
    drop(both);
    println!(" {}", dropped.get());
}
