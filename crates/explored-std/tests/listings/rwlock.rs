// Two readers at once, and a writer alone.
use std::sync::RwLock;
use std::thread;

fn main() {
    let price = RwLock::new((1, 1));
    let sums = thread::scope(|s| {
        let readers = [0, 1].map(|_| {
            s.spawn(|| {
                let price = price.read().unwrap();
                price.0 + price.1
            })
        });
        s.spawn(|| {
            let mut price = price.write().unwrap();
            price.0 += 1;
            price.1 += 1;
        });
        readers.map(|reader| reader.join().unwrap())
    });
    println!("{} {}", sums[0], sums[1]);
}
