// Une file bornée faite main : un mutex, deux variables de condition, une fin.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: channel
const CAPACITY: usize = 1;

#[derive(Default)]
struct Channel {
    queue: Mutex<Queue>,
    room: Condvar, // Une place s’est libérée.
    news: Condvar, // Une photo est arrivée, ou c’est la fin.
}

#[derive(Default)]
struct Queue {
    photos: VecDeque<u32>,
    most: usize, // Le plus de photos jamais en attente.
    closed: bool,
}
// ANCHOR_END: channel

// ANCHOR: sender
struct Sender<'a>(&'a Channel);

impl Sender<'_> {
    fn send(&self, photo: u32) {
        let full = |queue: &mut Queue| queue.photos.len() == CAPACITY;
        let queue = self.0.queue.lock().unwrap();
        let mut queue = self.0.room.wait_while(queue, full).unwrap();
        queue.photos.push_back(photo);
        queue.most = queue.most.max(queue.photos.len());
        self.0.news.notify_one();
    }
}

impl Drop for Sender<'_> {
    fn drop(&mut self) {
        let mut queue = self.0.queue.lock().unwrap();
        queue.closed = true;
        self.0.news.notify_one();
    }
}
// ANCHOR_END: sender

// ANCHOR: receive
impl Channel {
    fn receive(&self) -> Option<u32> {
        let dry = |queue: &mut Queue| queue.photos.is_empty() && !queue.closed;
        let queue = self.queue.lock().unwrap();
        let mut queue = self.news.wait_while(queue, dry).unwrap();
        let photo = queue.photos.pop_front();
        self.room.notify_one();
        photo
    }
}
// ANCHOR_END: receive

// ANCHOR: main
fn main() {
    let channel = Channel::default();
    let written: Vec<u32> = thread::scope(|s| {
        let _camera = s.spawn(|| {
            let sender = Sender(&channel);
            sender.send(1);
            sender.send(2);
        });
        std::iter::from_fn(|| channel.receive()).collect()
    });
    let most = channel.queue.into_inner().unwrap().most;
    println!("écrites : {written:?}, au plus {most} en attente");
    assert_eq!((written, most), (vec![1, 2], 1));
}
// ANCHOR_END: main
