// Un acteur : un thread possède les clients, et répond à chaque demande.

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender, SyncSender};
use std::thread;

enum Ask {
    Enter(&'static str, SyncSender<u32>),
    Say(u32),
    Leave(String),
    Close,
}

pub struct Chat {
    asks: Mutex<Sender<(Ask, Sender<usize>)>>,
}

impl Chat {
    pub fn new() -> Chat {
        let (asks, inbox) = mpsc::channel::<(Ask, Sender<usize>)>();
        thread::spawn(move || {
            let mut clients: Vec<(&str, SyncSender<u32>)> = Vec::new();
            let mut open = true;
            for (ask, reply) in inbox {
                let mut answer = 0;
                match ask {
                    Ask::Enter(name, outbox) => {
                        let taken = clients.iter().any(|(n, _)| *n == name);
                        if open && !taken {
                            clients.push((name, outbox));
                            answer = 1;
                        }
                    }
                    Ask::Say(line) => {
                        for (_, outbox) in &clients {
                            answer +=
                                usize::from(outbox.try_send(line).is_err());
                        }
                    }
                    Ask::Leave(name) => clients.retain(|(n, _)| *n != name),
                    Ask::Close => {
                        open = false;
                        clients.clear();
                    }
                }
                let _ = reply.send(answer);
            }
        });
        Chat {
            asks: Mutex::new(asks),
        }
    }

    fn ask(&self, ask: Ask) -> usize {
        let (reply, answer) = mpsc::channel();
        self.asks.lock().unwrap().send((ask, reply)).unwrap();
        answer.recv().unwrap()
    }

    pub fn enter(&self, name: &'static str, outbox: SyncSender<u32>) -> bool {
        self.ask(Ask::Enter(name, outbox)) == 1
    }

    pub fn say(&self, line: u32) -> usize {
        self.ask(Ask::Say(line))
    }

    pub fn leave(&self, name: &str) {
        self.ask(Ask::Leave(name.to_owned()));
    }

    pub fn close(&self) {
        self.ask(Ask::Close);
    }
}
