// Ctrl-C, vu par des threads et par du code asynchrone.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{io, process, thread};

use crossbeam_channel::{Receiver, Sender, unbounded};
use signal_hook::{consts::SIGINT, iterator::Signals};
use tokio_util::sync::CancellationToken;

// ANCHOR: stop
/// Un canal qui se ferme, pour les threads ; un jeton, pour l’asynchrone.
#[derive(Clone)]
pub struct Stop {
    open: Arc<Mutex<Option<Sender<()>>>>,
    pub closed: Receiver<()>,
    pub token: CancellationToken,
}

impl Stop {
    pub fn new() -> Stop {
        let (sender, closed) = unbounded();
        let (open, token) =
            (Arc::new(Mutex::new(Some(sender))), Default::default());
        Stop {
            open,
            closed,
            token,
        }
    }

    /// Le premier Ctrl-C demande l’arrêt, le second sort aussitôt.
    pub fn on_ctrl_c() -> io::Result<Stop> {
        let stop = Stop::new();
        let (mut signals, asked) = (Signals::new([SIGINT])?, stop.clone());
        thread::spawn(move || {
            let mut signals = signals.forever();
            signals.next();
            asked.ask();
            signals.next();
            process::exit(130);
        });
        Ok(stop)
    }

    pub fn ask(&self) {
        self.token.cancel();
        self.open.lock().unwrap().take();
    }

    pub fn is_asked(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Attend, sauf si l’arrêt est demandé.
    pub fn pause(&self, delay: Duration) {
        let _ = self.closed.recv_timeout(delay);
    }
}
// ANCHOR_END: stop

impl Default for Stop {
    fn default() -> Stop {
        Stop::new()
    }
}
