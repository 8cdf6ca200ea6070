// Ce qui est demandé : des URL, et le nom de chaque fichier.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use percent_encoding::percent_decode_str;
use url::Url;

/// Un fichier à prendre.
#[derive(Clone, Debug)]
pub struct Item {
    pub url: Url,
    pub name: String,
    pub sha256: Option<String>,
}

impl Item {
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        format!("{host}:{}", self.url.port_or_known_default().unwrap_or(0))
    }
}

/// Une ligne : `URL [sha256:HEX] [NAME]`.
pub fn item(line: &str) -> Result<Item> {
    let mut words = line.split_whitespace().peekable();
    let text = words.next().context("il manque une URL")?;
    let url = Url::parse(text).with_context(|| {
        format!("« {text} » n’est pas une URL entière, http(s)://…")
    })?;
    ensure!(
        matches!(url.scheme(), "http" | "https"),
        "{url} : http ou https, rien d’autre"
    );
    let sum = words.next_if(|word| word.starts_with("sha256:"));
    let sha256 = sum.map(|sum| sum["sha256:".len()..].to_lowercase());
    if let Some(hex) = &sha256 {
        let whole =
            hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        ensure!(whole, "il faut 64 chiffres hexadécimaux après sha256");
    }
    let rest: Vec<&str> = words.collect();
    let name = match rest.as_slice() {
        [] => name(&url),
        given => safe(&given.join(" ")),
    };
    Ok(Item { url, name, sha256 })
}

/// Les lignes d’un fichier ; une ligne vide ou qui commence par # est laissée.
pub fn items(file: &str, text: &str) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for (rank, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || format!("{file}:{}", rank + 1);
        items.push(item(line).with_context(place)?);
    }
    Ok(items)
}

// ANCHOR: name
/// Le dernier morceau du chemin, décodé. Il vient d’ailleurs : rien de ce qu’il
/// contient ne doit le faire sortir du dossier.
pub fn name(url: &Url) -> String {
    let mut segments = url.path_segments().into_iter().flatten();
    let last = segments.rfind(|segment| !segment.is_empty());
    let last = last.unwrap_or("index.html");
    safe(&percent_decode_str(last).decode_utf8_lossy())
}

fn safe(name: &str) -> String {
    let tame = |c: char| {
        if c.is_control() || r#"/\:*?"<>|"#.contains(c) {
            '_'
        } else {
            c
        }
    };
    let mut name: String = name.chars().map(tame).collect();
    name.truncate(name.floor_char_boundary(200));
    // Windows ôte les points et les espaces de la fin.
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    let stem = name.split('.').next().unwrap_or_default();
    if stem.is_empty() || is_reserved(stem) {
        // Un point au début cache un fichier, et désigne nos provisoires.
        name = format!("_{}", name.trim_start_matches('.'));
    }
    name
}
// ANCHOR_END: name

/// Sous Windows, ces noms sont ceux d’appareils.
fn is_reserved(stem: &str) -> bool {
    let stem = stem.trim().to_ascii_uppercase();
    let numbered = |port: &str| {
        let digit = stem.strip_prefix(port);
        digit.is_some_and(|d| d.len() == 1 && d.as_bytes()[0].is_ascii_digit())
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
}

/// Deux fichiers d’un même nom : l’un remplacerait l’autre. Sans égard aux
/// majuscules, que Windows et macOS confondent.
pub fn check_names(items: &[Item]) -> Result<()> {
    let mut seen: HashMap<String, &Item> = HashMap::new();
    for item in items {
        if let Some(other) = seen.insert(item.name.to_lowercase(), item) {
            bail!(
                "{} et {} donnent le même nom, {} ; nommez-les dans --from",
                other.url,
                item.url,
                item.name
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str) -> String {
        name(&Url::parse(&format!("http://h/{path}")).unwrap())
    }

    #[test]
    fn no_name_leaves_the_folder() {
        assert_eq!(
            named("a/photo%20d%27%C3%A9t%C3%A9.jpg?x=1#y"),
            "photo d'été.jpg"
        );
        assert_eq!(named(""), "index.html");
        assert_eq!(named("a/"), "a");
        for path in [
            "..%2f..%2fetc%2fpasswd",
            "%2fetc%2fpasswd",
            "..%5c..%5cboot.ini",
            "a%00b",
            ".profile",
            "...",
            "%20",
            "c%3A%5Cx",
            "CON",
            "nul.txt",
            "com1",
            "a%0Ab",
            "%ff%fe",
            "a.",
            "x%2f",
        ] {
            let name = named(path);
            let bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
            assert!(!name.contains(bad) && !name.starts_with('.'), "{name}");
            assert!(!name.is_empty() && !name.ends_with(['.', ' ']), "{path}");
            assert!(!is_reserved(name.split('.').next().unwrap()), "{name}");
        }
        assert!(named(&"é".repeat(300)).len() <= 200);
    }

    #[test]
    fn a_bad_line_is_named_with_its_file_and_number() {
        let sum = "ab".repeat(32);
        let good =
            format!("# mes fichiers\n\nhttp://h/a sha256:{sum} un nom\n");
        let items = super::items("list.txt", &good).unwrap();
        assert_eq!(items[0].name, "un nom");
        assert_eq!(items[0].sha256.as_deref(), Some(&*sum));
        let told = |line: &str| {
            let text = format!("http://h/a\n{line}");
            format!("{:#}", super::items("list.txt", &text).unwrap_err())
        };
        assert!(told("photo.jpg").starts_with("list.txt:2: "));
        assert!(told("ftp://h/a").contains("http ou https"));
        assert!(told("http://h/b sha256:12").contains("64 chiffres"));
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        let items = super::items("l", "http://h/a/x\nhttp://h/b/X").unwrap();
        let told = check_names(&items).unwrap_err().to_string();
        assert!(told.contains("http://h/a/x et http://h/b/X"), "{told}");
    }
}
