// Trois virements à la fois, puis un d'un compte vers lui-même.

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
    let bob = account(1, 1);
    let carol = account(2, 0);
    let (first, second, third) = thread::scope(|s| {
        let first = s.spawn(|| transfer(&alice, &bob, 2));
        let second = s.spawn(|| transfer(&bob, &alice, 1));
        let third = transfer(&alice, &carol, 2);
        (first.join().unwrap(), second.join().unwrap(), third)
    });
    println!("{first} {second} {third}");
    let itself = transfer(&alice, &alice, 1);
    let [alice, bob, carol] =
        [alice, bob, carol].map(|account| account.balance.into_inner().unwrap());
    println!("{alice} {bob} {carol}");
    println!("{itself}");
}
