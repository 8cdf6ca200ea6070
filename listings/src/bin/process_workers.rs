// Trois processus travaillent ; qui tombe est remplacé, et son travail refait.

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{self, Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;
use std::{env, thread};

use serde::{Deserialize, Serialize};

// ANCHOR: messages
#[derive(Serialize, Deserialize)]
enum Order {
    Square { n: u64, attempt: u32 },
    Stop,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    n: u64,
    square: u64,
}

fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let line = serde_json::to_string(message)?;
    writeln!(to, "{line}")
}
// ANCHOR_END: messages

// ANCHOR: child
fn work() -> io::Result<()> {
    for line in io::stdin().lines() {
        let Order::Square { n, attempt } = serde_json::from_str(&line?)? else {
            break;
        };
        if n == 4 && attempt == 1 {
            process::abort(); // Un plantage, pour voir.
        }
        thread::sleep(Duration::from_millis(50)); // Un long calcul.
        send(&mut io::stdout(), &Answer { n, square: n * n })?;
    }
    Ok(())
}
// ANCHOR_END: child

// ANCHOR: worker
struct Worker {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .arg("child")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let orders = process.stdin.take().expect("l’entrée est un tube");
        let answers = process.stdout.take().expect("la sortie est un tube");
        let answers = BufReader::new(answers);
        Ok(Self {
            process,
            orders,
            answers,
        })
    }

    fn ask(&mut self, order: &Order, kill: bool) -> io::Result<Answer> {
        send(&mut self.orders, order)?;
        if kill {
            kill_at_random(&mut self.process)?;
        }
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?) // Rien, ou coupée : une erreur.
    }

    fn replace(&mut self) -> io::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        *self = Self::start()?;
        Ok(())
    }

    fn stop(mut self) -> io::Result<()> {
        let _ = send(&mut self.orders, &Order::Stop); // Déjà mort ? Tant pis.
        self.process.wait()?;
        Ok(())
    }
}
// ANCHOR_END: worker

// ANCHOR: supervise
const ATTEMPTS: u32 = 20;

fn supervise(
    jobs: &Mutex<VecDeque<u64>>,
    done: Sender<Answer>,
    kill: bool,
) -> io::Result<()> {
    let mut worker = Worker::start()?;
    loop {
        let next = jobs.lock().unwrap().pop_front();
        let Some(n) = next else { return worker.stop() };
        let mut attempts = 1..=ATTEMPTS;
        let answer = loop {
            let Some(attempt) = attempts.next() else {
                return Err(io::Error::other("trop d’essais"));
            };
            match worker.ask(&Order::Square { n, attempt }, kill) {
                Ok(answer) => break answer,
                Err(_) => worker.replace()?,
            }
            println!("travail {n} : essai {attempt} perdu, processus remplacé");
        };
        done.send(answer).expect("main attend les résultats");
    }
}
// ANCHOR_END: supervise

// ANCHOR: kill
fn kill_at_random(process: &mut Child) -> io::Result<()> {
    let random = RandomState::new().build_hasher().finish();
    if random.is_multiple_of(2) {
        thread::sleep(Duration::from_millis(random / 2 % 70));
        process.kill()?; // Avant la réponse, ou juste après.
    }
    Ok(())
}
// ANCHOR_END: kill

// ANCHOR: main
fn main() -> io::Result<()> {
    let mode = env::args().nth(1);
    if mode.as_deref() == Some("child") {
        return work();
    }
    let kill = mode.as_deref() == Some("kill");

    let jobs = Mutex::new(VecDeque::from_iter(1..=7));
    let (done, results) = mpsc::channel();
    let mut answers = thread::scope(|s| {
        let start = |done| s.spawn(|| supervise(&jobs, done, kill));
        let threads = [done.clone(), done.clone(), done].map(start);
        let answers: Vec<Answer> = results.iter().collect();
        for thread in threads {
            thread.join().unwrap()?;
        }
        Ok::<_, io::Error>(answers)
    })?;

    answers.sort_by_key(|answer| answer.n);
    for Answer { n, square } in &answers {
        println!("travail {n} : {square}");
    }
    assert!(answers.iter().map(|answer| answer.n).eq(1..=7));
    Ok(())
}
// ANCHOR_END: main
