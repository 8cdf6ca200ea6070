// Deux threads, leurs canaux, et de quoi les arrêter.

use std::convert::Infallible;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::alarm::{Alarm, Change};
use crate::reading::Reading;
use crate::window::Window;

// ANCHOR: stop
/// De quoi demander l’arrêt. Rien ne passe par ce canal : le fermer est le
/// message, et il réveille aussitôt qui attend.
#[derive(Clone)]
pub struct Stop {
    line: Arc<Mutex<Option<Sender<Infallible>>>>,
    interrupted: Arc<AtomicBool>,
}

impl Stop {
    pub fn new() -> (Stop, Receiver<Infallible>) {
        let (line, stopped) = mpsc::channel();
        let stop = Stop {
            line: Arc::new(Mutex::new(Some(line))),
            interrupted: Arc::default(),
        };
        (stop, stopped)
    }

    pub fn ask(&self) {
        self.line
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    /// La même chose, par Ctrl-C : vrai si c’était déjà demandé ainsi. Le
    /// drapeau d’abord : qui voit l’arrêt doit déjà savoir d’où il vient.
    pub fn interrupt(&self) -> bool {
        let again = self.interrupted.swap(true, Ordering::Relaxed);
        self.ask();
        again
    }

    pub fn was_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

/// Demande l’arrêt à la sortie, quelle qu’elle soit : une panique même.
struct AskOnDrop(Stop);

impl Drop for AskOnDrop {
    fn drop(&mut self) {
        self.0.ask();
    }
}
// ANCHOR_END: stop

// ANCHOR: ticks
/// Un battement par intervalle, sans dériver ; `false` dès que l’on demande
/// l’arrêt.
pub fn ticks(
    interval: Duration,
    stopped: Receiver<Infallible>,
) -> impl FnMut() -> bool {
    let mut next = Instant::now();
    move || {
        next = (next + interval).max(Instant::now());
        let left = next.saturating_duration_since(Instant::now());
        stopped.recv_timeout(left) == Err(RecvTimeoutError::Timeout)
    }
}
// ANCHOR_END: ticks

// ANCHOR: threads
/// Lit à chaque battement, `count` fois au plus. Le verrou n’est tenu que le
/// temps de ranger.
fn collect(
    mut read: impl FnMut() -> Reading,
    mut tick: impl FnMut() -> bool,
    count: u64,
    window: &Mutex<Window>,
    readings: SyncSender<Reading>,
) {
    for _ in 0..count {
        if !tick() {
            return;
        }
        let reading = read();
        window.lock().unwrap().push(reading.clone());
        if readings.send(reading).is_err() {
            return;
        }
    }
}

/// Montre chaque relevé à chaque alarme, jusqu’à ce que le canal se ferme.
fn judge(
    readings: Receiver<Reading>,
    mut alarms: Vec<Alarm>,
    events: &SyncSender<Event>,
) {
    for reading in readings {
        let changes = alarms.iter_mut().filter_map(|a| a.see(&reading));
        let changes = changes.collect();
        if events.send(Event::News(News { reading, changes })).is_err() {
            return;
        }
    }
}
// ANCHOR_END: threads

// ANCHOR: event
/// Ce qui arrive à qui montre : un seul canal, donc une seule attente.
pub enum Event {
    News(News),
    /// Une touche, ou une autre taille de terminal.
    Terminal(ratatui::crossterm::event::Event),
    /// Il n’y aura plus de relevé.
    Ended,
}

/// Un relevé, et les alertes qu’il fait commencer ou finir.
pub struct News {
    pub reading: Reading,
    pub changes: Vec<Change>,
}
// ANCHOR_END: event

/// Ce qu’il faut pour surveiller.
pub struct Watch<R, T> {
    pub read: R,
    pub tick: T,
    pub count: u64,
    pub alarms: Vec<Alarm>,
}

// ANCHOR: watch
impl<R, T> Watch<R, T>
where
    R: FnMut() -> Reading + Send,
    T: FnMut() -> bool + Send,
{
    /// Lance les deux threads, montre, puis attend leur fin ; la panique de
    /// l’un est relancée. Les canaux ont peu de places : qui montre
    /// lentement ralentit la collecte.
    pub fn run<S>(
        self,
        window: &Mutex<Window>,
        stop: &Stop,
        show: impl FnOnce(SyncSender<Event>, Receiver<Event>) -> S,
    ) -> S {
        let (readings, to_judge) = mpsc::sync_channel(4);
        let (events, to_show) = mpsc::sync_channel(16);
        let of_judge = SayEnd(events.clone());
        thread::scope(|s| {
            let stop = AskOnDrop(stop.clone());
            let collector = s.spawn(move || {
                collect(self.read, self.tick, self.count, window, readings)
            });
            let alerts = s.spawn(move || {
                judge(to_judge, self.alarms, &of_judge.0);
            });
            let shown = show(events, to_show);
            drop(stop);
            for end in [collector.join(), alerts.join()] {
                end.unwrap_or_else(|panic| resume_unwind(panic));
            }
            shown
        })
    }
}

/// Dit la fin, même si le thread qui le possède panique.
struct SayEnd(SyncSender<Event>);

impl Drop for SayEnd {
    fn drop(&mut self) {
        let _ = self.0.send(Event::Ended);
    }
}
// ANCHOR_END: watch

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Measure;
    use crate::reading::made_up::reading;

    fn watch<T>(count: u64, tick: T) -> Watch<impl FnMut() -> Reading, T> {
        let mut rank = 0;
        let read = move || {
            rank += 1;
            reading(rank, 90.0)
        };
        let alarms = vec![Alarm::new(Measure::Cpu, 80.0, 5.0, 3)];
        Watch {
            read,
            tick,
            count,
            alarms,
        }
    }

    /// Tout ce qui est arrivé : le rang de chaque relevé, et les alertes.
    fn told(events: Receiver<Event>) -> Vec<String> {
        let lines = events.iter().map_while(|event| match event {
            Event::News(news) => {
                let bells = "*".repeat(news.changes.len());
                Some(format!("{}{bells}", news.reading.at.as_secs()))
            }
            _ => None,
        });
        lines.collect()
    }

    #[test]
    fn every_reading_is_shown_and_the_last_alert_is_not_lost() {
        let (stop, _stopped) = Stop::new();
        let window = Mutex::default();
        let shown =
            watch(3, || true).run(&window, &stop, |_, to_show| told(to_show));
        assert_eq!(shown, ["1", "2", "3*"]);
        let window = window.into_inner().unwrap();
        assert_eq!(window.series(Measure::Cpu).len(), 3);
    }

    /// L’intervalle est d’une heure : qui dormirait ferait attendre ce test
    /// une heure. Il ne regarde aucune montre.
    #[test]
    fn a_stop_is_obeyed_at_once() {
        let (stop, stopped) = Stop::new();
        let hour = ticks(Duration::from_secs(3600), stopped);
        let window = Mutex::default();
        let shown = watch(9, hour).run(&window, &stop, |_, to_show| {
            stop.ask();
            told(to_show)
        });
        assert!(shown.is_empty());
    }

    /// Un battement aussitôt, le suivant dans une heure.
    fn once_then_in_an_hour(
        stopped: Receiver<Infallible>,
    ) -> impl FnMut() -> bool {
        let mut hour = ticks(Duration::from_secs(3600), stopped);
        let mut first = true;
        move || std::mem::take(&mut first) || hour()
    }

    #[test]
    fn who_stops_showing_stops_the_threads_at_once() {
        let (stop, stopped) = Stop::new();
        let tick = once_then_in_an_hour(stopped);
        let window = Mutex::default();
        let shown = watch(9, tick)
            .run(&window, &stop, |_, to_show| to_show.recv().is_ok());
        assert!(shown);
    }

    #[test]
    #[should_panic(expected = "pendant le dessin")]
    fn a_panic_of_who_shows_stops_the_threads_at_once() {
        let (stop, stopped) = Stop::new();
        let tick = once_then_in_an_hour(stopped);
        watch(9, tick).run(&Mutex::default(), &stop, |_, to_show| {
            to_show.recv().unwrap();
            panic!("pendant le dessin");
        })
    }

    #[test]
    #[should_panic(expected = "capteur débranché")]
    fn a_panic_of_a_thread_ends_the_watch_and_is_not_hidden() {
        let (stop, _stopped) = Stop::new();
        let watch = Watch {
            read: || panic!("capteur débranché"),
            tick: || true,
            count: 9,
            alarms: Vec::new(),
        };
        watch.run(&Mutex::default(), &stop, |_, to_show| told(to_show));
    }

    /// Qui finit parce que l’arrêt est demandé doit déjà savoir par qui : tant
    /// que la demande ne peut pas passer, le drapeau est levé quand même.
    #[test]
    fn the_flag_is_up_before_the_stop_can_be_seen() {
        let (stop, _stopped) = Stop::new();
        let line = stop.line.lock().unwrap();
        thread::scope(|s| {
            s.spawn(|| stop.interrupt());
            let seen = (0..1_000_000).any(|_| {
                thread::yield_now();
                stop.was_interrupted()
            });
            drop(line);
            assert!(seen, "le drapeau vient trop tard");
        });
    }

    #[test]
    fn the_second_ctrl_c_is_told_from_the_first() {
        let (stop, stopped) = Stop::new();
        assert!(!stop.was_interrupted());
        assert!(!stop.interrupt());
        assert!(stop.interrupt());
        assert!(stop.was_interrupted());
        assert_eq!(stopped.recv(), Err(mpsc::RecvError));
    }
}
