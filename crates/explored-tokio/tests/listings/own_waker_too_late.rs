use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

#[tokio::main]
async fn main() {
    let rung = Arc::new(AtomicBool::new(false));
    let waker: Arc<Mutex<Option<Waker>>> = Arc::default();
    let (rings, wakes) = (rung.clone(), waker.clone());
    thread::spawn(move || {
        rings.store(true, SeqCst);
        if let Some(waker) = wakes.lock().unwrap().take() {
            waker.wake();
        }
    });
    poll_fn(|context| {
        if rung.load(SeqCst) {
            return Poll::Ready(());
        }
        *waker.lock().unwrap() = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
    println!("heard");
}
