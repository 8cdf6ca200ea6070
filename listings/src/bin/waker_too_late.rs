// Regarder, puis laisser son réveilleur : la cuisine passe entre les deux.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

// ANCHOR: order
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
        let dish = self.hatch.lock().unwrap().dish.take();
        if let Some(dish) = dish {
            return Poll::Ready(dish);
        }
        let waker = context.waker().clone();
        self.hatch.lock().unwrap().waker = Some(waker);
        Poll::Pending
    }
}
// ANCHOR_END: order

fn cook(hatch: &Mutex<Hatch>) {
    let mut hatch = hatch.lock().unwrap();
    hatch.dish = Some(7);
    if let Some(waker) = hatch.waker.take() {
        waker.wake();
    }
}

struct Sleeper(Thread);

impl Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Sleeper(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}

fn main() {
    let hatch = Mutex::new(Hatch::default());
    let dish = thread::scope(|s| {
        let _kitchen = s.spawn(|| cook(&hatch));
        block_on(Order { hatch: &hatch })
    });
    println!("plat servi : {dish}");
}
