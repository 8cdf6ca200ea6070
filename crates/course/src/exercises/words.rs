//! What the loop says, in the reader's language.

use formats::verdict::{Bound, Searched};

use super::Wish;
use crate::source::lang::Lang;

pub struct Words {
    pub lang: Lang,
}

/// What a reader may type, in French and in English.
const WISHES: [([&str; 2], Wish); 3] = [
    (["indice", "hint"], Wish::Hint),
    (["solution", "solution"], Wish::Solution),
    (["recommencer", "reset"], Wish::Reset),
];
const QUIT: [&str; 2] = ["quitter", "quit"];

impl Words {
    /// In this language, or in that of the reader's system.
    pub fn new(lang: Option<Lang>) -> Words {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
        let said = variables
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        let lang = lang.unwrap_or_else(|| of_system(said.as_deref()));
        Words { lang }
    }

    /// A wish; nothing, to leave; or, of what is neither, the words there are.
    pub fn wish(&self, line: &str) -> Result<Option<Wish>, String> {
        let word = line.trim().to_lowercase();
        if QUIT.contains(&word.as_str()) {
            return Ok(None);
        }
        let found = WISHES
            .iter()
            .find(|(words, _)| words.contains(&word.as_str()));
        found
            .map(|(_, wish)| Some(*wish))
            .ok_or_else(|| self.how_to_go_on())
    }

    fn pick(&self, fr: String, en: String) -> String {
        self.lang.pick(fr, en)
    }

    pub fn how_many(&self, done: usize, of: usize) -> String {
        self.pick(
            format!("Exercices\u{202f}: {done} sur {of} sont faits."),
            format!("Exercises: {done} of {of} done."),
        )
    }

    pub fn how_to_open(&self) -> String {
        self.pick(
            "`cargo course exercise NOM` en ouvre un.".into(),
            "`cargo course exercise NAME` opens one.".into(),
        )
    }

    pub fn your_file(&self, file: &str) -> String {
        self.pick(
            format!("Votre fichier\u{202f}: {file}"),
            format!("Your file: {file}"),
        )
    }

    pub fn how_to_go_on(&self) -> String {
        let list = |lang: usize| {
            let words: Vec<&str> = WISHES.iter().map(|(words, _)| words[lang]).collect();
            format!("{}, {}", words.join(", "), QUIT[lang])
        };
        self.pick(
            format!(
                "\nEnregistrez votre fichier pour un nouveau verdict, ou tapez\u{202f}: {}.",
                list(0)
            ),
            format!(
                "\nSave your file for another verdict, or type: {}.",
                list(1)
            ),
        )
    }

    pub fn right(&self, searched: Searched) -> String {
        let states = self.lang.number(&searched.states.to_string(), "");
        self.pick(
            format!("Juste dans tous les ordres ({states} états visités). `solution` montre deux autres façons de faire."),
            format!("Right in every order ({states} states visited). `solution` shows two other ways."),
        )
    }

    pub fn wrong(&self, end: &str) -> String {
        let french = in_french(end);
        self.pick(
            format!("Faux\u{202f}: un ordre finit par «\u{202f}{french}\u{202f}»."),
            format!("Wrong: one order ends with “{end}”."),
        )
    }

    /// … of the only one that there is.
    pub fn wrong_alone(&self, end: &str) -> String {
        let french = in_french(end);
        self.pick(
            format!("Faux\u{202f}: rien n’avance en même temps, et cela finit par «\u{202f}{french}\u{202f}»."),
            format!("Wrong: nothing happens at once, and it ends with “{end}”."),
        )
    }

    pub fn good(&self, end: &str) -> String {
        self.pick(
            format!("Cet ordre finit bien\u{202f}: «\u{202f}{end}\u{202f}». Les autres, le verdict les dira."),
            format!("This order ends well: “{end}”. The verdict tells about the others."),
        )
    }

    pub fn gone(&self) -> String {
        self.pick(
            "Cet ordre n’existe pas dans votre version, dont les étapes sont autres.".into(),
            "That order does not exist in your version, whose steps are others.".into(),
        )
    }

    /// How to see the same order again.
    pub fn again(&self, name: &str, address: &str) -> String {
        self.pick(
            format!("Le revoir, ou l’essayer sur votre prochaine version\u{202f}: cargo course exercise {name} --order {address}"),
            format!("To see it again, or try it on your next version: cargo course exercise {name} --order {address}"),
        )
    }

    pub fn steps(&self) -> String {
        self.pick(
            "Cet ordre\u{202f}: thread, ligne, étape.".into(),
            "That order: thread, line, step.".into(),
        )
    }

    pub fn lost(&self) -> String {
        self.pick(
            "Faux\u{202f}: aucun ordre ne finit mal, mais ces fins ne sont plus possibles.".into(),
            "Wrong: no order ends badly, but these ends are no longer possible.".into(),
        )
    }

    pub fn refused(&self) -> String {
        self.pick(
            "Votre fichier ne compile pas\u{202f}:".into(),
            "Your file does not compile:".into(),
        )
    }

    pub fn unknown(&self) -> String {
        self.pick(
            "Votre fichier compile, mais se sert de ce que l’exploration ne connaît pas. Ce qu’elle connaît de `std`\u{202f}: threads, verrous, conditions, canaux, atomiques, barrières.".into(),
            "Your file compiles, but uses what the explorer does not know. What it knows of `std`: threads, locks, condition variables, channels, atomics, barriers.".into(),
        )
    }

    pub fn unclear(&self) -> String {
        self.pick(
            "Votre fichier ne compile pas, ou se sert de ce que l’exploration ne connaît pas de `tokio`\u{202f}; crates/explored-tokio/README.md dit ce qu’elle en connaît.".into(),
            "Your file does not compile, or uses what the explorer does not know of `tokio`; crates/explored-tokio/README.md says what it knows.".into(),
        )
    }

    pub fn stopped(&self) -> String {
        self.pick(
            "Pas de verdict\u{202f}: l’exploration s’est arrêtée.".into(),
            "No verdict: the exploration stopped.".into(),
        )
    }

    pub fn open(&self, searched: Searched, bound: &Bound) -> String {
        let orders = self.lang.number(&searched.orders.to_string(), "");
        self.pick(
            format!("Pas de verdict\u{202f}: aucun des {orders} ordres visités ne finit mal, mais il y en a trop pour les visiter tous ({bound}). Une réponse plus courte en a moins."),
            format!("No verdict: none of the {orders} orders visited ends badly, but there are too many to visit ({bound}). A shorter answer has fewer."),
        )
    }

    pub fn hint(&self, rank: usize, of: usize, hint: &str) -> String {
        self.pick(
            format!("Indice {rank} sur {of}\u{202f}: {hint}"),
            format!("Hint {rank} of {of}: {hint}"),
        )
    }

    pub fn ask_again(&self) -> String {
        self.pick(
            "Votre réponse n’est pas encore juste. Demandez encore une fois la solution pour la voir.".into(),
            "Your answer is not right yet. Ask for the solution once more to see it.".into(),
        )
    }

    pub fn reset(&self, kept: &str) -> String {
        self.pick(
            format!("Votre fichier est comme au début. Ce qu’il contenait est gardé dans {kept}."),
            format!("Your file is as it was at first. What it held is kept in {kept}."),
        )
    }
}

fn in_french(end: &str) -> String {
    match end.strip_suffix("deadlock") {
        Some(before) => format!("{before}interblocage"),
        None => end.to_owned(),
    }
}

/// By what a system calls the language: French, unless it says English.
fn of_system(said: Option<&str>) -> Lang {
    match said {
        Some(said) if said.starts_with("en") => Lang::En,
        _ => Lang::Fr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_the_language() {
        assert_eq!(of_system(Some("en_GB.UTF-8")), Lang::En);
        assert_eq!(of_system(Some("fr_FR.UTF-8")), Lang::Fr);
        assert_eq!(of_system(Some("C.UTF-8")), Lang::Fr);
        assert_eq!(of_system(None), Lang::Fr);
    }

    #[test]
    fn a_reader_may_type_either_language() {
        let words = Words { lang: Lang::Fr };
        assert_eq!(words.wish(" Hint\n"), Ok(Some(Wish::Hint)));
        assert_eq!(words.wish("recommencer"), Ok(Some(Wish::Reset)));
        assert_eq!(words.wish("quit"), Ok(None));
        let known = words.wish("aide").unwrap_err();
        assert!(
            known.contains("indice, solution, recommencer, quitter"),
            "{known}"
        );
    }
}
