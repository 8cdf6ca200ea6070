// Ce qu’un client écrit, et que les autres lisent sur leur terminal.

use std::fmt;
use std::str::FromStr;

// ANCHOR: name
/// Le nom d’un client ou d’une salle. Tant qu’on en tient un, il est permis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl FromStr for Name {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Name, Self::Err> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        match text.len() {
            1..=16 if text.chars().all(allowed) => Ok(Name(text.into())),
            _ => Err("un nom a 1 à 16 lettres sans accent, chiffres, - ou _"),
        }
    }
}

impl Name {
    /// Alice et alice sont le même nom.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}
// ANCHOR_END: name

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// ANCHOR: clean
/// Un terminal obéit à des caractères : il efface, change de couleur, de titre,
/// de sens d’écriture. Aucun ne passe d’un client à un autre.
pub fn clean(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\t", " ");
    let visible = |c: char| match c.is_control() || is_hidden(c) {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    };
    text.chars().map(visible).collect()
}

/// Ce qui ne se voit pas, ou change le sens de ce qui se voit.
fn is_hidden(c: char) -> bool {
    matches!(
        u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x180b..=0x180f | 0x200b
            | 0x200e..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164
            | 0xfe00..=0xfe0d | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff
    )
}
// ANCHOR_END: clean

#[cfg(test)]
#[path = "../tests/unit/text.rs"]
mod tests;
