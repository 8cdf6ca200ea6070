//! What commands of a page printed: the version of their tool, then each of them
//! after `$ `, its lines below.

use anyhow::{Context, Result, bail};

use super::Evidence;
use super::recording::{nth_line, nth_number};
use crate::source::lang::Lang;
use crate::source::listing::Listings;
use crate::source::session::Session;

pub struct Transcript {
    pub version: String,
    pub lines: Vec<String>,
}

impl Transcript {
    pub fn format(&self) -> String {
        format!("# with={}\n{}\n", self.version, self.lines.join("\n"))
    }

    /// Whether a line is one of the session's commands, and not what one printed.
    pub fn is_typed(line: &str, session: &Session) -> bool {
        line.strip_prefix("$ ")
            .is_some_and(|typed| session.commands.iter().any(|command| command == typed))
    }

    /// That these commands, and no others, were run.
    pub fn check(&self, name: &str, session: &Session) -> Result<()> {
        let typed = (self.lines.iter())
            .filter(|line| Transcript::is_typed(line, session))
            .count();
        if typed != session.commands.len() {
            bail!(
                "session `{name}` has other commands than those that were recorded; run `{} {name}`",
                Self::COMMAND
            );
        }
        Ok(())
    }
}

impl Evidence for Transcript {
    const WHAT: &str = "transcript";
    const COMMAND: &str = "cargo course record";
    const ASK: Option<&str> = Some("write listings/sessions/NAME.toml");
    const FOLDER: &str = "sessions";
    const ENDING: &str = "txt";

    fn read(text: &str, _: &str) -> Result<Transcript> {
        let (version, lines) = text
            .strip_prefix("# with=")
            .and_then(|text| text.split_once('\n'))
            .context("its first line is not `# with=…`")?;
        Ok(Transcript {
            version: version.into(),
            lines: lines.lines().map(str::to_owned).collect(),
        })
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        listings.sessions.names().collect()
    }

    fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let parts: Vec<&str> = key.split('.').collect();
        match parts[..] {
            ["line", at, nth] => nth_number(nth_line(&self.lines, at)?, nth, lang),
            _ => bail!("`{key}` is not line.L.K: the K-th number of the L-th line"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_from_what_was_printed() {
        let text = "# with=gdb 16\n$ gdb -p 1\nThread 2 waits for 3\n";
        let transcript = Transcript::read(text, "lunch").unwrap();
        assert_eq!(transcript.format(), text);
        let value = |key| transcript.value(key, Lang::Fr).map_err(|e| e.to_string());
        assert_eq!(value("line.2.2").unwrap(), "3");
        assert_eq!(value("line.-1.1").unwrap(), "2");
        assert!(value("speed").unwrap_err().contains("line.L.K"));
    }
}
