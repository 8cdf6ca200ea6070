// Standard error is a step, and no part of the outcome.
use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| eprintln!("to the side"));
        print!("{}", dbg!(1 + 1));
        println!();
    });
}
