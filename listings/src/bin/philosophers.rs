// Trois philosophes, trois fourchettes ; chacun commence par sa gauche.

use std::sync::Mutex;
use std::thread;

fn eat(first: &Mutex<()>, second: &Mutex<()>) -> u32 {
    let _first = first.lock().unwrap();
    let _second = second.lock().unwrap();
    1 // Un repas.
}

fn main() {
    let fork_0 = Mutex::new(());
    let fork_1 = Mutex::new(());
    let fork_2 = Mutex::new(());
    let meals = thread::scope(|s| {
        let alice = s.spawn(|| eat(&fork_0, &fork_1));
        let bob = s.spawn(|| eat(&fork_1, &fork_2));
        let chloe = s.spawn(|| eat(&fork_2, &fork_0));
        [alice, bob, chloe].map(|guest| guest.join().unwrap())
    });
    println!("repas : {meals:?}");
}
