// With room for one, the second send waits for the first to be taken.
use std::sync::mpsc::{TrySendError, sync_channel};

fn main() {
    let (tx, rx) = sync_channel(1);
    tx.send(1).unwrap();
    assert_eq!(tx.try_send(2), Err(TrySendError::Full(2)));
    assert_eq!(rx.recv(), Ok(1));
    tx.try_send(3).unwrap();
    drop(rx);
    println!("{:?}", tx.send(4));
}
