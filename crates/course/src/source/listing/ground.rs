//! Why a listing runs at home and not in a page: for what it does.

use serde::Deserialize;

use crate::source::lang::Lang;

/// `browser = "no: GROUND"` of `listings.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Ground {
    Files,
    Sockets,
    Processes,
    Signals,
    /// Cores, caches, memory: a browser has others.
    Machine,
    Threads,
    WeakMemory,
    Undefined,
}

/// Beyond this, a page does not start them.
pub const MANY_THREADS: usize = 64;

const GROUNDS: [Ground; 8] = [
    Ground::Files,
    Ground::Sockets,
    Ground::Processes,
    Ground::Signals,
    Ground::Machine,
    Ground::Threads,
    Ground::WeakMemory,
    Ground::Undefined,
];

impl Ground {
    /// What a page says of the program.
    pub fn why(self, lang: Lang) -> String {
        let [_, fr, en] = self.words();
        let text = lang.pick(fr, en);
        text.replace("MANY", &MANY_THREADS.to_string())
    }

    /// The same in a word or two.
    pub fn topic(self, lang: Lang) -> &'static str {
        let (fr, en) = match self {
            Ground::Files => ("fichiers", "files"),
            Ground::Sockets => ("connexions", "connections"),
            Ground::Processes => ("processus", "processes"),
            Ground::Signals => ("signaux", "signals"),
            Ground::Machine => ("mesures de la machine", "measures of the machine"),
            Ground::Threads => ("trop de threads", "too many threads"),
            Ground::WeakMemory => ("ordre mémoire", "memory ordering"),
            Ground::Undefined => ("comportement indéfini", "undefined behavior"),
        };
        lang.pick(fr, en)
    }

    /// Its name in `listings.toml`, then its reason in both languages.
    fn words(self) -> [&'static str; 3] {
        match self {
            Ground::Files => [
                "files",
                "il lit ou écrit des fichiers, et une page n’en a pas",
                "it reads or writes files, and a page has none",
            ],
            Ground::Sockets => [
                "sockets",
                "il ouvre des connexions, et une page n’en donne pas aux programmes",
                "it opens connections, and a page gives none to programs",
            ],
            Ground::Processes => [
                "processes",
                "il lance d’autres processus, et une page ne le peut pas",
                "it starts other processes, and a page cannot",
            ],
            Ground::Signals => [
                "signals",
                "il attend un signal du système, et une page n’en reçoit pas",
                "it waits for a signal of the system, and a page gets none",
            ],
            Ground::Machine => [
                "machine",
                "il mesure votre machine, et non un navigateur",
                "it measures your machine, not a browser",
            ],
            Ground::Threads => [
                "threads",
                "il lance plus de MANY threads, et c’est trop pour une page",
                "it starts more than MANY threads, too many for a page",
            ],
            Ground::WeakMemory => [
                "weak-memory",
                "son sujet est l’ordre des accès atomiques, et un navigateur les fait tous en SeqCst",
                "its subject is the ordering of atomic accesses, and a browser makes them all SeqCst",
            ],
            Ground::Undefined => [
                "undefined",
                "son comportement est indéfini, et une exécution ne prouverait rien",
                "its behavior is undefined, and a run would prove nothing",
            ],
        }
    }
}

impl TryFrom<String> for Ground {
    type Error = String;

    fn try_from(text: String) -> Result<Ground, String> {
        let name = text.strip_prefix("no: ");
        let found = GROUNDS
            .into_iter()
            .find(|ground| Some(ground.words()[0]) == name);
        found.ok_or_else(|| {
            let names = GROUNDS.map(|ground| ground.words()[0]);
            format!(
                "{text:?} is no ground for an exception; write \"no: GROUND\", with one of {}",
                names.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_known_by_its_name() {
        for ground in GROUNDS {
            let text = format!("no: {}", ground.words()[0]);
            assert_eq!(Ground::try_from(text), Ok(ground));
        }
        for text in ["no: it reads files", "files", "never"] {
            let error = Ground::try_from(text.to_owned()).unwrap_err();
            assert!(error.contains("with one of files, sockets,"), "{error}");
        }
    }

    #[test]
    fn a_ground_is_said_in_both_languages() {
        let ground = Ground::Threads;
        assert!(
            ground
                .why(Lang::Fr)
                .starts_with("il lance plus de 64 threads")
        );
        assert!(
            ground
                .why(Lang::En)
                .starts_with("it starts more than 64 threads")
        );
    }
}
