// Le programme entier, sur la machine où les tests tournent.

use std::io::Read;
use std::process::{Command, Output, Stdio};

fn monitor(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_system_monitor"));
    command.args(arguments);
    command
}

/// Le code de sortie, et ce qui a été écrit sur les deux sorties.
fn told(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(text).unwrap(),
    )
}

fn run(arguments: &[&str]) -> (i32, String) {
    told(&monitor(arguments).output().expect("le programme se lance"))
}

#[test]
fn what_was_asked_is_read_then_summed_up() {
    let watch = ["--interval", "0.25", "--count", "2", "--memory", "1"];
    let (code, text) = run(&[&watch[..], &["--margin", "0"]].concat());
    assert_eq!(code, 2, "{text}");
    let (code, text) = run(&["--interval", "0.25", "--count", "2"]);
    assert_eq!(code, 0, "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains(" s  processeur "), "{text}");
    assert!(
        text.contains("\nrelevés : 2\nprocesseur : moyenne "),
        "{text}"
    );
}

#[test]
fn an_impossible_request_is_named() {
    for (arguments, cause) in [
        (&["--interval", "0"][..], "de 0.25 seconde à un jour"),
        (&["--interval", "NaN"], "de 0.25 seconde à un jour"),
        (&["--interval", "fast"], "pas un nombre"),
        (&["--cpu", "200"], "200 is not in 1..=100"),
        (&["--count", "0"], "0 is not in 1.."),
        (&["--cpu", "5"], "donnez --margin"),
        (&["--view"], "--view demande un terminal"),
    ] {
        let (code, text) = run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {text}");
        assert!(text.contains(cause), "{arguments:?}: {text}");
    }
}

#[test]
fn the_made_up_frame_is_whole() {
    let (code, text) = run(&["--demo"]);
    assert_eq!((code, text.lines().count()), (0, 24), "{text}");
    assert!(text.contains("ALERTE : processeur"), "{text}");
    assert!(text.contains("fin d’alerte : processeur"), "{text}");
}

#[test]
fn who_stops_reading_ends_it_without_a_word() {
    let mut child = monitor(&["--interval", "0.25"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
    let (code, text) = told(&child.wait_with_output().unwrap());
    assert_eq!((code, text.as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let mut command = monitor(&["--interval", "0.25"]);
    let (code, text) = told(&command.stdout(full).output().unwrap());
    assert_eq!(code, 1, "{text}");
    assert!(text.starts_with("erreur : la sortie est perdue"), "{text}");
}

/// Le code et le bilan. Que l’arrêt n’attende rien est tenu dans `watch.rs`.
#[cfg(unix)]
#[test]
fn a_signal_ends_it_with_a_summary() {
    for signal in ["-INT", "-TERM"] {
        let mut child = monitor(&["--interval", "0.25"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        // Une ligne est sortie : le signal est déjà suivi.
        out.read_exact(&mut [0]).unwrap();
        let id = child.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status();
        assert!(kill.unwrap().success());
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{text}");
        assert!(text.contains("\nrelevés : "), "{text}");
    }
}
