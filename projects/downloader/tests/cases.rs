// Les deux moteurs devant chaque cas du serveur méchant, avec l’issue attendue.

use downloading::Engine;

#[path = "../examples/outcomes.rs"]
mod outcomes;

/// Dans l’ordre de `CASES`.
const EXPECTED: &[(&str, &str)] = &[];

#[test]
fn both_engines_end_as_expected() {
    let mut wrong = Vec::new();
    for (case, expected) in outcomes::CASES.iter().zip(EXPECTED) {
        for engine in [Engine::Threads, Engine::Async] {
            let told = outcomes::play(engine, case);
            let told = told.unwrap_or_else(|error| format!("{error:#}"));
            if (case.path, told.as_str()) != *expected {
                wrong.push(format!("{engine:?} {} : {told}", case.path));
            }
        }
    }
    assert_eq!(outcomes::CASES.len(), EXPECTED.len(), "une issue par cas");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
