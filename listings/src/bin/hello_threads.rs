// Trois threads saluent ; le programme attend qu’ils aient fini.

use std::thread;

fn main() {
    thread::scope(|s| {
        for name in ["Alice", "Bob", "Chloé"] {
            s.spawn(move || println!("{name} dit bonjour."));
        }
    });
    println!("Les trois threads ont fini.");
}
