// Après `move`, la variable n’appartient plus à `main` : refusé.

use std::thread;

fn main() {
    let sales = vec![12, 7, 30, 5, 19, 27];

    let accountant = thread::spawn(move || sales.iter().sum::<u32>());

    let count = sales.len();
    let total = accountant.join().unwrap();
    println!("{count} ventes, {total} € en tout.");
}
