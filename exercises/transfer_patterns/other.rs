// Le plat passe lui-même par le canal.

use std::sync::mpsc;
use std::thread;

pub const ORDER: [u32; 4] = [3, 1, 2, 4];

pub fn service(tickets: Vec<u32>, cook: fn(u32) -> u32, carry: fn(u32)) {
    let (pass, dishes) = mpsc::channel();
    thread::scope(|s| {
        for ticket in tickets {
            let pass = pass.clone();
            s.spawn(move || pass.send(cook(ticket)).unwrap());
        }
        drop(pass);
        dishes.into_iter().for_each(carry);
    });
}
