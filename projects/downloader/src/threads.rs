// Le moteur à threads : `jobs` threads, et une file sous un verrou.

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Condvar, Mutex};
use std::{io, thread};

use crossbeam_channel::{Receiver, Sender, bounded, select};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Timeout};

use crate::Settings;
use crate::list::Item;
use crate::part::{Part, already};
use crate::policy::{Head, Policy, Problem};
use crate::report::{Bars, Done, Outcome, Run};
use crate::stop::Stop;

// ANCHOR: queue
/// Ce qui attend, et combien chaque hôte en a en cours.
struct Queue {
    waiting: Vec<usize>,
    active: HashMap<String, usize>,
}

struct Line<'a> {
    items: &'a [Item],
    per_host: usize,
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Line<'_> {
    /// Le premier dont l’hôte a de la place ; `None` quand plus rien n’attend.
    fn take(&self) -> Option<usize> {
        let mut queue = self.queue.lock().unwrap();
        while !queue.waiting.is_empty() {
            let room = |&rank: &usize| {
                let active = queue.active.get(&self.items[rank].host());
                active.is_none_or(|&active| active < self.per_host)
            };
            if let Some(place) = queue.waiting.iter().position(room) {
                let rank = queue.waiting.remove(place);
                *queue.active.entry(self.items[rank].host()).or_default() += 1;
                return Some(rank);
            }
            queue = self.changed.wait(queue).unwrap();
        }
        None
    }

    fn give_back(&self, rank: usize) {
        let mut queue = self.queue.lock().unwrap();
        *queue.active.entry(self.items[rank].host()).or_default() -= 1;
        self.changed.notify_all();
    }
}

/// Rend la place, même si le thread panique : d’autres l’attendent.
struct Place<'a>(&'a Line<'a>, usize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.give_back(self.1);
    }
}
// ANCHOR_END: queue

// ANCHOR: run
pub fn run(
    items: &[Item],
    settings: &Settings,
    stop: &Stop,
    bars: &Bars,
) -> anyhow::Result<Vec<Outcome>> {
    let agent = agent(settings);
    let line = Line {
        items,
        per_host: settings.per_host,
        queue: Mutex::new(Queue {
            waiting: (0..items.len()).collect(),
            active: HashMap::new(),
        }),
        changed: Condvar::new(),
    };
    let outcomes = Mutex::new(vec![None; items.len()]);
    let work = || {
        while let Some(rank) = line.take() {
            let _place = Place(&line, rank);
            let item = &items[rank];
            let outcome = one(&agent, item, settings, stop, bars);
            outcomes.lock().unwrap()[rank] = Some(outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 0..settings.jobs.min(items.len()) {
            scope.spawn(work);
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    Ok(outcomes.into_iter().flatten().collect())
}
// ANCHOR_END: run

// ANCHOR: one
/// Un fichier : des essais, et des attentes entre eux.
fn one(
    agent: &Agent,
    item: &Item,
    settings: &Settings,
    stop: &Stop,
    bars: &Bars,
) -> Outcome {
    let run = Run::new(item, bars);
    loop {
        if stop.is_asked() {
            return run.end(Err(Problem::Stopped));
        }
        let tries = run.begin();
        let problem = match attempt(agent, item, settings, stop, &run) {
            Err(problem) => problem,
            done => return run.end(done),
        };
        let policy = &settings.policy;
        match policy.wait(tries, &problem, fastrand::f64()) {
            Some(delay) if delay < run.left(policy.whole) => {
                stop.pause(delay);
            }
            _ => return run.end(Err(problem)),
        }
    }
}
// ANCHOR_END: one

// ANCHOR: attempt
enum News {
    Head(Head),
    Bytes(Vec<u8>),
    End,
}

/// Un essai. Un autre thread lit, parce que rien n’interrompt une lecture :
/// celui-ci peut cesser de l’attendre.
fn attempt(
    agent: &Agent,
    item: &Item,
    settings: &Settings,
    stop: &Stop,
    run: &Run,
) -> Result<Done, Problem> {
    if let Some(size) = already(item, &settings.folder)? {
        return Ok(Done::Already { size });
    }
    let policy = &settings.policy;
    let mut part = Part::open(item, &settings.folder, policy.max_size)?;
    let left = run.left(policy.whole);
    let mut request = agent.get(item.url.as_str());
    for (name, value) in part.conditions().into_iter().flatten() {
        request = request.header(name, value);
    }
    let request = request.config().timeout_global(Some(left)).build();
    let (sender, news) = bounded(4);
    thread::spawn(move || {
        let outcome = read(request, &sender);
        let _ = sender.send(outcome.map(|()| News::End));
    });
    let (mut status, mut kept) = (0, 0);
    loop {
        match next(&news, policy, run, stop)? {
            News::Head(head) => {
                part.begin(&head)?;
                kept = part.length;
                status = head.status;
                run.bar.set_length(part.total().unwrap_or(0));
            }
            News::Bytes(bytes) => part.add(&bytes)?,
            News::End => break,
        }
        run.bar.set_position(part.length);
    }
    let size = part.finish()?;
    Ok(Done::Whole { status, size, kept })
}

/// Ce qui arrive en premier : des octets, l’arrêt, ou la fin d’une patience.
fn next(
    news: &Receiver<Result<News, Problem>>,
    policy: &Policy,
    run: &Run,
    stop: &Stop,
) -> Result<News, Problem> {
    let left = run.left(policy.whole);
    if left.is_zero() {
        return Err(Problem::TooSlow);
    }
    select! {
        recv(news) -> news => news.unwrap_or(Err(Problem::Cut)),
        recv(stop.closed) -> _ => Err(Problem::Stopped),
        default(left.min(policy.silence)) => Err(match left <= policy.silence {
            true => Problem::TooSlow,
            false => Problem::Silent,
        }),
    }
}
// ANCHOR_END: attempt

/// Finit aussi quand plus personne n’écoute.
fn read(
    request: ureq::RequestBuilder<ureq::typestate::WithoutBody>,
    sender: &Sender<Result<News, Problem>>,
) -> Result<(), Problem> {
    let mut response = request.call().map_err(problem)?;
    let header = |name: &str| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let head = Head::read(response.status().as_u16(), header);
    if sender.send(Ok(News::Head(head))).is_err() {
        return Ok(());
    }
    let mut body = response.body_mut().as_reader();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = io::Read::read(&mut body, &mut buffer);
        let length = read.map_err(|error| problem(error.into()))?;
        let bytes = Ok(News::Bytes(buffer[..length].to_vec()));
        if length == 0 || sender.send(bytes).is_err() {
            return Ok(());
        }
    }
}

fn agent(settings: &Settings) -> Agent {
    let policy = &settings.policy;
    let roots = match &settings.authorities {
        None => RootCerts::PlatformVerifier,
        Some(list) => {
            let own = |der: &_| Certificate::from_der(der).to_owned();
            let list: Vec<_> =
                list.iter().map(|der| own(der.as_ref())).collect();
            RootCerts::new_with_certs(&list)
        }
    };
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(5)
        .timeout_connect(Some(policy.connect))
        .timeout_per_read(Some(policy.silence))
        .tls_config(TlsConfig::builder().root_certs(roots).build());
    config.build().into()
}

/// Ce que dit ureq, dans nos mots.
fn problem(error: ureq::Error) -> Problem {
    use ureq::Error as E;
    match &error {
        E::Timeout(Timeout::Global) => Problem::TooSlow,
        E::Timeout(Timeout::PerRead) => Problem::Silent,
        E::Timeout(_) => Problem::Network("connexion trop longue".into()),
        E::TooManyRedirects => Problem::Redirects,
        E::Protocol(_) | E::LargeResponseHeader(..) => not_http(),
        E::HostNotFound => Problem::Network("hôte introuvable".into()),
        E::Io(error) => deepest(error),
        _ => deepest(&error),
    }
}

pub(crate) fn not_http() -> Problem {
    Problem::Refused("réponse HTTP invalide, ou démesurée".into())
}

/// La première cause connue, de la plus proche à la plus profonde.
pub(crate) fn deepest(error: &(dyn Error + 'static)) -> Problem {
    let mut error = error;
    loop {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Problem::Refused(match tls {
                rustls::Error::InvalidCertificate(_) => {
                    format!("certificat refusé, {tls} ; voyez --cacert")
                }
                _ => format!("TLS, {tls}"),
            });
        }
        let io = error.downcast_ref::<io::Error>();
        match io.map(io::Error::kind) {
            Some(io::ErrorKind::ConnectionRefused) => {
                return Problem::Network("connexion refusée".into());
            }
            Some(
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof,
            ) => return Problem::Cut,
            _ => {}
        }
        // Ce qu’une erreur d’entrée-sortie enveloppe n’est pas sa source.
        let inner = io.and_then(io::Error::get_ref);
        let inner = inner.map(|inner| inner as &(dyn Error + 'static));
        match inner.or_else(|| error.source()) {
            Some(next) => error = next,
            None => return Problem::Network(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_host_lets_the_others_pass() {
        let list = "http://a/1\nhttp://a/2\nhttp://b/3";
        let items = crate::list::items("l", list).unwrap();
        let line = Line {
            items: &items,
            per_host: 1,
            queue: Mutex::new(Queue {
                waiting: vec![0, 1, 2],
                active: HashMap::new(),
            }),
            changed: Condvar::new(),
        };
        assert_eq!((line.take(), line.take()), (Some(0), Some(2)));
        line.give_back(0);
        assert_eq!((line.take(), line.take()), (Some(1), None));
    }
}
