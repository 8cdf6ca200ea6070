// La somme des carrés, calculée par quatre processus du même programme.

use std::env;
use std::io;
use std::ops::Range;
use std::process::{self, Child, Command, Stdio};

fn sum_of_squares(range: Range<u64>) -> u64 {
    range.map(|n| n * n).sum()
}

// ANCHOR: start
fn start(range: &Range<u64>) -> io::Result<Child> {
    Command::new(env::current_exe()?)
        .args([range.start.to_string(), range.end.to_string()])
        .stdout(Stdio::piped())
        .spawn()
}
// ANCHOR_END: start

// ANCHOR: finish
fn finish(child: Child) -> io::Result<u64> {
    let pid = child.id();
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other("un processus a échoué"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    println!("processus {pid} : {}", text.trim());
    text.trim().parse().map_err(io::Error::other)
}
// ANCHOR_END: finish

// ANCHOR: main
fn main() -> io::Result<()> {
    let bounds: Vec<String> = env::args().skip(1).collect();
    if let [start, end] = &bounds[..] {
        // Un enfant : deux bornes en arguments, la somme sur la sortie.
        let number = |text: &str| text.parse().map_err(io::Error::other);
        println!("{}", sum_of_squares(number(start)?..number(end)?));
        return Ok(());
    }

    println!("processus {} : le parent", process::id());
    let ranges: Vec<Range<u64>> = (0..4)
        .map(|million| million * 1_000_000..(million + 1) * 1_000_000)
        .collect();
    let children: Vec<Child> =
        ranges.iter().map(start).collect::<io::Result<_>>()?;
    let sums: Vec<u64> = children
        .into_iter()
        .map(finish)
        .collect::<io::Result<_>>()?;
    let total: u128 = sums.iter().map(|&sum| u128::from(sum)).sum();
    println!("total : {total}");
    assert!(ranges.into_iter().map(sum_of_squares).eq(sums));
    Ok(())
}
// ANCHOR_END: main
