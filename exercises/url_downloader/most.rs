// Trois URL, deux à la fois : combien sont demandées, et pas encore lues ?

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use super::answer::{Body, Network, fetch_all};

static FLYING: AtomicUsize = AtomicUsize::new(0);
static TOO_MANY: AtomicBool = AtomicBool::new(false);

struct Local;

impl Network for Local {
    fn get(&self, _: &str) -> Result<(u16, Body), String> {
        if FLYING.fetch_add(1, SeqCst) >= 2 {
            TOO_MANY.store(true, SeqCst);
        }
        Ok((200, Box::new(Pieces(1))))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

// Autant de morceaux à venir ; la page est lue quand le corps disparaît.
struct Pieces(u32);

impl Iterator for Pieces {
    type Item = Result<Vec<u8>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0 = self.0.checked_sub(1)?;
        Some(Ok(vec![7]))
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        FLYING.fetch_sub(1, SeqCst);
    }
}

pub fn main() {
    let pages = fetch_all(&Local, &["/a", "/b", "/c"], 2);
    let read = pages.iter().flatten().map(|page| page.size).sum::<usize>();
    println!("{read} {}", !TOO_MANY.load(SeqCst));
}
