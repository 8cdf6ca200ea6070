//! Draws the rooms of a crate as text: floors, lines, arrows, circles.
//!
//!     cargo run -p tests --example rooms [crates/course/src]

use std::path::PathBuf;

use tests::rooms::Rooms;

fn main() -> anyhow::Result<()> {
    let src = std::env::args().nth(1);
    let src = PathBuf::from(src.unwrap_or_else(|| "crates/course/src".into()));
    let rooms = Rooms::of(&src)?;
    let (floors, circle) = rooms.floors();
    for (rank, floor) in floors.iter().enumerate().rev() {
        println!("floor {}: {}", rank + 1, floor.join(", "));
    }
    if !circle.is_empty() {
        println!("in circles, or above one: {}", circle.join(", "));
    }
    println!(
        "{} rooms, {} floors, {} arrows, {} lines",
        rooms.lines.len(),
        floors.len(),
        rooms.arrows.len(),
        rooms.lines.values().sum::<usize>()
    );
    Ok(())
}
