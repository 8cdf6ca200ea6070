//! The matrix of the exercises: each answer of the bank, what it should come to,
//! and what it comes to.

use course::make::grade::bank;
use tests::project;

fn main() -> anyhow::Result<()> {
    for row in bank(&project())? {
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
