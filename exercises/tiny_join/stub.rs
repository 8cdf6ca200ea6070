// Attendez deux `Future` ensemble.

/// Les valeurs des deux, quand l'un et l'autre sont prêts.
pub async fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> (u32, u32) {
    (first.await, second.await)
}
