// Deux threads empruntent les ventes, sans les déplacer ni les copier.

use std::thread;

// ANCHOR: total
fn total(sales: &[u32]) -> u32 {
    let (morning, afternoon) = sales.split_at(sales.len() / 2);
    thread::scope(|s| {
        let morning = s.spawn(|| morning.iter().sum::<u32>());
        let afternoon = s.spawn(|| afternoon.iter().sum::<u32>());
        morning.join().unwrap() + afternoon.join().unwrap()
    })
}
// ANCHOR_END: total

// ANCHOR: double
fn double(sales: &mut [u32]) {
    let (morning, afternoon) = sales.split_at_mut(sales.len() / 2);
    thread::scope(|s| {
        s.spawn(|| morning.iter_mut().for_each(|sale| *sale *= 2));
        s.spawn(|| afternoon.iter_mut().for_each(|sale| *sale *= 2));
    }); // Les deux threads sont finis, les emprunts aussi.
}
// ANCHOR_END: double

// ANCHOR: main
fn main() {
    let mut sales = vec![12, 7, 30, 5, 19, 27];
    println!("Total : {} €", total(&sales));
    double(&mut sales);
    println!("Ventes doublées : {sales:?}");
    assert_eq!(total(&sales), 200);
}
// ANCHOR_END: main
