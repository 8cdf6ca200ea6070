// Un seul mot : l’ère en haut, l’état en bas. Qui arrive tard n’échange rien.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;

// En bas : l’instant jusqu’où c’est ouvert, ou l’un de ces deux nombres.
const CLOSED: u64 = 0xFFFF_FFFF;
const PROBING: u64 = 0xFFFF_FFFE;

fn state(word: u64) -> u64 {
    word & 0xFFFF_FFFF
}

pub struct Breaker {
    word: AtomicU64,
}

impl Breaker {
    pub fn open(until: u64) -> Breaker {
        Breaker {
            word: AtomicU64::new(until),
        }
    }

    pub fn ask(&self, now: u64) -> Option<Call<'_>> {
        let word = self.word.load(SeqCst);
        let breaker = self;
        match state(word) {
            CLOSED => Some(Call { breaker, word }),
            PROBING => None,
            until if now < until => None,
            _ => {
                let word = self.enter(word, PROBING)?;
                Some(Call { breaker, word })
            }
        }
    }

    // L’ère suivante, si celle-ci n’est pas finie.
    fn enter(&self, word: u64, state: u64) -> Option<u64> {
        let next = ((word >> 32) + 1) << 32 | state;
        let done = self.word.compare_exchange(word, next, SeqCst, SeqCst);
        done.ok().map(|_| next)
    }
}

pub struct Call<'a> {
    breaker: &'a Breaker,
    word: u64, // Celui sous lequel l’appel est parti.
}

impl Call<'_> {
    pub fn worked(self) {
        if state(self.word) == PROBING {
            self.breaker.enter(self.word, CLOSED);
        }
    }

    pub fn failed(self, until: u64) {
        self.breaker.enter(self.word, until);
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        if state(self.word) == PROBING {
            self.breaker.enter(self.word, 0);
        }
    }
}
