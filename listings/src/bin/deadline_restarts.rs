// L’échéance est recréée à chaque tour : elle n’arrive jamais.

use crossbeam::channel::{after, tick};
use crossbeam::select;
use std::time::Duration;

fn main() {
    let every = tick(Duration::from_millis(50));
    let mut readings = 0;
    while readings < 12 {
        select! {
            recv(every) -> _ => readings += 1,
            recv(after(Duration::from_millis(300))) -> _ => break,
        }
    }
    println!("{readings} relevés, l’échéance n’est pas venue");
}
