// Les deux moteurs devant chaque cas du serveur méchant : une table.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use downloading::policy::Policy;
use downloading::report::{Bars, told};
use downloading::stop::Stop;
use downloading::{Engine, Settings, download, list};
use rcgen::{Certificate, CertificateParams, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tempfile::TempDir;

#[allow(dead_code)]
#[path = "server.rs"]
pub mod server;

/// Un chemin du serveur, et ce qu’il fait.
pub struct Case {
    pub path: &'static str,
    pub what: &'static str,
    /// Qui signe le certificat est connu, et l’adresse est en https.
    pub https: Option<bool>,
}

const fn case(path: &'static str, what: &'static str) -> Case {
    let https = None;
    Case { path, what, https }
}

const fn secure(path: &'static str, known: bool, what: &'static str) -> Case {
    let https = Some(known);
    Case { path, what, https }
}

pub const CASES: &[Case] = &[
    case("good", "sans histoire"),
    case("missing", "404"),
    case("flaky", "500, puis tout va bien"),
    case("busy", "429 et Retry-After, puis tout va bien"),
    case("reset", "connexion brisée au milieu"),
    case("short", "moins d’octets qu’annoncé"),
    case("long", "plus d’octets qu’annoncé, avec une somme"),
    case("chunked", "par morceaux, sans le dernier"),
    case("unannounced", "ni taille ni morceaux, et coupé"),
    case("endless", "sans fin"),
    case("drip", "goutte à goutte, sans fin"),
    case("silent", "plus rien après les en-têtes"),
    case("loop", "redirections en rond"),
    case("header", "un en-tête d’un mégaoctet"),
    case("garbage", "autre chose que du HTTP"),
    case("closed", "port fermé"),
    case("resume", "coupé, puis la suite"),
    case("changed", "coupé, puis un autre fichier"),
    case("no_ranges", "coupé, et le serveur renvoie tout"),
    case("wrong_range", "coupé, et un autre morceau que demandé"),
    case("..%2f..%2fescape", "un nom qui sort du dossier"),
    secure("good", true, "https, autorité connue"),
    secure("good", false, "https, autorité inconnue"),
];

/// Ce qu’un moteur dit d’un cas ; un nom final veut un fichier entier.
pub fn play(engine: Engine, case: &Case) -> Result<String> {
    let place = TempDir::new()?;
    let inside = place.path().join("files");
    fs::create_dir(&inside)?;
    let (tls, authority) = match case.https {
        None => (None, None),
        Some(known) => {
            let (config, own) = certificate("site")?;
            let other = certificate("other")?.1;
            (Some(config), Some(if known { own } else { other }))
        }
    };
    let site = match case.path {
        "closed" => "http://127.0.0.1:1".to_owned(),
        _ => server::start(tls)?,
    };
    let sum = match case.path {
        "long" => downloading::part::sha256(&mut &server::body()[..])?,
        _ => String::new(),
    };
    let mut line = format!("{site}/{}", case.path);
    if !sum.is_empty() {
        line += &format!(" sha256:{sum}");
    }
    let items = [list::item(&line)?];
    let settings = Settings {
        folder: inside.clone(),
        jobs: 2,
        per_host: 2,
        policy: policy(case.path),
        authorities: authority.map(|authority| vec![authority.der().clone()]),
    };
    let (stop, bars) = (Stop::new(), Bars::new());
    let outcomes = download(engine, &items, &settings, &stop, &bars)?;
    check(place.path(), &inside, outcomes[0].result.is_ok())?;
    Ok(told(&outcomes[0]))
}

/// Des limites larges, sauf où elles sont le sujet.
fn policy(path: &str) -> Policy {
    let minute = Duration::from_secs(60);
    let brief = Duration::from_millis(300);
    Policy {
        tries: 3,
        first_wait: Duration::from_millis(1),
        longest_wait: minute,
        connect: minute,
        silence: if path == "silent" { brief } else { minute },
        whole: if path == "drip" { brief } else { minute },
        max_size: 1 << 20,
    }
}

/// Rien n’est sorti du dossier ; rien de coupé n’y a un nom final.
fn check(place: &Path, inside: &Path, done: bool) -> Result<()> {
    let only = fs::read_dir(place)?.count();
    ensure!(only == 1, "un fichier est sorti du dossier");
    let mut finals = 0;
    for entry in fs::read_dir(inside)? {
        let path = entry?.path();
        let name = path.file_name().context("un fichier a un nom")?;
        if !name.to_string_lossy().starts_with('.') {
            let bytes = fs::read(&path)?;
            let whole = bytes == server::body() || bytes == server::changed();
            ensure!(whole, "{} est coupé", path.display());
            finals += 1;
        }
    }
    ensure!(finals == usize::from(done), "{finals} fichiers, {done}");
    Ok(())
}

/// Un certificat signé par lui-même, et ce qui le reconnaît.
pub fn certificate(name: &str) -> Result<(Arc<ServerConfig>, Certificate)> {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate()?;
    let own = params.self_signed(&key)?;
    let key = PrivateKeyDer::try_from(key.serialize_der());
    let key = key.map_err(anyhow::Error::msg)?;
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], key)?;
    Ok((Arc::new(config), own))
}

#[allow(dead_code)]
fn main() -> Result<()> {
    println!("{:40} | {:52} | async", "cas", "threads");
    for case in CASES {
        let threads = play(Engine::Threads, case)?;
        let tasks = play(Engine::Async, case)?;
        println!("{:40} | {threads:52} | {tasks}", case.what);
    }
    Ok(())
}
