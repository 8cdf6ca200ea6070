// Douze fois le même travail : la première n’est pas comme les autres.

use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let mut pixels = vec![0_u8; 32 << 20];
    let mut paint = |color| -> Duration {
        let start = Instant::now();
        black_box(&mut pixels).fill(color);
        start.elapsed()
    };

    println!("la première : {:.1?}", paint(1));
    let mut others: Vec<Duration> = (2..=12).map(paint).collect();
    others.sort();
    let [best, .., worst] = others[..] else {
        return;
    };
    let median = others[others.len() / 2];
    println!("les suivantes : de {best:.1?} à {worst:.1?}");
    println!("leur médiane : {median:.1?}");
}
