// Deux `Future` qui comptent leurs visites : prêts à la deuxième, à la troisième.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::answer::join;

struct Leaf<'a> {
    visits: &'a Cell<u32>,
    ready_at: u32,
}

impl Future for Leaf<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, _context: &mut Context) -> Poll<u32> {
        self.visits.set(self.visits.get() + 1);
        assert!(self.visits.get() <= self.ready_at, "again");
        if self.visits.get() == self.ready_at {
            Poll::Ready(self.ready_at * 10)
        } else {
            Poll::Pending
        }
    }
}

pub fn main() {
    let (one, two) = (Cell::new(0), Cell::new(0));
    let first = Leaf {
        visits: &one,
        ready_at: 2,
    };
    let second = Leaf {
        visits: &two,
        ready_at: 3,
    };
    let mut both = pin!(join(first, second));
    let mut context = Context::from_waker(Waker::noop());
    print!("{}{}", one.get(), two.get());
    for _ in 0..5 {
        let answer = both.as_mut().poll(&mut context);
        print!(" {}{}", one.get(), two.get());
        if let Poll::Ready((first, second)) = answer {
            println!(" {first} {second}");
            return;
        }
    }
    println!();
}
