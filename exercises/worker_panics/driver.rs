// Trois travaux qui se donnent rendez-vous ; le deuxième panique.

use std::sync::Barrier;

use super::answer::run_all;

static MEETING: Barrier = Barrier::new(3);

fn ten() -> u32 {
    MEETING.wait();
    10
}

fn fails() -> u32 {
    MEETING.wait();
    panic!("no answer")
}

fn thirty() -> u32 {
    MEETING.wait();
    30
}

pub fn main() {
    println!("{:?}", run_all([ten, fails, thirty]));
}
