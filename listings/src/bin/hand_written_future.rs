// Un `Future` écrit à la main : il garde le réveilleur, la cuisine sonne.

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
        let mut hatch = self.hatch.lock().unwrap();
        if let Some(dish) = hatch.dish.take() {
            return Poll::Ready(dish);
        }
        hatch.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: order

// ANCHOR: cook
fn cook(hatch: &Mutex<Hatch>) {
    let mut hatch = hatch.lock().unwrap();
    hatch.dish = Some(7);
    if let Some(waker) = hatch.waker.take() {
        waker.wake();
    }
}
// ANCHOR_END: cook

// ANCHOR: block_on
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
// ANCHOR_END: block_on

// ANCHOR: main
fn main() {
    let hatch = Mutex::new(Hatch::default());
    let dish = thread::scope(|s| {
        let _kitchen = s.spawn(|| cook(&hatch));
        block_on(Order { hatch: &hatch })
    });
    println!("plat servi : {dish}");
    assert_eq!(dish, 7);
}
// ANCHOR_END: main
