// Les salles, les noms, les boîtes d’envoi : ni connexion, ni horloge.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::mpsc::Sender;

use crate::text::Name;

pub type Id = u64;

/// Le premier caractère d’une ligne du serveur dit ce qu’elle est ; aucun nom
/// ne commence ainsi.
pub mod sign {
    pub const NEWS: char = '*';
    pub const REFUSED: char = '!';
    pub const PING: char = '?';
    pub const LAST: char = '.';
}

// ANCHOR: outbox
/// Le nombre de lignes manquées, puis celle qui suit.
pub type Post = (u64, Arc<str>);

struct Outbox {
    posts: Sender<Post>,
    missed: u64,
}

impl Outbox {
    /// N’attend jamais. La dernière place est gardée pour le dernier mot.
    fn post(&mut self, line: &Arc<str>) -> bool {
        let room = self.posts.capacity() > 1;
        if room {
            let _ = self.posts.try_send((self.missed, line.clone()));
            self.missed = 0;
        } else {
            self.missed += 1;
        }
        room
    }

    fn end(self, last_word: &str) {
        let line = format!("{} {last_word}", sign::LAST);
        let _ = self.posts.try_send((self.missed, line.into()));
    }
}
// ANCHOR_END: outbox

// ANCHOR: house
/// Tout ce qui est partagé, et son seul propriétaire.
pub struct House {
    most_rooms: usize,
    guests: HashMap<Id, Guest>,
    /// Les noms pris, en minuscules.
    names: HashMap<String, Id>,
    /// Une salle existe tant qu’il y a quelqu’un.
    rooms: BTreeMap<String, BTreeSet<Id>>,
    said: u64,
}

struct Guest {
    outbox: Outbox,
    /// Le nom et la salle, une fois le nom accepté.
    seat: Option<(Name, Name)>,
}
// ANCHOR_END: house

/// Où l’on arrive ; cette salle-là existe toujours.
const HALL: &str = "hall";
/// Combien de noms sont dits, au plus.
const SHOWN: usize = 40;
const HELP: [&str; 7] = [
    "/join SALLE : y entrer ; /leave : revenir dans le hall",
    "/rooms : les salles ; /who : qui est dans celle-ci",
    "/to NOM TEXTE : pour lui seul",
    "/pong : je suis là",
    "/quit : partir",
    "//… : dire un texte qui commence par /",
    "toute autre ligne est dite à la salle",
];

impl House {
    pub fn new(most_rooms: usize) -> House {
        House {
            most_rooms,
            guests: HashMap::new(),
            names: HashMap::new(),
            rooms: BTreeMap::new(),
            said: 0,
        }
    }

    /// Les lignes dites jusqu’ici.
    pub fn said(&self) -> u64 {
        self.said
    }

    pub fn arrive(&mut self, id: Id, posts: Sender<Post>) {
        let outbox = Outbox { posts, missed: 0 };
        self.guests.insert(id, Guest { outbox, seat: None });
        self.tell(id, sign::NEWS, "bienvenue ; votre nom ?");
    }

    /// Demande un signe à qui se tait.
    pub fn ping(&mut self, id: Id) {
        self.tell(id, sign::PING, "toujours là ? répondez /pong");
    }

    pub fn refuse(&mut self, id: Id, why: &str) {
        self.tell(id, sign::REFUSED, why);
    }

    /// Le client part, ou il est parti. Dit deux fois, c’est dit une fois.
    pub fn leave(&mut self, id: Id, last_word: &str) {
        let Some(guest) = self.guests.remove(&id) else {
            return;
        };
        if let Some((name, room)) = guest.seat {
            self.names.remove(&name.key());
            self.empty_seat(id, &room);
            self.news(&room, &format!("{name} part ({last_word})"));
        }
        guest.outbox.end(last_word);
    }

    /// Un dernier mot à tous ; leurs boîtes se ferment.
    pub fn close(&mut self, last_word: &str) {
        for (_, guest) in self.guests.drain() {
            guest.outbox.end(last_word);
        }
        self.names.clear();
        self.rooms.clear();
    }

    /// Une ligne d’un client : son nom d’abord, puis ce qu’il dit ou demande.
    pub fn line(&mut self, id: Id, line: &str) {
        match self.guests.get(&id) {
            None => {} // Il vient de partir.
            Some(Guest { seat: None, .. }) => self.take_name(id, line),
            Some(Guest {
                seat: Some((name, room)),
                ..
            }) => {
                let (name, room) = (name.clone(), room.clone());
                self.obey(id, &name, &room, line);
            }
        }
    }

    // ANCHOR: take_name
    /// Regarder et prendre : un seul appel, et un seul appelant.
    fn take_name(&mut self, id: Id, line: &str) {
        let name: Name = match line.parse() {
            Ok(name) => name,
            Err(why) => return self.refuse(id, why),
        };
        if self.names.contains_key(&name.key()) {
            let why = format!("le nom {name} est pris, donnez-en un autre");
            return self.refuse(id, &why);
        }
        self.names.insert(name.key(), id);
        let hello = format!("bonjour {name}, vous êtes dans {HALL} ; /help");
        self.tell(id, sign::NEWS, &hello);
        self.sit(id, name, HALL.parse().expect("un nom permis"));
    }
    // ANCHOR_END: take_name

    fn obey(&mut self, id: Id, name: &Name, room: &Name, line: &str) {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (command, rest.trim()) {
            ("/join", rest) => self.join(id, name, room, rest),
            ("/leave", _) => self.join(id, name, room, HALL),
            ("/rooms", _) => self.tell_rooms(id),
            ("/who", _) => self.tell_who(id, room),
            ("/to", rest) => self.whisper(id, name, rest),
            ("/quit", _) => self.leave(id, "au revoir"),
            ("/pong", _) => {}
            ("/help", _) => {
                for line in HELP {
                    self.tell(id, sign::NEWS, line);
                }
            }
            _ if line.starts_with("//") => self.say(name, room, &line[1..]),
            _ if line.starts_with('/') => {
                self.refuse(id, &format!("{command} ? voyez /help"));
            }
            _ if line.trim().is_empty() => {}
            _ => self.say(name, room, line),
        }
    }

    // ANCHOR: say
    /// À tous ceux de la salle, son auteur compris : c’est son accusé.
    fn say(&mut self, name: &Name, room: &Name, text: &str) {
        self.said += 1;
        self.spread(room, &format!("{name} : {text}").into());
    }

    fn spread(&mut self, room: &Name, line: &Arc<str>) {
        for id in self.rooms.get(&room.key()).into_iter().flatten() {
            if let Some(guest) = self.guests.get_mut(id) {
                guest.outbox.post(line);
            }
        }
    }
    // ANCHOR_END: say

    fn news(&mut self, room: &Name, text: &str) {
        self.spread(room, &format!("{} {text}", sign::NEWS).into());
    }

    fn tell(&mut self, id: Id, sign: char, text: &str) {
        if let Some(guest) = self.guests.get_mut(&id) {
            guest.outbox.post(&format!("{sign} {text}").into());
        }
    }

    // ANCHOR: join
    fn join(&mut self, id: Id, name: &Name, from: &Name, to: &str) {
        let to: Name = match to.parse() {
            Ok(to) => to,
            Err(why) => return self.refuse(id, why),
        };
        if to.key() == from.key() {
            return self.refuse(id, &format!("vous êtes déjà dans {to}"));
        }
        let is_new = !self.rooms.contains_key(&to.key()) && to.key() != HALL;
        if is_new && self.open_rooms() >= self.most_rooms {
            let why = format!("pas plus de {} salles", self.most_rooms);
            return self.refuse(id, &why);
        }
        self.empty_seat(id, from);
        self.news(from, &format!("{name} va dans {to}"));
        self.tell(id, sign::NEWS, &format!("vous êtes dans {to}"));
        self.sit(id, name.clone(), to);
    }
    // ANCHOR_END: join

    /// Sans le hall.
    fn open_rooms(&self) -> usize {
        self.rooms.keys().filter(|room| *room != HALL).count()
    }

    fn sit(&mut self, id: Id, name: Name, room: Name) {
        self.news(&room, &format!("{name} entre"));
        self.rooms.entry(room.key()).or_default().insert(id);
        if let Some(guest) = self.guests.get_mut(&id) {
            guest.seat = Some((name, room));
        }
    }

    fn empty_seat(&mut self, id: Id, room: &Name) {
        if let Some(ids) = self.rooms.get_mut(&room.key()) {
            ids.remove(&id);
            if ids.is_empty() {
                self.rooms.remove(&room.key());
            }
        }
    }

    fn whisper(&mut self, id: Id, name: &Name, rest: &str) {
        let Some((to, text)) = rest.split_once(' ') else {
            return self.refuse(id, "écrivez /to NOM TEXTE");
        };
        let text = text.trim();
        let found = self.names.get(&to.to_ascii_lowercase()).copied();
        let Some(guest) = found.and_then(|to| self.guests.get_mut(&to)) else {
            return self.refuse(id, &format!("{to} n’est pas là"));
        };
        self.said += 1;
        if guest.outbox.post(&format!("{name} → {to} : {text}").into()) {
            self.tell(id, sign::NEWS, &format!("dit à {to} : {text}"));
        } else {
            self.refuse(id, &format!("{to} est en retard, redites-le"));
        }
    }

    fn tell_rooms(&mut self, id: Id) {
        let count = |(room, ids): (&String, &BTreeSet<Id>)| {
            format!("{room} ({})", ids.len())
        };
        let rooms: Vec<String> = self.rooms.iter().map(count).collect();
        self.tell(id, sign::NEWS, &list(&rooms));
    }

    fn tell_who(&mut self, id: Id, room: &Name) {
        let ids = self.rooms.get(&room.key()).into_iter().flatten();
        let seat = |id| self.guests.get(id)?.seat.as_ref();
        let mut names: Vec<String> = ids
            .filter_map(seat)
            .map(|(name, _)| name.to_string())
            .collect();
        names.sort();
        self.tell(id, sign::NEWS, &list(&names));
    }
}

/// Une ligne bornée, si long que soit ce qu’elle dit.
fn list(words: &[String]) -> String {
    let shown = &words[..words.len().min(SHOWN)];
    match words.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{}, et {more} autres", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(play.heard(2), ["* bienvenue ; votre nom ?"]);
        let taken = ["! le nom ALICE est pris, donnez-en un autre"];
        assert_eq!(play.answer(2, "ALICE"), taken);
        for bad in ["", "/who", "* x", "a\u{fffd}b"] {
            assert!(play.answer(2, bad)[0].starts_with('!'), "{bad}");
        }
        assert_eq!(play.heard(1), [""; 0]);
        let hello = ["* bonjour bob, vous êtes dans hall ; /help"];
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
        assert_eq!(play.answer(1, "bonjour"), ["alice : bonjour"]);
        assert_eq!(play.heard(2)[1..], ["alice : bonjour"]);
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
        assert_eq!(told, ["* dit à BOB : à toi seul"]);
        assert_eq!(play.heard(2), ["alice → BOB : à toi seul"]);
        assert_eq!(play.heard(3), [""; 0]);
        assert_eq!(play.answer(1, "/to zoe x"), ["! zoe n’est pas là"]);
        assert_eq!(play.answer(1, "/to bob"), ["! écrivez /to NOM TEXTE"]);
        assert_eq!(play.answer(1, "/dance x"), ["! /dance ? voyez /help"]);
        assert_eq!(play.answer(1, "//dance x"), ["alice : /dance x"]);
    }

    #[test]
    fn who_leaves_or_is_stopped_hears_a_last_word_and_nothing_after() {
        let mut play = Play::new(&["alice", "bob"]);
        assert_eq!(play.answer(1, "/quit"), [". au revoir"]);
        assert!(play.is_closed(1));
        assert_eq!(play.answer(1, "encore"), [""; 0]);
        assert_eq!(
            play.answer(2, "seul"),
            ["* alice part (au revoir)", "bob : seul"]
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
        /// Chaque ligne est reçue ou annoncée manquée, dans l’ordre ; celui qui
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
                let said = format!("alice : {n}");
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
                        prop_assert_eq!(line, format!("alice : {next}"));
                        next += 1;
                    }
                }
            }
            prop_assert_eq!(next, reads.len());
        }
    }
}
