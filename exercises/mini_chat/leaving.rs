// Alice part pendant que l’on parle, puis revient.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::answer::Chat;

pub fn main() {
    let chat = Chat::new();
    let (outbox, lines) = sync_channel(4);
    chat.enter("alice", outbox);
    let (before, after) = thread::scope(|s| {
        let speaker = s.spawn(|| chat.say(1));
        chat.leave("alice");
        let before = lines.try_iter().count();
        speaker.join().unwrap();
        // Finit quand la boîte est fermée.
        (before, lines.iter().count())
    });
    let (outbox, lines) = sync_channel(4);
    let back = chat.enter("alice", outbox);
    chat.say(2);
    println!("{before} {after} {back} {}", lines.try_iter().count());
}
