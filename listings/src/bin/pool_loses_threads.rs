// Un travail qui panique emporte son thread : le dernier n’est jamais fait.

use std::sync::{Mutex, mpsc};
use std::thread;

fn square(n: i32) -> i32 {
    n.checked_pow(2).expect("carré trop grand")
}

fn main() {
    let (jobs, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    let work = || {
        loop {
            let next = queue.lock().unwrap().recv();
            let Ok(n) = next else { return };
            println!("le carré de {n} est {}", square(n));
        }
    };
    thread::scope(|s| {
        let threads = [s.spawn(work), s.spawn(work)];
        for n in [100_000, 3, 200_000, 5] {
            jobs.send(n).unwrap();
        }
        drop(jobs);
        let lost = threads.map(|thread| thread.join().is_err());
        println!("threads perdus : {lost:?}");
    });
    let left: Vec<i32> = queue.into_inner().unwrap().iter().collect();
    println!("jamais fait : {left:?}");
    assert_eq!(left, [5]);
}
