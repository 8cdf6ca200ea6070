// Fermé, deux appels ensemble : un succès ne change rien, un échec ouvre.

use super::answer::Breaker;

pub fn main() {
    let breaker = Breaker::open(10);
    breaker.ask(10).unwrap().worked();
    let first = breaker.ask(11).unwrap();
    let second = breaker.ask(11);
    let both = second.is_some();
    first.worked();
    let still = breaker.ask(12).is_some();
    if let Some(second) = second {
        second.failed(30);
    }
    let open = breaker.ask(29).is_none();
    println!("{both} {still} {open}");
}
