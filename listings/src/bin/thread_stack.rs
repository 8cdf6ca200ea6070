// Une pile est réservée en entier, mais occupée page par page.

use std::sync::Barrier;
use std::{fs, io, thread};

// ANCHOR: memory
fn memory_mib(field: &str) -> io::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(field));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    let kib: Option<f64> = kib.and_then(|kib| kib.parse().ok());
    kib.map(|kib| kib / 1024.0)
        .ok_or(io::ErrorKind::InvalidData.into())
}
// ANCHOR_END: memory

// ANCHOR: measure
const THREADS: usize = 100;
static MEETING: Barrier = Barrier::new(THREADS + 1);

fn measure(stack_kib: usize) -> io::Result<(f64, f64)> {
    let before = (memory_mib("VmSize")?, memory_mib("VmRSS")?);
    let mut workers = Vec::new();
    for _ in 0..THREADS {
        let builder = thread::Builder::new().stack_size(stack_kib * 1024);
        workers.push(builder.spawn(|| {
            MEETING.wait();
            MEETING.wait();
        })?);
    }
    MEETING.wait(); // Les cent threads sont là…
    let now = (memory_mib("VmSize")?, memory_mib("VmRSS")?);
    MEETING.wait(); // …et peuvent finir.
    for worker in workers {
        worker.join().unwrap();
    }
    Ok((now.0 - before.0, now.1 - before.1))
}
// ANCHOR_END: measure

// ANCHOR: main
fn main() -> io::Result<()> {
    measure(64)?; // Un tour pour rien : l’allocateur réserve aussi.
    for stack_kib in [256, 2048, 8192] {
        let (reserved, used) = measure(stack_kib)?;
        println!("{THREADS} piles de {stack_kib} Kio :");
        println!("  réservé {reserved:.1} Mio, occupé {used:.1} Mio");
        assert!(used < reserved);
    }
    Ok(())
}
// ANCHOR_END: main
