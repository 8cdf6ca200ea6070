// Ce qui se décide sans réseau ni horloge : réessayer, attendre, reprendre.

use std::fmt;
use std::time::Duration;

// ANCHOR: problem
/// Pourquoi un fichier n’est pas venu.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    Status(u16, Option<Duration>),
    Network(String),
    Silent,
    Cut,
    Changed,
    TooSlow,
    TooBig,
    /// Ni taille, ni morceaux : rien ne distingue la fin d’une coupure.
    NoEnd,
    Checksum,
    Redirects,
    /// Un certificat inconnu, ou ce qui n’est pas du HTTP.
    Refused(String),
    Disk(String),
    Stopped,
}

impl Problem {
    /// Un autre essai peut-il réussir ?
    pub fn may_pass(&self) -> bool {
        match self {
            Problem::Status(status, _) => {
                matches!(status, 408 | 429) || *status >= 500
            }
            Problem::Network(_) => true,
            Problem::Silent | Problem::Cut | Problem::Changed => true,
            _ => false,
        }
    }
}
// ANCHOR_END: problem

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Problem::Status(404, _) => write!(f, "404, introuvable"),
            Problem::Status(429, _) => write!(f, "429, trop de demandes"),
            Problem::Status(status, _) => {
                write!(f, "le serveur répond {status}")
            }
            Problem::Network(cause) => write!(f, "{cause}"),
            Problem::Silent => write!(f, "le serveur se tait"),
            Problem::Cut => write!(f, "coupé avant la fin"),
            Problem::Changed => write!(f, "le fichier a changé en route"),
            Problem::TooSlow => write!(f, "trop long"),
            Problem::TooBig => write!(f, "trop gros ; voyez --max-size"),
            Problem::NoEnd => {
                write!(f, "fin non annoncée ; donnez la somme sha256")
            }
            Problem::Checksum => write!(f, "somme de contrôle fausse"),
            Problem::Redirects => write!(f, "trop de redirections"),
            Problem::Refused(cause) => write!(f, "{cause}"),
            Problem::Disk(cause) => write!(f, "écriture impossible : {cause}"),
            Problem::Stopped => {
                write!(f, "arrêté ; la suite au prochain lancement")
            }
        }
    }
}

/// Les limites d’un fichier.
#[derive(Clone, Debug)]
pub struct Policy {
    pub tries: u32,
    /// Le plafond de la première attente ; il double à chaque essai.
    pub first_wait: Duration,
    pub longest_wait: Duration,
    pub connect: Duration,
    pub silence: Duration,
    pub whole: Duration,
    pub max_size: u64,
}

// ANCHOR: wait
impl Policy {
    /// Combien attendre après le n-ième essai, ou `None` pour renoncer.
    /// `random` est tiré entre 0 et 1 : la gigue sépare ceux qui ont échoué
    /// ensemble.
    pub fn wait(
        &self,
        tries: u32,
        problem: &Problem,
        random: f64,
    ) -> Option<Duration> {
        if tries >= self.tries || !problem.may_pass() {
            return None;
        }
        let doubled = 2u32.saturating_pow(tries.saturating_sub(1));
        let ceiling = self.first_wait.saturating_mul(doubled);
        let jitter = ceiling.min(self.longest_wait).mul_f64(random);
        match problem {
            Problem::Status(_, Some(after)) => {
                (*after <= self.longest_wait).then(|| *after + jitter)
            }
            _ => Some(jitter),
        }
    }
}
// ANCHOR_END: wait

/// Ce que les en-têtes d’une réponse disent du corps.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub status: u16,
    pub length: Option<u64>,
    /// Le dernier morceau se reconnaît.
    pub chunked: bool,
    pub range: Option<String>,
    pub tag: Option<String>,
    pub retry_after: Option<String>,
}

impl Head {
    /// `get` donne un en-tête par son nom.
    pub fn read(status: u16, get: impl Fn(&str) -> Option<String>) -> Head {
        Head {
            status,
            length: get("content-length").and_then(|n| n.parse().ok()),
            chunked: get("transfer-encoding")
                .is_some_and(|how| how.to_lowercase().contains("chunked")),
            range: get("content-range"),
            tag: get("etag"),
            retry_after: get("retry-after"),
        }
    }

    /// Une étiquette faible (`W/`) ne promet pas les mêmes octets.
    pub fn strong_tag(&self) -> Option<&str> {
        self.tag.as_deref().filter(|tag| tag.starts_with('"'))
    }
}

// ANCHOR: plan
/// Où va le corps d’une réponse, et combien d’octets le fichier aura.
#[derive(Debug, PartialEq)]
pub struct Plan {
    pub start: u64,
    pub total: Option<u64>,
}

/// `have` octets sont déjà là, sous l’étiquette `tag`.
pub fn plan(
    have: u64,
    tag: Option<&str>,
    head: &Head,
) -> Result<Plan, Problem> {
    match head.status {
        200 => Ok(Plan {
            start: 0,
            total: head.length,
        }),
        206 => {
            let (start, total) = head
                .range
                .as_deref()
                .and_then(content_range)
                .ok_or(Problem::Changed)?;
            let other = head.tag.is_some() && head.strong_tag() != tag;
            if start != have || other {
                return Err(Problem::Changed);
            }
            Ok(Plan {
                start,
                total: Some(total),
            })
        }
        416 => Err(Problem::Changed),
        status => {
            let after = head.retry_after.as_deref();
            let seconds = after.and_then(|after| after.trim().parse().ok());
            Err(Problem::Status(status, seconds.map(Duration::from_secs)))
        }
    }
}
// ANCHOR_END: plan

/// `bytes 100-999/1000` : le début, et la taille du fichier.
fn content_range(text: &str) -> Option<(u64, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = range.split_once('-')?;
    let (start, end): (u64, u64) = (start.parse().ok()?, end.parse().ok()?);
    let total = total.parse().ok()?;
    (start <= end && end.checked_add(1)? == total).then_some((start, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let second = Duration::from_secs(1);
        Policy {
            tries: 4,
            first_wait: second,
            longest_wait: 3 * second,
            connect: second,
            silence: second,
            whole: second,
            max_size: 1,
        }
    }

    #[test]
    fn waits_double_up_to_a_ceiling_and_end() {
        let wait = |tries| policy().wait(tries, &Problem::Cut, 1.0);
        let seconds = [1, 2, 3, 4].map(|n| wait(n).map(|w| w.as_secs()));
        assert_eq!(seconds, [Some(1), Some(2), Some(3), None]);
        let none = policy().wait(1, &Problem::Cut, 0.0);
        assert_eq!(none, Some(Duration::ZERO));
    }

    #[test]
    fn what_cannot_pass_is_not_asked_again() {
        for status in [400, 401, 403, 404, 410] {
            assert!(!Problem::Status(status, None).may_pass(), "{status}");
        }
        for status in [408, 429, 500, 502, 503, 504] {
            assert!(Problem::Status(status, None).may_pass(), "{status}");
        }
        assert!(!Problem::Checksum.may_pass());
        assert!(!Problem::Disk(String::new()).may_pass());
    }

    #[test]
    fn the_server_says_how_long_to_wait() {
        let after = |seconds| {
            let after = Some(Duration::from_secs(seconds));
            policy().wait(1, &Problem::Status(429, after), 0.5)
        };
        assert_eq!(after(2), Some(Duration::from_millis(2500)));
        assert_eq!(after(3600), None);
        let forever = Problem::Status(429, Some(Duration::MAX));
        assert_eq!(policy().wait(3, &forever, 1.0), None);
    }

    #[test]
    fn a_piece_is_taken_only_where_it_belongs() {
        let head = |status, range: &str, tag: &str| Head {
            status,
            length: Some(60),
            chunked: false,
            range: Some(range.into()),
            tag: Some(tag.into()),
            retry_after: None,
        };
        let of = |head: Head| plan(40, Some("\"a\""), &head);
        let plan = |start, total| Ok(Plan { start, total });
        let good = of(head(206, "bytes 40-99/100", "\"a\""));
        assert_eq!(good, plan(40, Some(100)));
        // Le serveur envoie tout : on recommence au début.
        assert_eq!(of(head(200, "", "\"b\"")), plan(0, Some(60)));
        for wrong in [
            head(206, "bytes 30-99/100", "\"a\""),
            head(206, "bytes 40-99/100", "\"b\""),
            head(206, "bytes 40-49/100", "\"a\""),
            head(206, "bytes 40-18446744073709551615/0", "\"a\""),
            head(206, "bananes", "\"a\""),
            head(416, "bytes */10", "\"a\""),
        ] {
            assert_eq!(of(wrong), Err(Problem::Changed));
        }
    }
}
