// Un émetteur reste dans `main` : le canal ne se ferme jamais.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        for number in 1..=2 {
            let sender = sender.clone();
            s.spawn(move || sender.send(number).unwrap());
        }
        for _page in &receiver {
            println!("une page imprimée");
        }
        println!("fini"); // Jamais atteint.
    });
}
