//! What an explored program that may have data races is right about, and what is
//! in doubt.

use super::graph::Graph;
use super::order;

/// The end of a sentence that says how every order ends; empty where the compiler
/// proves that no two threads race.
pub fn said(graph: &Graph) -> String {
    let Some(plain) = &graph.plain else {
        return String::new();
    };
    let cells = plain.cells.iter().map(|&cell| &*graph.objects[cell].name);
    let cells: Vec<&str> = cells.collect();
    let mut said = match cells.is_empty() {
        true => ", with no plain memory watched".into(),
        false => format!(", plain memory watched: {}, nothing else", cells.join(", ")),
    };
    let lines = if graph.files.is_empty() { "lines " } else { "" };
    for &(a, b) in &plain.unsure {
        let [a, b] = [a, b].map(|op| order::at(graph, &graph.ops[op]));
        said += &format!("; {lines}{a} and {b} are not ordered, and either may write");
    }
    if plain.frees {
        said += "; of memory that is freed by hand, a touch is seen in locks, atomics and cells alone, \
                 and no address comes again but with --reuse";
    }
    said
}
