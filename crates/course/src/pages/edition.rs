//! One of the two editions, and the listings as its readers get them.

use anyhow::Result;

use crate::source::lang::Lang;
use crate::source::listing::{Kind, Listings, without_anchors};
use crate::source::po::Translations;
use crate::source::project::{Project, read};

/// What a figure needs to know of the edition.
pub struct Edition<'a> {
    pub project: &'a Project,
    pub lang: Lang,
    /// None in French.
    pub translations: Option<&'a Translations>,
    pub listings: &'a Listings,
}

/// The whole file of a listing, as this edition's reader gets it.
pub fn source(edition: &Edition, kind: Kind, name: &str) -> Result<String> {
    let french = read(&kind.path(edition.project, name))?;
    let text = match edition.translations {
        Some(translations) => translations.listing(&french)?,
        None => french,
    };
    Ok(without_anchors(&text))
}
