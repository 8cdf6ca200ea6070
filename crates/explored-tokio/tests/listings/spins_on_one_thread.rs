use std::hint::spin_loop;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ready = Arc::new(AtomicBool::new(false));
    let cook = ready.clone();
    tokio::spawn(async move { cook.store(true, SeqCst) });
    while !ready.load(SeqCst) {
        spin_loop();
    }
    println!("ready");
}
