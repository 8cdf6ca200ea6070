// Un disjoncteur qui s’entrouvre, et les appels qu’il permet.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;

pub struct Breaker {
    until: Mutex<Option<u64>>, // `None` : fermé.
    probing: AtomicBool,
}

impl Breaker {
    /// Ouvert jusqu’à cet instant.
    pub fn open(until: u64) -> Breaker {
        Breaker {
            until: Mutex::new(Some(until)),
            probing: AtomicBool::new(false),
        }
    }

    /// Un appel peut-il partir à cet instant ?
    pub fn ask(&self, now: u64) -> Option<Call<'_>> {
        let until = *self.until.lock().unwrap();
        if let Some(until) = until {
            if now < until || self.probing.load(SeqCst) {
                return None;
            }
            self.probing.store(true, SeqCst);
        }
        Some(Call { breaker: self })
    }
}

/// Un appel permis, qui n’a pas encore sa réponse.
pub struct Call<'a> {
    breaker: &'a Breaker,
}

impl Call<'_> {
    /// Le voisin a répondu.
    pub fn worked(self) {
        *self.breaker.until.lock().unwrap() = None;
        self.breaker.probing.store(false, SeqCst);
    }

    /// Le voisin n’a pas répondu : ouvert jusqu’à cet instant.
    pub fn failed(self, until: u64) {
        *self.breaker.until.lock().unwrap() = Some(until);
        self.breaker.probing.store(false, SeqCst);
    }
}
