// Les deux moteurs devant chaque cas du serveur méchant, avec l’issue attendue.

use downloading::Engine;

#[path = "../examples/outcomes.rs"]
mod outcomes;

/// Dans l’ordre de `CASES`.
const EXPECTED: &[(&str, &str)] = &[
    ("good", "200, 100000 octets"),
    ("missing", "404, introuvable"),
    ("flaky", "200, 100000 octets (2 essais)"),
    ("busy", "200, 100000 octets (2 essais)"),
    ("reset", "200, 100000 octets (2 essais)"),
    ("short", "coupé avant la fin (3 essais)"),
    ("long", "somme de contrôle fausse"),
    ("chunked", "coupé avant la fin (3 essais)"),
    ("unannounced", "fin non annoncée ; donnez la somme sha256"),
    ("endless", "trop gros ; voyez --max-size"),
    ("drip", "trop long"),
    ("silent", "le serveur se tait (3 essais)"),
    ("loop", "trop de redirections"),
    ("header", "réponse HTTP invalide, ou démesurée"),
    ("garbage", "réponse HTTP invalide, ou démesurée"),
    ("closed", "connexion refusée (3 essais)"),
    (
        "resume",
        "206, 100000 octets, dont 50000 déjà venus (2 essais)",
    ),
    ("changed", "200, 100000 octets (2 essais)"),
    ("no_ranges", "200, 100000 octets (2 essais)"),
    ("wrong_range", "200, 100000 octets (3 essais)"),
    ("..%2f..%2fescape", "200, 100000 octets"),
    ("good", "200, 100000 octets"),
    (
        "good",
        "certificat refusé, invalid peer certificate: UnknownIssuer ; voyez --cacert",
    ),
];

#[test]
fn both_engines_end_as_expected() {
    let mut wrong = Vec::new();
    for (case, expected) in outcomes::CASES.iter().zip(EXPECTED) {
        for engine in [Engine::Threads, Engine::Async] {
            let told = outcomes::play(engine, case);
            let told = told.unwrap_or_else(|error| format!("{error:#}"));
            if (case.path, told.as_str()) != *expected {
                wrong.push(format!("{engine:?} {} : {told}", case.path));
            }
        }
    }
    assert_eq!(outcomes::CASES.len(), EXPECTED.len(), "une issue par cas");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
