//! `cargo bench`: the sum of squares, in turn and with rayon, by Criterion.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rayon::prelude::*;

fn in_turn(end: u64) -> u64 {
    (0..end).map(|n| black_box(n) * n).sum()
}

fn with_rayon(end: u64) -> u64 {
    (0..end).into_par_iter().map(|n| black_box(n) * n).sum()
}

fn squares(c: &mut Criterion) {
    let mut group = c.benchmark_group("squares");
    group.bench_function("in_turn", |b| {
        b.iter(|| in_turn(black_box(1_000_000)))
    });
    group.bench_function("rayon", |b| {
        b.iter(|| with_rayon(black_box(1_000_000)))
    });
    group.finish();
}

criterion_group!(benches, squares);
criterion_main!(benches);
