// `move` confie les ventes au thread ; `join` les rend, avec leur total.

use std::thread;

fn main() {
    let sales = vec![12, 7, 30, 5, 19, 27];
    let address = sales.as_ptr();

    let accountant = thread::spawn(move || {
        let total: u32 = sales.iter().sum();
        (sales, total)
    });

    let (sales, total) = accountant.join().unwrap();
    println!("{} ventes, {total} € en tout.", sales.len());
    assert_eq!(address, sales.as_ptr()); // Aucun élément n’a été copié.
}
