// Télécharge plusieurs fichiers à la fois, entiers ou pas du tout.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use downloading::list::{self, Item};
use downloading::policy::Policy;
use downloading::report::{Bars, summary};
use downloading::stop::Stop;
use downloading::{Engine, Settings, download, part};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Télécharge plusieurs fichiers à la fois, entiers ou pas du tout.
///
/// Code de sortie : 0 quand tout est là, 1 quand il manque des fichiers,
/// 2 quand la demande est impossible, 130 après Ctrl-C.
#[derive(Parser)]
#[command(name = "downloader", version)]
struct Arguments {
    /// Les adresses ; le nom d’un fichier est la fin de son adresse.
    urls: Vec<String>,
    /// Un fichier d’adresses : `URL [sha256:HEX] [NAME]` par ligne.
    #[arg(short, long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Où écrire.
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    output: PathBuf,
    /// Combien de fichiers à la fois.
    #[arg(short, long, default_value = "8")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    jobs: u16,
    /// Combien à la fois d’un même hôte.
    #[arg(long, default_value = "4")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    per_host: u16,
    /// Combien d’essais par fichier.
    #[arg(long, default_value = "5")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100))]
    tries: u32,
    /// Secondes pour se connecter.
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    connect: u32,
    /// Secondes de silence avant de renoncer à un essai.
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    silence: u32,
    /// Secondes pour un fichier, essais compris.
    #[arg(long, value_name = "SECONDS", default_value = "3600")]
    whole: u32,
    /// La plus grande taille d’un fichier, en Mio.
    #[arg(long, value_name = "MIB", default_value = "4096")]
    max_size: u32,
    /// Des autorités de certification (PEM), à la place de celles du système.
    #[arg(long, value_name = "FILE")]
    cacert: Option<PathBuf>,
    /// Dire la durée de chaque fichier.
    #[arg(long)]
    times: bool,
    /// Ce qui attend le réseau : des threads, ou des tâches.
    #[arg(long, value_enum, default_value = "async")]
    engine: Engine,
}

// ANCHOR: main
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("erreur : {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode> {
    let items = items(arguments)?;
    list::check_names(&items)?;
    let settings = settings(arguments)?;
    let folder = &settings.folder;
    let place = || format!("{}", folder.display());
    let _reserved = part::reserve(folder).with_context(place)?;
    let stop = Stop::on_ctrl_c().context("Ctrl-C ne peut pas être suivi")?;
    let engine = arguments.engine;
    let outcomes = download(engine, &items, &settings, &stop, &Bars::new())?;
    print!("{}", summary(&items, &outcomes, arguments.times));
    let missing = outcomes.iter().any(|outcome| outcome.result.is_err());
    Ok(match (missing, stop.is_asked()) {
        (false, _) => ExitCode::SUCCESS,
        (true, true) => ExitCode::from(130),
        (true, false) => ExitCode::FAILURE,
    })
}
// ANCHOR_END: main

fn items(arguments: &Arguments) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for url in &arguments.urls {
        items.push(list::item(url)?);
    }
    if let Some(path) = &arguments.from {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| file.clone())?;
        items.extend(list::items(&file, &text)?);
    }
    ensure!(!items.is_empty(), "donnez des adresses, ou --from FILE");
    Ok(items)
}

fn settings(arguments: &Arguments) -> Result<Settings> {
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    Ok(Settings {
        folder: arguments.output.clone(),
        jobs: arguments.jobs.into(),
        per_host: arguments.per_host.into(),
        policy: Policy {
            tries: arguments.tries,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            connect: seconds(arguments.connect),
            silence: seconds(arguments.silence),
            whole: seconds(arguments.whole),
            max_size: u64::from(arguments.max_size) << 20,
        },
        authorities: arguments.cacert.as_ref().map(authorities).transpose()?,
    })
}

fn authorities(path: &PathBuf) -> Result<Vec<CertificateDer<'static>>> {
    let place = || format!("{}", path.display());
    let pem = fs::read(path).with_context(place)?;
    let list: Result<Vec<_>, _> =
        CertificateDer::pem_slice_iter(&pem).collect();
    let list = list.with_context(place)?;
    ensure!(!list.is_empty(), "{} : aucun certificat", place());
    Ok(list)
}
