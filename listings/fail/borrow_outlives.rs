// Un thread qui emprunte une variable locale peut lui survivre : refusé.

use std::thread;

fn main() {
    let sales = vec![12, 7, 30, 5, 19, 27];

    let accountant = thread::spawn(|| sales.iter().sum::<u32>());

    let total = accountant.join().unwrap();
    println!("Total : {total} €");
}
