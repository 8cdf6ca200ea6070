// Deux threads, une ligne chacun : deux ordres sont possibles.

use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| println!("la ligne d’Alice"));
        s.spawn(|| println!("la ligne de Bob"));
    });
}
