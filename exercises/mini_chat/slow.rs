// La boîte de l’un n’a qu’une place, et il ne lit qu’à la fin.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::answer::Chat;

pub fn main() {
    let chat = Chat::new();
    let (outbox, slow) = sync_channel(1);
    chat.enter("alice", outbox);
    let (outbox, fast) = sync_channel(4);
    chat.enter("bob", outbox);
    let said = thread::scope(|s| {
        let speaker = s.spawn(|| [1, 2].map(|line| chat.say(line)));
        speaker.join().unwrap()
    });
    let first: Vec<u32> = slow.try_iter().collect();
    let last = chat.say(3);
    let then: Vec<u32> = slow.try_iter().collect();
    let fast: Vec<u32> = fast.try_iter().collect();
    println!("{said:?} {last} {first:?} {then:?} {fast:?}");
}
