// La première valeur donnée reste ; les suivantes sont rendues.

use std::sync::OnceLock;
use std::thread;

static WINNER: OnceLock<&str> = OnceLock::new();

fn main() {
    let accepted = thread::scope(|s| {
        let paris = s.spawn(|| WINNER.set("paris").is_ok());
        let brest = s.spawn(|| WINNER.set("brest").is_ok());
        [paris.join().unwrap(), brest.join().unwrap()]
    });
    let winner = WINNER.get().unwrap();
    println!("gardé : {winner}, acceptés : {accepted:?}");
    assert_eq!(accepted, [*winner == "paris", *winner == "brest"]);
}
