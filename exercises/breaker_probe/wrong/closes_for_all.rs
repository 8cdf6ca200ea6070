// À la fin de l’ouverture, laisse passer tout le monde.

use std::sync::Mutex;

pub struct Breaker {
    state: Mutex<State>,
}

struct State {
    until: Option<u64>, // `None` : fermé.
    probing: bool,
    era: u64, // Change à chaque ouverture et à chaque fermeture.
}

impl Breaker {
    pub fn open(until: u64) -> Breaker {
        Breaker {
            state: Mutex::new(State {
                until: Some(until),
                probing: false,
                era: 0,
            }),
        }
    }

    pub fn ask(&self, now: u64) -> Option<Call<'_>> {
        let mut state = self.state.lock().unwrap();
        if let Some(until) = state.until {
            if now < until {
                return None;
            }
            state.probing = true;
        }
        let (breaker, era) = (self, state.era);
        Some(Call { breaker, era })
    }
}

impl State {
    fn enter(&mut self, until: Option<u64>) {
        self.until = until;
        self.probing = false;
        self.era += 1;
    }
}

pub struct Call<'a> {
    breaker: &'a Breaker,
    era: u64,
}

impl Call<'_> {
    pub fn worked(self) {
        let mut state = self.breaker.state.lock().unwrap();
        if state.era == self.era && state.until.is_some() {
            state.enter(None);
        }
    }

    pub fn failed(self, until: u64) {
        let mut state = self.breaker.state.lock().unwrap();
        if state.era == self.era {
            state.enter(Some(until));
        }
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut state = self.breaker.state.lock().unwrap();
        if state.era == self.era {
            state.probing = false;
        }
    }
}
