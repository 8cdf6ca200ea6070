//! What a script of `listings/python/` found, by version of CPython.

use anyhow::{Context, Result};

use crate::source::project::{Project, read};

/// The figure that `{{#value python:NAME:KEY}}` shows: of `runs`, or of a
/// version such as `3.13`.
pub fn value(project: &Project, name: &str, key: &str) -> Result<String> {
    let file = format!("evidence/python/{name}.txt");
    let text = read(&project.listings().join(file))
        .with_context(|| format!("run `python3 listings/python/{name}.py PYTHON…`"))?;
    find(&text, key).with_context(|| {
        format!("it has no `{key}`; run `python3 listings/python/{name}.py PYTHON…` with that one")
    })
}

/// Lines are `VERSION<TAB>FIGURE`; a key need not say the last number.
fn find(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (version, figure) = line.split_once('\t')?;
        let rest = version.strip_prefix(key)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| figure.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_version_is_found_by_its_first_two_numbers() {
        let text = "runs\t20\n3.10.13\t0\n3.1.2\t7\n";
        assert_eq!(find(text, "runs").as_deref(), Some("20"));
        assert_eq!(find(text, "3.1").as_deref(), Some("7"));
        assert_eq!(find(text, "3.10").as_deref(), Some("0"));
        assert_eq!(find(text, "3.14"), None);
    }
}
