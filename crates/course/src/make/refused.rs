//! Programs that must not compile, and what the compiler says of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use regex::Regex;

use super::cargo::generated;
use super::workshop::lay;
use crate::source::lang::Lang;
use crate::source::listing::fail_names;
use crate::source::po::Po;
use crate::source::project::{Project, read};

/// What the compiler says of each program of `listings/fail/`, in this language;
/// one that compiles is missing.
///
/// They are programs of one package that depends on what listings depend on, as
/// listings do: nothing is compiled for them.
pub fn messages(project: &Project, lang: Lang) -> Result<BTreeMap<String, String>> {
    let to = project.target().join("refused").join(lang.code());
    let po = Po::load(project)?;
    let names = fail_names(project)?;
    let mut contents = vec![("Cargo.toml".to_owned(), manifest(project, &names)?)];
    for name in &names {
        let path = format!("fail/{name}.rs");
        let french = read(&project.listings().join(&path))?;
        let text = match lang {
            Lang::Fr => french,
            Lang::En => po.translations().listing(&french).context(path.clone())?,
        };
        contents.push((path, text));
    }
    lay(project, &to, contents)?;
    let output = generated(project, &to)
        .args(["build", "--quiet", "--bins", "--keep-going"])
        .arg("--message-format=json")
        .output()
        .context("cannot start cargo")?;
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let (message, target) = (&line["message"], &line["target"]);
        // What has no place is how many errors there were.
        let placed = message["spans"].as_array().is_some_and(|s| !s.is_empty());
        if let (true, Some(name), Some(said)) = (
            placed,
            target["name"].as_str(),
            message["rendered"].as_str(),
        ) {
            let all = messages.entry(name.to_owned()).or_default();
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&anywhere(said));
        }
    }
    if messages.is_empty() && !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(messages)
}

fn manifest(project: &Project, names: &[String]) -> Result<String> {
    let root: toml::Table = read(&project.root.join("Cargo.toml"))?.parse()?;
    let listings: toml::Table = read(&project.listings().join("Cargo.toml"))?.parse()?;
    let mut manifest: toml::Table =
        "workspace = {}\npackage = { name = \"refused\", edition = \"2024\" }".parse()?;
    let parts = [
        ("dependencies", &listings),
        ("target", &listings),
        ("profile", &root),
    ];
    for (part, of) in parts {
        manifest.extend(of.get(part).map(|table| (part.to_owned(), table.clone())));
    }
    if let Some(shared) = root["workspace"].get("dependencies") {
        manifest["workspace"]
            .as_table_mut()
            .context("Cargo.toml: no [workspace]")?
            .insert("dependencies".into(), shared.clone());
    }
    let program = |name: &String| {
        let path = format!("fail/{name}.rs");
        toml::Table::from_iter([
            ("name".to_owned(), name.as_str().into()),
            ("path".to_owned(), path.into()),
        ])
    };
    let programs: Vec<toml::Table> = names.iter().map(program).collect();
    manifest.insert("bin".into(), programs.into());
    Ok(toml::to_string(&manifest)?)
}

/// A message as it is on every machine: of the standard library, its place and
/// not its text, which some have and some have not; of another crate as well,
/// for that text is not the reader's.
fn anywhere(message: &str) -> String {
    static STD: LazyLock<Regex> = LazyLock::new(|| elsewhere("library"));
    static CRATE: LazyLock<Regex> = LazyLock::new(|| elsewhere("registry/src/[^/\n]+"));
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^( *)\d+ +\|").unwrap());
    let message = STD.replace_all(message, "$1$$RUST/$2\n");
    let message = CRATE.replace_all(&message, "$1$$CARGO/$2\n");
    // The numbers of its lines were longer than the program's.
    let margins = NUMBER.captures_iter(&message).map(|line| line[1].len());
    let margin = " ".repeat(margins.min().unwrap_or(0));
    let mut lines = Vec::new();
    for line in message.trim_end().lines() {
        lines.push(line.strip_prefix(&margin).unwrap_or(line));
    }
    lines.join("\n") + "\n"
}

/// A place in a file below `folder`, and the text of it that may follow.
fn elsewhere(folder: &str) -> Regex {
    let place = r"\S+?\.rs";
    let text = r"(?: *\d* +\|.*|\.\.\.)\n";
    Regex::new(&format!(
        r"(?m)( *--> )\S*/{folder}/({place}):\d+:\d+\n(?:{text})*"
    ))
    .unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_the_same_with_the_sources_of_std_and_without() {
        let without = "\
error[E0277]: no
 --> fail/burnt.rs:9:3
  |
9 |   s.spawn(x);
  |           ^
note: required
 --> /rustc/59807616/library/std/src/thread/scoped.rs:201:4

";
        let with = "\
error[E0277]: no
   --> fail/burnt.rs:9:3
    |
  9 |   s.spawn(x);
    |           ^
note: required
   --> /opt/rust/lib/rustlib/src/rust/library/std/src/thread/scoped.rs:201:4
    |
199 | pub fn spawn<F, T>(f: F)
    |        ----- here
...
201 |     F: Send,
    |        ^^^^ this bound

";
        let said = "\
error[E0277]: no
 --> fail/burnt.rs:9:3
  |
9 |   s.spawn(x);
  |           ^
note: required
 --> $RUST/std/src/thread/scoped.rs
";
        assert_eq!(anywhere(without), said);
        assert_eq!(anywhere(with), said);
    }

    #[test]
    fn a_message_names_a_crate_and_not_where_it_was_unpacked() {
        let message = "\
note: required by a bound in `tokio::spawn`
   --> /home/me/.cargo/registry/src/index.crates.io-1949/tokio-1.54.1/src/task/spawn.rs:174:21
    |
171 |     pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
    |            ----- required by a bound in this function
...
174 |         F: Future + Send + 'static,
    |                     ^^^^ required by this bound in `spawn`
";
        let said = "\
note: required by a bound in `tokio::spawn`
   --> $CARGO/tokio-1.54.1/src/task/spawn.rs
";
        assert_eq!(anywhere(message), said);
    }
}
