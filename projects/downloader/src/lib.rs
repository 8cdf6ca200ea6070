// Plusieurs fichiers à la fois, entiers ou pas du tout.

pub mod list;
pub mod part;
pub mod policy;
pub mod report;
pub mod stop;
pub mod tasks;
pub mod threads;

use std::path::PathBuf;

use rustls::pki_types::CertificateDer;

use crate::list::Item;
use crate::policy::Policy;
use crate::report::{Bars, Outcome};
use crate::stop::Stop;

/// Ce qui ne change pas d’un fichier à l’autre.
#[derive(Clone)]
pub struct Settings {
    pub folder: PathBuf,
    /// Combien à la fois, et combien par hôte.
    pub jobs: usize,
    pub per_host: usize,
    pub policy: Policy,
    /// À la place des autorités du système.
    pub authorities: Option<Vec<CertificateDer<'static>>>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Engine {
    Threads,
    Async,
}

/// Une issue pour chaque fichier, dans l’ordre demandé.
pub fn download(
    engine: Engine,
    items: &[Item],
    settings: &Settings,
    stop: &Stop,
    bars: &Bars,
) -> anyhow::Result<Vec<Outcome>> {
    // reqwest demande que la cryptographie soit choisie.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match engine {
        Engine::Threads => threads::run(items, settings, stop, bars),
        Engine::Async => tasks::run(items, settings, stop, bars),
    }
}
