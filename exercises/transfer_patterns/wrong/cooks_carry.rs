// Chaque cuisinier emporte son plat.

use std::thread;

pub const ORDER: [u32; 4] = [3, 1, 2, 4];

pub fn service(tickets: Vec<u32>, cook: fn(u32) -> u32, carry: fn(u32)) {
    thread::scope(|s| {
        for ticket in tickets {
            s.spawn(move || carry(cook(ticket)));
        }
    });
}
