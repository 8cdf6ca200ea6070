use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

#[derive(Default)]
struct Bell {
    rung: bool,
    waker: Option<Waker>,
}

#[tokio::main]
async fn main() {
    let bell = Arc::new(Mutex::new(Bell::default()));
    let rings = bell.clone();
    thread::spawn(move || {
        let mut bell = rings.lock().unwrap();
        bell.rung = true;
        if let Some(waker) = bell.waker.take() {
            waker.wake();
        }
    });
    poll_fn(|context| {
        let mut bell = bell.lock().unwrap();
        if bell.rung {
            return Poll::Ready(());
        }
        bell.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
    println!("heard");
}
