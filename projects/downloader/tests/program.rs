// Le programme entier, comme on le lance.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "../examples/outcomes.rs"]
mod outcomes;
use outcomes::server;

const ENGINES: [&str; 2] = ["threads", "async"];

fn downloader(engine: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_downloader"));
    command.args(["--engine", engine, "--output"]).arg(folder);
    command.args(arguments);
    command
}

/// Le code de sortie, et ce qui a été écrit sur les deux sorties.
fn told(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let code = output.status.code().unwrap();
    (code, String::from_utf8(text).unwrap())
}

fn run(engine: &str, folder: &Path, arguments: &[&str]) -> (i32, String) {
    told(&downloader(engine, folder, arguments).output().unwrap())
}

/// Les fichiers d’un dossier, ceux dont le nom commence par un point compris.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn one_line_each_in_the_order_asked_and_a_code_for_each_end() {
    for engine in ENGINES {
        let site = server::start(None).unwrap();
        let place = TempDir::new().unwrap();
        let [a, missing, b] =
            ["a", "missing", "b"].map(|n| format!("{site}/{n}"));
        let asked = run(engine, place.path(), &[&a, &missing, &b]);
        let text = format!(
            "{a} : 200, 100000 octets\n{missing} : 404, introuvable\n\
             {b} : 200, 100000 octets\nentiers : 2, manquants : 1\n"
        );
        assert_eq!(asked, (1, text));
        assert_eq!(names(place.path()), ["a", "b"]);
        // Ce qui est là n’est pas redemandé.
        let text = format!(
            "{a} : déjà là, 100000 octets\nentiers : 1, manquants : 0\n"
        );
        assert_eq!(run(engine, place.path(), &[&a]), (0, text));
    }
}

#[test]
fn an_impossible_request_is_told_before_any_work() {
    let place = TempDir::new().unwrap();
    let list = place.path().join("list.txt");
    fs::write(&list, "http://127.0.0.1:1/a\nphoto.jpg\n").unwrap();
    let (list, folder) = (list.to_str().unwrap(), place.path().join("new"));
    let same: &[&str] = &["http://127.0.0.1:1/a", "http://127.0.0.1:1/b/A"];
    for (arguments, expected) in [
        (&[][..], "donnez des adresses"),
        (
            &["--from", list],
            "list.txt:2: « photo.jpg » n’est pas une URL entière",
        ),
        (&["--from", "absent.txt"], "absent.txt: "),
        (same, "donnent le même nom"),
        (&["http://h/a", "--cacert", list], "aucun certificat"),
        (&["http://h/a", "--jobs", "0"], "--jobs"),
    ] {
        let (code, text) = run("async", &folder, arguments);
        assert!(code == 2 && text.contains(expected), "{code} {text}");
    }
    assert!(!folder.exists());
    let (code, text) = run("async", Path::new(list), &["http://h/a"]);
    assert!(code == 2 && text.contains("list.txt: "), "{code} {text}");
}

#[test]
fn at_most_so_many_at_once_of_a_host() {
    for engine in ENGINES {
        for limit in ["--jobs", "--per-host"] {
            let site = server::start(None).unwrap();
            let place = TempDir::new().unwrap();
            let urls = [1, 2, 3, 4, 5, 6].map(|n| format!("{site}/gate{n}"));
            let mut command = downloader(engine, place.path(), &[limit, "2"]);
            let (code, text) = told(&command.args(&urls).output().unwrap());
            assert_eq!(code, 0, "{text}");
            run(engine, place.path(), &[&format!("{site}/most")]);
            let most = fs::read_to_string(place.path().join("most")).unwrap();
            assert_eq!(most, "2", "{engine} {limit}");
        }
    }
}

/// Le serveur garde la connexion à la moitié : rien ne finirait sans Ctrl-C.
#[cfg(unix)]
#[test]
fn what_ctrl_c_interrupts_goes_on_at_the_next_run() {
    for engine in ENGINES {
        let site = server::start(None).unwrap();
        let place = TempDir::new().unwrap();
        let url = format!("{site}/paused");
        let mut command = downloader(engine, place.path(), &[&url]);
        let running = command.stdout(Stdio::piped()).spawn().unwrap();
        let part = place.path().join(".paused.part");
        while fs::metadata(&part).map_or(0, |part| part.len()) < 50_000 {
            std::thread::yield_now();
        }
        let (code, text) = run(engine, place.path(), &[&url]);
        assert!(code == 2 && text.contains("écrit déjà"), "{code} {text}");

        let id = running.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().unwrap();
        let (code, text) = told(&running.wait_with_output().unwrap());
        assert_eq!(code, 130, "{text}");
        assert!(text.contains("paused : arrêté"), "{text}");
        assert_eq!(names(place.path()), [".paused.part", ".paused.tag"]);

        let (code, text) = run(engine, place.path(), &[&url]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("dont 50000 déjà venus"), "{text}");
        assert_eq!(names(place.path()), ["paused"]);
        let bytes = fs::read(place.path().join("paused")).unwrap();
        assert!(bytes == server::body());
    }
}

#[test]
fn an_unknown_certificate_is_refused_until_its_authority_is_given() {
    for engine in ENGINES {
        let (config, own) = outcomes::certificate("site").unwrap();
        let site = server::start(Some(config)).unwrap();
        let place = TempDir::new().unwrap();
        let pem = place.path().join("authority.pem");
        fs::write(&pem, own.pem()).unwrap();
        let (url, pem) = (format!("{site}/good"), pem.to_str().unwrap());
        let folder = place.path().join("files");
        let (code, text) = run(engine, &folder, &[&url]);
        assert!(
            code == 1 && text.contains("voyez --cacert"),
            "{code} {text}"
        );
        let (code, text) = run(engine, &folder, &[&url, "--cacert", pem]);
        assert_eq!(code, 0, "{text}");
    }
}

#[test]
fn a_wrong_checksum_leaves_nothing() {
    for engine in ENGINES {
        let site = server::start(None).unwrap();
        let place = TempDir::new().unwrap();
        let list = place.path().join("list.txt");
        let sum = "0".repeat(64);
        fs::write(&list, format!("{site}/a sha256:{sum}\n")).unwrap();
        let folder = place.path().join("files");
        let arguments = ["--from", list.to_str().unwrap()];
        let (code, text) = run(engine, &folder, &arguments);
        assert!(code == 1 && text.contains("somme de contrôle"), "{text}");
        assert!(names(&folder).is_empty());
    }
}
