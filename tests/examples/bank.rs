//! The matrix of the exercises: each answer of the bank, what it should come to,
//! and what it comes to. Of all exercises, or of those that are named.

use course::make::grade::bank_of;
use course::source::exercise::Exercise;
use tests::project;

fn main() -> anyhow::Result<()> {
    let project = project();
    let named: Vec<String> = std::env::args().skip(1).collect();
    let exercises = match named.is_empty() {
        true => Exercise::all(&project)?,
        false => named
            .iter()
            .map(|name| Exercise::named(&project, name))
            .collect::<anyhow::Result<_>>()?,
    };
    for row in bank_of(&project, exercises)? {
        let mark = if row.is_as_expected() {
            ""
        } else {
            "  NOT AS EXPECTED"
        };
        let (exercise, answer, reason) = (&row.exercise, &row.answer, row.grade.reason());
        println!("{exercise:20} {answer:30} {reason}{mark}");
    }
    Ok(())
}
