//! The words for what threads do, in both languages: a table in two columns.

use super::Ending;
use crate::Kind::{self, *};
use crate::lang::Lang;

/// In French and in English, with `{}` for each value.
pub type Text = [&'static str; 2];

/// French elides: `de alice` is `d’alice`.
pub fn say(lang: Lang, [fr, en]: Text, values: &[&str]) -> String {
    let mut parts = lang.pick(fr, en).split("{}");
    let mut said = String::from(parts.next().unwrap_or_default());
    for (value, part) in values.iter().zip(parts) {
        if value.starts_with(|c: char| "AEIOUaeiou".contains(c)) && said.ends_with(" de ") {
            said.truncate(said.len() - "e ".len());
            said.push('’');
        }
        said += value;
        said += part;
    }
    said
}

/// What the source does not say, with the object; a panic, with its message.
pub fn operation(kind: Kind) -> Option<Text> {
    Some(match kind {
        Unlock | UnlockRead | UnlockWrite => ["relâche {}", "releases {}"],
        Wake => ["se réveille de {}", "wakes up from {}"],
        Pass => ["passe {}", "passes {}"],
        ReceiverGone => ["plus de récepteur pour {}", "no receiver left for {}"],
        OtherReceiverGone => ["quitte {}, où d’autres reçoivent", "leaves {}, where others receive"],
        OwnerGone => ["n’est plus propriétaire de {}", "is no longer an owner of {}"],
        WeakGone => ["n’est plus propriétaire faible de {}", "is no longer a weak owner of {}"],
        SenderGone => ["quitte {}, où d’autres émettent", "leaves {}, where other senders are"],
        LastSenderGone => ["plus d’émetteur pour {}", "no sender left for {}"],
        Initialised => ["{} est initialisé", "{} is initialized"],
        Resume => ["reprend", "goes on"],
        WakeTask => ["réveille une tâche", "wakes a task"],
        Shutdown => ["arrête les tâches qui restent", "stops the tasks that are left"],
        Select => ["choisit la première branche de select!", "chooses the first branch of select!"],
        Withdraw => ["quitte la file de {}", "leaves the line of {}"],
        Release => ["rend à {}", "gives back to {}"],
        Panic => ["panique\u{a0}: {}", "panics: {}"],
        Exit => ["se termine", "ends"],
        EndOfScope => ["fin de la portée", "end of the scope"],
        _ => return None,
    })
}

/// What the source might say, where it cannot be read.
pub fn bare(kind: Kind) -> Option<Text> {
    Some(match kind {
        Force => ["demande {}", "asks for {}"],
        Recv => ["reçoit de {}", "receives from {}"],
        PlainRead => ["lit {}", "reads {}"],
        PlainWrite => ["écrit dans {}", "writes to {}"],
        PlainGiven => ["prend un pointeur vers {}", "takes a pointer to {}"],
        _ => return None,
    })
}

/// What came of an operation, which façades say in English.
pub fn result(lang: Lang, result: &str) -> String {
    let tail = |end: &str, text| Some(say(lang, text, &[result.strip_suffix(end)?]));
    let old = || result.strip_suffix(" by now")?.split_once(", an old value: it is ");
    let text = match result {
        "lock released, asleep" => ["verrou relâché, endormi", "lock released, asleep"],
        "nobody is waiting" => ["personne n’attend", "nobody is waiting"],
        "wakes 1" => ["réveille 1 thread", "wakes 1 thread"],
        "timed out" | "Err: timed out" => ["le délai expire", "timed out"],
        "woken for no reason" => ["réveil intempestif", "woken for no reason"],
        "the last to arrive" => ["dernier arrivé", "the last to arrive"],
        "arrived" => ["arrivé", "arrived"],
        "the last task to arrive" => ["dernière arrivée", "the last to arrive"],
        "a task arrived" => ["arrivée", "arrived"],
        "poisoned" => ["empoisonné", "poisoned"],
        "Err: the receiver is gone" => ["Err\u{a0}: plus de récepteur", "Err: the receiver is gone"],
        "Err: all senders are gone" => ["Err\u{a0}: plus d’émetteur", "Err: all senders are gone"],
        "Err: empty" => ["Err\u{a0}: vide", "Err: empty"],
        "Err: full" => ["Err\u{a0}: plein", "Err: full"],
        "Err(it panicked)" => ["Err(il a paniqué)", "Err(it panicked)"],
        "Err(a task panicked)" => ["Err(elle a paniqué)", "Err(it panicked)"],
        "not yet" => ["pas encore", "not yet"],
        "runs the closure" => ["c’est lui qui s’en charge", "it is the one to do it"],
        "Err(it was cancelled)" => ["Err(elle a été annulée)", "Err(it was cancelled)"],
        "it has ended" => ["elle est déjà finie", "it has ended"],
        "stands in line" => ["prend place dans la file", "stands in line"],
        "notified" => ["notifiée", "notified"],
        "kept" => ["notification gardée", "notification kept"],
        "cancelled" => ["annulé", "cancelled"],
        "Err: it has a value" => ["Err\u{a0}: elle a déjà une valeur", "Err: it has a value"],
        "Err: its value is being made" => ["Err\u{a0}: sa valeur est en cours", "Err: its value is being made"],
        "Err: closed" => ["Err\u{a0}: fermé", "Err: closed"],
        "None: all senders are gone" => ["None\u{a0}: plus d’émetteur", "None: no sender left"],
        "it already has a token" => ["il a déjà un jeton", "it already has a token"],
        _ => {
            return tail(", for no reason", ["{}, sans raison", "{}, for no reason"])
                .or_else(|| tail(" receiver gone", ["{}, plus de récepteur", "{}, no receiver left"]))
                .or_else(|| tail(" senders gone", ["{}, plus d’émetteur", "{}, no sender left"]))
                .or_else(|| old().map(|(old, new)| say(lang, OLD_VALUE, &[old, new])))
                .or_else(|| result.strip_prefix("begins with branch ").map(|n| say(lang, FIRST_BRANCH, &[n])))
                .or_else(|| result.strip_prefix("awake ").map(|who| say(lang, AWAKE, &[who])))
                .or_else(|| result.strip_prefix("wakes ").map(|who| woken(lang, who)))
                .unwrap_or_else(|| result.into());
        }
    };
    say(lang, text, &[])
}

const OLD_VALUE: Text = [
    "{}, une ancienne valeur\u{a0}: c’est {} désormais",
    "{}, an old value: it is {} by now",
];

const FIRST_BRANCH: Text = ["commence par la branche {}", "begins with branch {}"];
const AWAKE: Text = ["réveillées\u{a0}: {}", "awake: {}"];

/// Who is woken, or how many are.
fn woken(lang: Lang, who: &str) -> String {
    if let Some(tasks) = who.strip_suffix(" tasks") {
        return say(lang, ["réveille {} tâches", "wakes {} tasks"], &[tasks]);
    }
    let text = match who.parse::<usize>() {
        Ok(_) => ["réveille {} threads", "wakes {} threads"],
        Err(_) => ["réveille {}", "wakes {}"],
    };
    say(lang, text, &[who])
}

pub fn waits(kind: Kind) -> Text {
    match kind {
        Join | EndOfScope => ["attend la fin de {}", "waits for the end of {}"],
        Recv | RecvTimeout => ["attend un message de {}", "waits for a message from {}"],
        Send | Reserve => ["attend de la place dans {}", "waits for room in {}"],
        Notified => ["attend une notification de {}", "waits for a notification from {}"],
        Cancelled => ["attend l’annulation par {}", "waits for {} to be cancelled"],
        JoinNext => ["attend la fin d’une tâche de {}", "waits for the end of a task of {}"],
        Acquire => ["attend une permission de {}", "waits for a permit of {}"],
        Close => ["attend la fermeture de {}", "waits for {} to be closed"],
        Changed => ["attend une nouvelle valeur de {}", "waits for a new value of {}"],
        Wait => ["attend {}", "waits for {}"],
        HandOver => ["attend que son message soit pris dans {}", "waits for its message to be taken from {}"],
        Park | ParkTimeout => ["attend, endormi, un unpark", "waits, asleep, for an unpark"],
        Pass => ["attend les autres à {}", "waits for the others at {}"],
        _ => ["attend {}", "waits for {}"],
    }
}

pub const ASLEEP: Text = ["attend, endormi, d’être réveillé par {}", "waits, asleep, to be woken by {}"];
pub const WOKEN: Text = ["attend de reprendre son verrou", "waits to take its lock again"];
pub const AWOKEN: Text = ["réveillée, attend son tour", "awake, waits for its turn"];
pub const SLEEPS: Text = ["dort jusqu’à {} ms", "sleeps until {} ms"];
pub const SEVERAL: Text = ["attend l’un de plusieurs événements", "waits for one of several events"];
pub const STARTS: Text = ["commence", "starts"];
pub const PENDING: Text = ["attend d’être réveillée", "waits to be woken"];
pub const HELD: Text = ["{}, tenu par {}", "{}, held by {}"];

/// Who is at an object that threads do not hold, but meet at.
pub fn met(object_kind: &str) -> Option<Text> {
    Some(match object_kind {
        "condvar" => ["y dort\u{a0}: {}", "asleep: {}"],
        "runtime" => ["y tourne\u{a0}: {}", "running: {}"],
        "barrier" => ["y attend\u{a0}: {}", "waiting: {}"],
        _ => return None,
    })
}

// Of a thread or of a task.
pub const UNBORN: Text = ["n’existe pas encore", "not spawned yet"];
pub const FINISHED: Text = ["a fini", "finished"];
pub const LINE: Text = ["ligne {}, ", "line {}, "];
pub const WAY: Text = ["façon {}", "way {}"];
pub const QUOTED: Text = ["«\u{a0}{}\u{a0}»", "“{}”"];

pub fn title(ending: Ending, wrong: bool) -> Text {
    match ending {
        Ending::Exit if wrong => ["Raté.", "Failed."],
        Ending::Exit => ["Terminé.", "Finished."],
        Ending::Deadlock => ["Interblocage.", "Deadlock."],
        Ending::Panic => ["Panique.", "Panic."],
        Ending::Error => ["Erreur.", "Error."],
        Ending::DataRace => ["Course de données.", "Data race."],
    }
}

pub const PRINTED: Text = ["Affiché\u{a0}: {}.", "Printed: {}."];
pub const SILENT: Text = ["Rien n’est affiché.", "Nothing is printed."];
pub const PANICKED: Text = ["Message\u{a0}: {}.", "Message: {}."];
pub const RETURNED: Text = ["Rendue par main\u{a0}: {}.", "Returned by main: {}."];
pub const RACED: Text = [
    "{}, {}, et {}, {}\u{a0}: aucune flèche ne mène du premier accès au second, et l’un des deux écrit.",
    "{}, {}, and {}, {}: no arrow leads from the first access to the second, and one of them writes.",
];

pub const ALL_END_SO: Text = ["Tous les ordres finissent ainsi.", "All orders end this way."];
pub const ONE_ENDS_SO: Text = ["{} ordre sur {} finit ainsi.", "{} of {} orders ends this way."];
pub const SOME_END_SO: Text = ["{} ordres sur {} finissent ainsi.", "{} of {} orders end this way."];

pub const WATCHED: Text = [
    "mémoire ordinaire surveillée\u{a0}: {}, et rien d’autre",
    "plain memory watched: {}, and nothing else",
];
pub const UNWATCHED: Text = ["aucune cellule n’est surveillée", "no cell is watched"];
pub const UNSURE: Text = [
    "rien n’ordonne les lignes {} et {}, et l’exploration ne voit pas si l’une d’elles écrit",
    "nothing orders lines {} and {}, and the exploration does not see whether one of them writes",
];

/// What the button says that shows an order.
pub fn order(ending: Ending) -> Text {
    match ending {
        Ending::Exit => ["Un ordre qui affiche\u{a0}: {}", "An order that prints: {}"],
        Ending::Deadlock => ["Un ordre qui finit en interblocage", "An order that ends in a deadlock"],
        Ending::Panic => ["Un ordre qui finit par une panique", "An order that ends with a panic"],
        Ending::Error => ["Un ordre qui finit par une erreur", "An order that ends with an error"],
        Ending::DataRace => ["Un ordre qui finit en course de données", "An order that ends in a data race"],
    }
}

pub const WORST: Text = ["L’échec le plus simple", "The plainest failure"];
pub const BEST: Text = ["Le succès le plus simple", "The plainest success"];
pub const NOTHING: Text = ["rien", "nothing"];

/// A way to fail that the reader of a level may bring about.
pub fn way_to_fail(ending: Ending, silent: bool) -> Text {
    match ending {
        Ending::Exit if silent => ["à ne rien afficher", "print nothing"],
        Ending::Exit => ["à afficher {}", "print {}"],
        Ending::Deadlock => ["à un interblocage", "deadlock"],
        Ending::Panic => ["à une panique", "panic"],
        Ending::Error => ["à une erreur", "end with an error"],
        Ending::DataRace => ["à une course de données", "cause a data race"],
    }
}

pub const ANY_WRONG_TEXT: Text = ["à afficher ce qu’il ne doit pas", "print what it must not"];
pub const OR: Text = [" ou ", " or "];
pub const GOAL: Text = ["Amenez le programme {}.", "Make the program {}."];
pub const BREAK: Text = ["Essayez de mettre ce programme en défaut.", "Try to break this program."];
