// A `main` that fails.
use std::sync::mpsc;

fn main() -> Result<(), mpsc::RecvError> {
    let (tx, rx) = mpsc::channel::<()>();
    drop(tx);
    rx.recv()
}
