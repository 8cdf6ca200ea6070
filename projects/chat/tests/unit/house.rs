// Ce que promet `src/house.rs`.

use proptest::prelude::*;
use tokio::sync::mpsc::{Receiver, channel};

use super::*;

/// Une maison, et ce que chacun de ses clients n’a pas encore lu.
struct Play {
    house: House,
    posts: HashMap<Id, Receiver<Post>>,
}

impl Play {
    fn new(names: &[&str]) -> Play {
        let house = House::new(2);
        let mut play = Play {
            house,
            posts: HashMap::new(),
        };
        for (id, name) in (1..).zip(names) {
            play.arrive(id, 64);
            play.house.line(id, name);
        }
        for id in 1..=names.len() as Id {
            play.heard(id);
        }
        play
    }

    fn arrive(&mut self, id: Id, room: usize) {
        let (sender, posts) = channel(room);
        self.house.arrive(id, sender);
        self.posts.insert(id, posts);
    }

    fn heard(&mut self, id: Id) -> Vec<String> {
        let posts = self.posts.get_mut(&id).unwrap();
        let mut heard = Vec::new();
        while let Ok((missed, line)) = posts.try_recv() {
            if missed > 0 {
                heard.push(format!("-{missed}"));
            }
            heard.push(line.to_string());
        }
        heard
    }

    fn answer(&mut self, id: Id, line: &str) -> Vec<String> {
        self.house.line(id, line);
        self.heard(id)
    }

    fn is_closed(&mut self, id: Id) -> bool {
        self.heard(id);
        self.posts[&id].is_closed()
    }
}

#[test]
fn a_name_is_asked_for_until_it_is_free_and_allowed() {
    let mut play = Play::new(&["alice"]);
    play.arrive(2, 64);
    assert_eq!(play.heard(2), ["* bienvenue ; votre nom ?"]);
    let taken = ["! le nom ALICE est pris, donnez-en un autre"];
    assert_eq!(play.answer(2, "ALICE"), taken);
    for bad in ["", "/who", "* x", "a\u{fffd}b"] {
        assert!(play.answer(2, bad)[0].starts_with('!'), "{bad}");
    }
    assert_eq!(play.heard(1), [""; 0]);
    let hello = ["* bonjour bob, vous êtes dans hall ; /help"];
    assert_eq!(play.answer(2, "bob"), hello);
    assert_eq!(play.heard(1), ["* bob entre"]);
}

#[test]
fn a_name_is_free_again_when_its_owner_leaves() {
    let mut play = Play::new(&["alice", "bob"]);
    play.house.leave(1, "connexion fermée");
    assert_eq!(play.heard(1), [". connexion fermée"]);
    assert_eq!(play.heard(2), ["* alice part (connexion fermée)"]);
    play.arrive(3, 64);
    play.house.line(3, "Alice");
    assert_eq!(play.heard(2), ["* Alice entre"]);
}

#[test]
fn who_is_in_the_room_hears_and_nobody_else() {
    let mut play = Play::new(&["alice", "bob", "carole"]);
    let moved = play.answer(3, "/join Foot");
    assert_eq!(moved, ["* vous êtes dans Foot"]);
    assert_eq!(play.heard(1), ["* carole va dans Foot"]);
    assert_eq!(play.answer(1, "bonjour"), ["alice : bonjour"]);
    assert_eq!(play.heard(2)[1..], ["alice : bonjour"]);
    assert_eq!(play.heard(3), [""; 0]);
    assert_eq!(play.answer(3, "/rooms"), ["* foot (1), hall (2)"]);
    assert_eq!(play.answer(2, "/who"), ["* alice, bob"]);
    assert_eq!(play.answer(3, "/leave"), ["* vous êtes dans hall"]);
    assert_eq!(play.answer(3, "/rooms"), ["* hall (3)"]);
}

#[test]
fn rooms_are_named_bounded_and_joined_once() {
    let mut play = Play::new(&["alice", "bob", "carole"]);
    play.answer(1, "/join one");
    play.answer(2, "/join two");
    play.heard(3);
    assert_eq!(play.answer(3, "/join three"), ["! pas plus de 2 salles"]);
    assert_eq!(play.answer(3, "/join one"), ["* vous êtes dans one"]);
    assert_eq!(play.answer(3, "/join ONE"), ["! vous êtes déjà dans ONE"]);
    assert!(play.answer(3, "/join a b")[0].starts_with("! un nom"));
    assert!(play.answer(3, "/join")[0].starts_with("! un nom"));
}

#[test]
fn a_private_line_is_for_one() {
    let mut play = Play::new(&["alice", "bob", "carole"]);
    let told = play.answer(1, "/to BOB  à toi seul ");
    assert_eq!(told, ["* dit à BOB : à toi seul"]);
    assert_eq!(play.heard(2), ["alice → BOB : à toi seul"]);
    assert_eq!(play.heard(3), [""; 0]);
    assert_eq!(play.answer(1, "/to zoe x"), ["! zoe n’est pas là"]);
    assert_eq!(play.answer(1, "/to bob"), ["! écrivez /to NOM TEXTE"]);
    assert_eq!(play.answer(1, "/dance x"), ["! /dance ? voyez /help"]);
    assert_eq!(play.answer(1, "//dance x"), ["alice : /dance x"]);
}

#[test]
fn who_leaves_or_is_stopped_hears_a_last_word_and_nothing_after() {
    let mut play = Play::new(&["alice", "bob"]);
    assert_eq!(play.answer(1, "/quit"), [". au revoir"]);
    assert!(play.is_closed(1));
    assert_eq!(play.answer(1, "encore"), [""; 0]);
    assert_eq!(
        play.answer(2, "seul"),
        ["* alice part (au revoir)", "bob : seul"]
    );
    play.house.close("fin");
    assert_eq!(play.heard(2), [". fin"]);
    assert!(play.is_closed(2));
}

#[test]
fn a_long_list_stays_a_short_line() {
    let names: Vec<String> = (0..50).map(|n| format!("n{n:015}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut play = Play::new(&names);
    let who = &play.answer(1, "/who")[0];
    assert!(who.len() < 1024 && who.ends_with("et 10 autres"), "{who}");
}

proptest! {
    /// Chaque ligne est reçue ou annoncée manquée, dans l’ordre ; celui qui
    /// lit n’en manque aucune, et le dernier mot arrive toujours.
    #[test]
    fn every_line_is_received_or_told(
        room in 2usize..6,
        reads in proptest::collection::vec(any::<bool>(), 1..60),
    ) {
        let mut play = Play::new(&["alice"]);
        play.arrive(2, room);
        play.heard(2);
        play.house.line(2, "bob");
        play.heard(1);
        let mut slow = play.heard(2)[1..].to_vec();
        for (n, read) in reads.iter().enumerate() {
            let said = format!("alice : {n}");
            prop_assert_eq!(play.answer(1, &n.to_string()), [said]);
            if *read {
                slow.extend(play.heard(2));
            }
        }
        play.house.close("fin");
        slow.extend(play.heard(2));
        prop_assert_eq!(slow.pop(), Some(". fin".to_owned()));
        let mut next = 0;
        for line in slow {
            match line.strip_prefix('-') {
                Some(missed) => next += missed.parse::<usize>().unwrap(),
                None => {
                    prop_assert_eq!(line, format!("alice : {next}"));
                    next += 1;
                }
            }
        }
        prop_assert_eq!(next, reads.len());
    }
}
