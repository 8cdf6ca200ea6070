// Les bons signaux : l’âge du plus vieux, la saturation, un centile, un taux.

use std::collections::VecDeque;

const WORKERS: usize = 4;
const ROOM: usize = 40; // Les places de la file.
const WINDOW: usize = 60; // Les mesures que l’on garde.

struct Job {
    arrived: u64,
    ended: u64,
}

#[derive(Default)]
struct Service {
    queue: VecDeque<u64>, // L’arrivée de chaque demande.
    busy: VecDeque<Job>,
    delays: VecDeque<u64>,   // De l’arrivée à la fin.
    refusals: VecDeque<u64>, // Un 1 par demande refusée, sinon 0.
    started: u64,
}

impl Service {
    fn tick(&mut self, now: u64) {
        let jobs = self.busy.drain(..);
        let (ended, busy): (VecDeque<_>, _) =
            jobs.partition(|job| job.ended <= now);
        self.busy = busy;
        for job in ended {
            keep(&mut self.delays, job.ended - job.arrived);
        }
        for _ in 0..arrivals(now) {
            let refused = self.queue.len() == ROOM;
            keep(&mut self.refusals, u64::from(refused));
            if !refused {
                self.queue.push_back(now);
            }
        }
        while self.busy.len() < WORKERS
            && let Some(arrived) = self.queue.pop_front()
        {
            self.started += 1;
            let ended = now + seconds(self.started, now);
            self.busy.push_back(Job { arrived, ended });
        }
    }
}

fn arrivals(now: u64) -> u64 {
    if now % 15 == 10 { 9 } else { 2 }
}

fn seconds(rank: u64, now: u64) -> u64 {
    let is_held = (60..120).contains(&now) && rank.is_multiple_of(4);
    if is_held { 8 } else { 1 }
}

// ANCHOR: window
// Une fenêtre : la mesure qui entre pousse dehors la plus vieille.
fn keep(window: &mut VecDeque<u64>, measure: u64) {
    if window.len() == WINDOW {
        window.pop_front();
    }
    window.push_back(measure);
}

// La durée que `percent` % des demandes ne dépassent pas.
fn percentile(window: &VecDeque<u64>, percent: usize) -> u64 {
    let mut sorted: Vec<u64> = window.iter().copied().collect();
    sorted.sort();
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}
// ANCHOR_END: window

// ANCHOR: signals
impl Service {
    fn oldest(&self, now: u64) -> u64 {
        self.queue.front().map_or(0, |arrived| now - arrived)
    }

    fn saturation(&self) -> usize {
        self.busy.len() * 100 / WORKERS
    }

    fn refused_percent(&self) -> u64 {
        let asked = self.refusals.len().max(1) as u64;
        self.refusals.iter().sum::<u64>() * 100 / asked
    }
}
// ANCHOR_END: signals

// ANCHOR: alert
// Sonne si 3 des 5 dernières mesures dépassent `high` ; se tait quand les
// 5 sont sous `low`.
struct Alert {
    name: &'static str,
    high: u64,
    low: u64,
    last: VecDeque<u64>,
    ringing: bool,
}

impl Alert {
    fn new(name: &'static str, high: u64, low: u64) -> Self {
        let (last, ringing) = (VecDeque::from([0; 5]), false);
        Self {
            name,
            high,
            low,
            last,
            ringing,
        }
    }

    fn see(&mut self, now: u64, value: u64) {
        self.last.pop_front();
        self.last.push_back(value);
        let high = self.last.iter().filter(|v| **v > self.high).count();
        let calm = self.last.iter().all(|v| *v < self.low);
        if !self.ringing && high >= 3 {
            self.ringing = true;
            println!("{now} s : ALERTE, {} à {value}", self.name);
        } else if self.ringing && calm {
            self.ringing = false;
            println!("{now} s : fin de l’alerte, {}", self.name);
        }
    }
}
// ANCHOR_END: alert

// ANCHOR: main
fn main() {
    let mut service = Service::default();
    let mut age = Alert::new("l’âge du plus vieux", 5, 3);
    let mut refusals = Alert::new("le taux de refus", 5, 1);
    for now in 1..=180 {
        service.tick(now);
        let oldest = service.oldest(now);
        age.see(now, oldest);
        refusals.see(now, service.refused_percent());
        if now.is_multiple_of(15) {
            let (queue, busy) = (service.queue.len(), service.saturation());
            let [p50, p95] = [50, 95].map(|p| percentile(&service.delays, p));
            print!("{now} s : {busy} % occupés, file {queue}, ");
            println!("âge {oldest} s, p50 {p50} s, p95 {p95} s");
        }
    }
}
// ANCHOR_END: main
