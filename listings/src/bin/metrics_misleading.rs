// Le processeur et la moyenne disent que tout va bien, et la file déborde.

use std::collections::VecDeque;

const WORKERS: usize = 4;
const ROOM: usize = 40; // Les places de la file.
const WINDOW: usize = 60; // Les photos dont on garde les mesures.

// ANCHOR: service
struct Job {
    started: u64,
    ended: u64,
}

#[derive(Default)]
struct Service {
    waiting: usize,
    busy: VecDeque<Job>,
    done: VecDeque<Job>, // Les dernières photos rendues.
    started: u64,
    refused: u64,
}

impl Service {
    // Une seconde de la vie du service.
    fn tick(&mut self, now: u64) {
        let jobs = self.busy.drain(..);
        let (ended, busy): (VecDeque<_>, _) =
            jobs.partition(|job| job.ended <= now);
        self.busy = busy;
        self.done.extend(ended);
        self.done.drain(..self.done.len().saturating_sub(WINDOW));
        for _ in 0..arrivals(now) {
            match self.waiting < ROOM {
                true => self.waiting += 1,
                false => self.refused += 1,
            }
        }
        while self.busy.len() < WORKERS && self.waiting > 0 {
            self.waiting -= 1;
            self.started += 1;
            let ended = now + seconds(self.started, now);
            let started = now;
            self.busy.push_back(Job { started, ended });
        }
    }
}
// ANCHOR_END: service

// ANCHOR: load
// Deux demandes par seconde, et neuf d’un coup toutes les quinze secondes.
fn arrivals(now: u64) -> u64 {
    if now % 15 == 10 { 9 } else { 2 }
}

// De 60 s à 120 s, le stockage retient une photo sur quatre.
fn seconds(rank: u64, now: u64) -> u64 {
    let is_held = (60..120).contains(&now) && rank.is_multiple_of(4);
    if is_held { 8 } else { 1 }
}
// ANCHOR_END: load

// ANCHOR: threshold
struct Threshold {
    limit: f64,
    over: bool,
    rings: u32,
}

impl Threshold {
    fn at(limit: f64) -> Self {
        let (over, rings) = (false, 0);
        Self { limit, over, rings }
    }

    fn see(&mut self, value: f64) {
        let over = value > self.limit;
        self.rings += u32::from(over && !self.over);
        self.over = over;
    }
}
// ANCHOR_END: threshold

// ANCHOR: main
fn main() {
    let mut service = Service::default();
    let mut on_cpu = Threshold::at(80.0);
    let mut on_mean = Threshold::at(3.0);
    let mut on_queue = Threshold::at(4.0);
    let mut before = 0;
    for now in 1..=120 {
        service.tick(now);
        let works = service.done.iter().map(|job| job.ended - job.started);
        let mean = works.sum::<u64>() as f64 / service.done.len().max(1) as f64;
        on_mean.see(mean);
        on_queue.see(service.waiting as f64);
        if now.is_multiple_of(15) {
            // Une photo calcule un quart de seconde, sur deux cœurs.
            let computed = (service.started - before) as f64 * 0.25;
            before = service.started;
            let cpu = computed / (15.0 * 2.0) * 100.0;
            on_cpu.see(cpu);
            println!("{now} s : processeur {cpu:.0} %, moyenne {mean:.1} s");
        }
    }
    println!("clients refusés : {}", service.refused);
    println!("sonneries : processeur {}", on_cpu.rings);
    println!("sonneries : moyenne {}", on_mean.rings);
    println!("sonneries : file {}", on_queue.rings);
}
// ANCHOR_END: main
