// Deux cuisines répondent, chacune de son thread.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use super::answer::join;

#[derive(Default)]
struct Hatch {
    dish: Option<u32>,
    waker: Option<Waker>,
}

struct Order<'a> {
    hatch: &'a Mutex<Hatch>,
}

impl Future for Order<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<u32> {
        let mut hatch = self.hatch.lock().unwrap();
        if let Some(dish) = hatch.dish {
            return Poll::Ready(dish);
        }
        hatch.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

fn cook(hatch: &Mutex<Hatch>, dish: u32) {
    let mut hatch = hatch.lock().unwrap();
    hatch.dish = Some(dish);
    if let Some(waker) = hatch.waker.take() {
        waker.wake();
    }
}

struct Sleeper {
    thread: Thread,
}

impl Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        self.thread.unpark();
    }
}

pub fn main() {
    let (one, two) = (Mutex::default(), Mutex::default());
    thread::scope(|s| {
        let _one = s.spawn(|| cook(&one, 1));
        let _two = s.spawn(|| cook(&two, 2));
        let thread = thread::current();
        let waker = Waker::from(Arc::new(Sleeper { thread }));
        let mut context = Context::from_waker(&waker);
        let mut both = pin!(join(Order { hatch: &one }, Order { hatch: &two }));
        loop {
            if let Poll::Ready((one, two)) = both.as_mut().poll(&mut context) {
                println!("{one} {two}");
                break;
            }
            thread::park();
        }
    });
}
