// Lancez tous les travaux à la fois, et attendez-les tous.

/// Appelle `job(0)`, `job(1)`… jusqu'à `job(count - 1)`, et ne rend la main
/// qu'après la fin du dernier.
pub fn run_all(count: u32, job: fn(u32)) {
    for number in 0..count {
        job(number);
    }
}
