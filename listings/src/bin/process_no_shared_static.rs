// Une `static` ne passe pas d’un processus à l’autre.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::{env, io, process::Command, thread};

static VISITS: AtomicU64 = AtomicU64::new(0);

fn main() -> io::Result<()> {
    if env::args().len() > 1 {
        let seen = VISITS.fetch_add(1, SeqCst);
        println!("dans le processus : {seen} visites, puis une de plus");
        return Ok(());
    }

    VISITS.store(100, SeqCst);
    Command::new(env::current_exe()?).arg("visit").status()?;
    println!("après le processus : {}", VISITS.load(SeqCst));

    thread::scope(|s| {
        s.spawn(|| VISITS.fetch_add(1, SeqCst));
    });
    println!("après le thread : {}", VISITS.load(SeqCst));
    assert_eq!(VISITS.load(SeqCst), 101);
    Ok(())
}
