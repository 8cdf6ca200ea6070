// Une réponse tarde : ne pas attendre, attendre un peu, attendre.

use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let (sender, answer) = mpsc::channel();
    let start = Instant::now();
    thread::scope(|s| {
        let _server = s.spawn(move || {
            thread::sleep(Duration::from_millis(300)); // Le calcul.
            sender.send(42).unwrap();
        });
        let now = answer.try_recv();
        println!("{now:?} après {:.0?}", start.elapsed());
        let soon = answer.recv_timeout(Duration::from_millis(100));
        println!("{soon:?} après {:.0?}", start.elapsed());
        let late = answer.recv_timeout(Duration::from_secs(10));
        println!("{late:?} après {:.0?}", start.elapsed());
        let more = answer.recv_timeout(Duration::from_secs(10));
        println!("{more:?} après {:.0?}", start.elapsed());
        assert_eq!(now, Err(TryRecvError::Empty));
        assert_eq!(soon, Err(RecvTimeoutError::Timeout));
        assert_eq!(late, Ok(42));
        assert_eq!(more, Err(RecvTimeoutError::Disconnected));
    });
}
