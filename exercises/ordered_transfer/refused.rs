// Un virement trop grand est refusé, et ne gêne pas celui qui a de quoi ; vers
// soi-même non plus, on ne vire pas ce que l'on n'a pas.

use std::sync::Mutex;
use std::thread;

use super::answer::{Account, transfer};

fn account(number: u32, balance: i64) -> Account {
    Account {
        number,
        balance: Mutex::new(balance),
    }
}

pub fn main() {
    let alice = account(0, 2);
    let bob = account(1, 0);
    let carol = account(2, 0);
    let (large, small) = thread::scope(|s| {
        let large = s.spawn(|| transfer(&alice, &bob, 3));
        let small = transfer(&alice, &carol, 2);
        (large.join().unwrap(), small)
    });
    println!("{large} {small} {}", transfer(&carol, &carol, 5));
    let [alice, bob, carol] =
        [alice, bob, carol].map(|account| account.balance.into_inner().unwrap());
    println!("{alice} {bob} {carol}");
}
