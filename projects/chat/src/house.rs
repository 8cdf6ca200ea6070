// Les salles, les noms, les boîtes d’envoi : ni connexion, ni horloge.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::mpsc::Sender;

use crate::text::Name;

pub type Id = u64;

/// Le premier caractère d’une ligne du serveur dit ce qu’elle est ; aucun nom
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

/// Où l’on arrive ; cette salle-là existe toujours.
const HALL: &str = "hall";
/// Combien de noms sont dits, au plus.
const SHOWN: usize = 40;
const HELP: [&str; 7] = [
    "/join SALLE : y entrer ; /leave : revenir dans le hall",
    "/rooms : les salles ; /who : qui est dans celle-ci",
    "/to NOM TEXTE : pour lui seul",
    "/pong : je suis là",
    "/quit : partir",
    "//… : dire un texte qui commence par /",
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
        self.tell(id, sign::NEWS, "bienvenue ; votre nom ?");
    }

    /// Demande un signe à qui se tait.
    pub fn ping(&mut self, id: Id) {
        self.tell(id, sign::PING, "toujours là ? répondez /pong");
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

    /// Un dernier mot à tous ; leurs boîtes se ferment.
    pub fn close(&mut self, last_word: &str) {
        for (_, guest) in self.guests.drain() {
            guest.outbox.end(last_word);
        }
        self.names.clear();
        self.rooms.clear();
    }

    /// Une ligne d’un client : son nom d’abord, puis ce qu’il dit ou demande.
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
    /// Regarder et prendre : un seul appel, et un seul appelant.
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
        let hello = format!("bonjour {name}, vous êtes dans {HALL} ; /help");
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
                self.refuse(id, &format!("{command} ? voyez /help"));
            }
            _ if line.trim().is_empty() => {}
            _ => self.say(name, room, line),
        }
    }

    // ANCHOR: say
    /// À tous ceux de la salle, son auteur compris : c’est son accusé.
    fn say(&mut self, name: &Name, room: &Name, text: &str) {
        self.said += 1;
        self.spread(room, &format!("{name} : {text}").into());
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
        if guest.outbox.post(&format!("{name} → {to} : {text}").into()) {
            self.tell(id, sign::NEWS, &format!("dit à {to} : {text}"));
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
#[path = "../tests/unit/house.rs"]
mod tests;
