fn main() {
    let project = tests::project();
    for row in course::make::grade::bank(&project).unwrap() {
        println!(
            "{:20} {:32} {:5} {:?} -> {}",
            row.exercise,
            row.answer,
            row.is_as_expected(),
            row.expected,
            row.grade.reason()
        );
    }
}
