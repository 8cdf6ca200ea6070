// Un histogramme : un compteur par tranche, que les threads augmentent.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

// ANCHOR: histogram
// La borne haute de chaque tranche, en millisecondes.
const BOUNDS: [u64; 5] = [10, 20, 50, 100, 1000];

#[derive(Default)]
struct Histogram {
    counts: [AtomicU64; BOUNDS.len()],
    beyond: AtomicU64,
}

impl Histogram {
    fn observe(&self, ms: u64) {
        let slot = BOUNDS.iter().position(|bound| ms <= *bound);
        let count = slot.map_or(&self.beyond, |slot| &self.counts[slot]);
        count.fetch_add(1, Relaxed);
    }

    // La tranche où tombe le centile : sa borne haute, si elle en a une.
    fn percentile(&self, percent: u64) -> Option<u64> {
        let counts = self.counts.iter().map(|count| count.load(Relaxed));
        let counts: Vec<u64> = counts.collect();
        let all = counts.iter().sum::<u64>() + self.beyond.load(Relaxed);
        let wanted = (all * percent).div_ceil(100);
        let mut seen = 0;
        BOUNDS.into_iter().zip(counts).find_map(|(bound, count)| {
            seen += count;
            (seen >= wanted).then_some(bound)
        })
    }
}
// ANCHOR_END: histogram

// ANCHOR: main
fn main() {
    let histogram = Histogram::default();
    let mean = thread::scope(|s| {
        let workers = [0, 1, 2, 3].map(|_| s.spawn(|| serve(&histogram)));
        let sums = workers.map(|worker| worker.join().unwrap());
        sums.into_iter().sum::<u64>() / 400
    });
    println!("moyenne : {mean} ms");
    for percent in [50, 95, 99] {
        let bound = histogram.percentile(percent).unwrap();
        println!("p{percent} : au plus {bound} ms");
    }
}

// Cent réponses : une sur vingt-cinq attend un verrou, une demi-seconde.
fn serve(histogram: &Histogram) -> u64 {
    let delays = (0..100).map(|n| if n % 25 == 0 { 500 } else { 8 });
    delays.inspect(|ms| histogram.observe(*ms)).sum()
}
// ANCHOR_END: main
