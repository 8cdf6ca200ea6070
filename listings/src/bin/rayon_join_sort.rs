// Un tri rapide : les deux côtés du pivot peuvent se trier en même temps.

// ANCHOR: sort
const SMALL: usize = 5_000;

fn sort(values: &mut [u32]) {
    if values.len() <= SMALL {
        values.sort_unstable(); // Trop petit pour être partagé.
        return;
    }
    let pivot = partition(values);
    let (left, right) = values.split_at_mut(pivot);
    rayon::join(|| sort(left), || sort(&mut right[1..]));
}
// ANCHOR_END: sort

// ANCHOR: partition
// Range les petits à gauche d’un pivot, et dit où est le pivot.
fn partition(values: &mut [u32]) -> usize {
    let last = values.len() - 1;
    values.swap(last / 2, last);
    let mut smaller = 0;
    for i in 0..last {
        if values[i] < values[last] {
            values.swap(i, smaller);
            smaller += 1;
        }
    }
    values.swap(smaller, last);
    smaller
}
// ANCHOR_END: partition

// ANCHOR: main
fn shuffled(count: u32) -> Vec<u32> {
    (0..count).map(|n| n.wrapping_mul(2_654_435_761)).collect()
}

fn main() {
    let mut values = shuffled(200_000);
    let mut expected = values.clone();
    expected.sort_unstable();
    assert_ne!(values, expected);
    sort(&mut values);
    println!("de {} à {}", values[0], values[values.len() - 1]);
    assert_eq!(values, expected);
}
// ANCHOR_END: main
