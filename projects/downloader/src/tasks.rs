// Le moteur asynchrone : une tâche par fichier, et des sémaphores.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Certificate, Client, redirect};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::block_in_place;
use tokio::time::sleep;

use crate::Settings;
use crate::list::Item;
use crate::part::{Part, already};
use crate::policy::{Head, Problem};
use crate::report::{Bars, Done, Outcome, Run};
use crate::stop::Stop;
use crate::threads::{deepest, not_http};

// ANCHOR: run
pub fn run(
    items: &[Item],
    settings: &Settings,
    stop: &Stop,
    bars: &Bars,
) -> anyhow::Result<Vec<Outcome>> {
    let shared = Arc::new(Shared {
        client: client(settings)?,
        settings: settings.clone(),
        places: Semaphore::new(settings.jobs),
    });
    let mut hosts: HashMap<String, Arc<Semaphore>> = HashMap::new();
    let file = |item: &Item| {
        let new = || Arc::new(Semaphore::new(settings.per_host));
        let host = hosts.entry(item.host()).or_insert_with(new).clone();
        let run = Run::new(item, bars);
        let (shared, item, stop) = (shared.clone(), item.clone(), stop.clone());
        async move {
            let work = shared.one(&item, &host, &run);
            let result = stop.token.run_until_cancelled(work).await;
            run.end(result.unwrap_or(Err(Problem::Stopped)))
        }
    };
    let runtime = Runtime::new()?;
    let outcomes = runtime.block_on(async {
        let tasks: Vec<_> = items.iter().map(file).map(tokio::spawn).collect();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await?);
        }
        Ok(outcomes)
    });
    // Sans attendre une recherche de nom abandonnée.
    runtime.shutdown_background();
    outcomes
}
// ANCHOR_END: run

// ANCHOR: one
struct Shared {
    client: Client,
    settings: Settings,
    places: Semaphore,
}

impl Shared {
    /// Un fichier : des essais, et des attentes entre eux.
    async fn one(
        &self,
        item: &Item,
        host: &Semaphore,
        run: &Run,
    ) -> Result<Done, Problem> {
        // D’abord l’hôte : qui attend le sien ne prend la place de personne.
        let _host = host.acquire().await;
        let _place = self.places.acquire().await;
        loop {
            let tries = run.begin();
            let problem = match self.attempt(item, run).await {
                Err(problem) => problem,
                done => return done,
            };
            let policy = &self.settings.policy;
            match policy.wait(tries, &problem, fastrand::f64()) {
                Some(delay) if delay < run.left(policy.whole) => {
                    sleep(delay).await;
                }
                _ => return Err(problem),
            }
        }
    }
}
// ANCHOR_END: one

// ANCHOR: attempt
impl Shared {
    /// Un essai. Le disque bloque : `block_in_place` le dit au runtime.
    async fn attempt(&self, item: &Item, run: &Run) -> Result<Done, Problem> {
        let Settings { folder, policy, .. } = &self.settings;
        if let Some(size) = block_in_place(|| already(item, folder))? {
            return Ok(Done::Already { size });
        }
        let open = || Part::open(item, folder, policy.max_size);
        let mut part = block_in_place(open)?;
        let left = run.left(policy.whole);
        let problem = |error| problem(error, run.left(policy.whole));
        let mut request = self.client.get(item.url.clone()).timeout(left);
        for (name, value) in part.conditions().into_iter().flatten() {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(problem)?;
        let header = |name: &str| {
            let value = response.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let status = response.status().as_u16();
        let head = Head::read(status, header);
        block_in_place(|| part.begin(&head))?;
        let kept = part.length;
        run.bar.set_length(part.total().unwrap_or(0));
        while let Some(bytes) = response.chunk().await.map_err(problem)? {
            block_in_place(|| part.add(&bytes))?;
            run.bar.set_position(part.length);
        }
        let size = block_in_place(|| part.finish())?;
        Ok(Done::Whole { status, size, kept })
    }
}
// ANCHOR_END: attempt

fn client(settings: &Settings) -> anyhow::Result<Client> {
    let policy = &settings.policy;
    let mut builder = Client::builder()
        .redirect(redirect::Policy::limited(5))
        .connect_timeout(policy.connect)
        .read_timeout(policy.silence);
    if let Some(list) = &settings.authorities {
        let list = list.iter().map(|der| Certificate::from_der(der.as_ref()));
        builder = builder.tls_certs_only(list.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(builder.build()?)
}

/// Ce que dit reqwest, dans nos mots.
fn problem(error: reqwest::Error, left: Duration) -> Problem {
    let parsed = |error: &hyper::Error| error.is_parse();
    let cut = |error: &hyper::Error| error.is_incomplete_message();
    if error.is_timeout() && left.is_zero() {
        Problem::TooSlow
    } else if error.is_timeout() && error.is_connect() {
        Problem::Network("connexion trop longue".into())
    } else if error.is_timeout() {
        Problem::Silent
    } else if error.is_redirect() {
        Problem::Redirects
    } else if find(&error).is_some_and(parsed) {
        not_http()
    } else if find(&error).is_some_and(cut) {
        Problem::Cut
    } else {
        deepest(&error)
    }
}

/// L’erreur de ce type, parmi les causes.
fn find<'a, E: Error + 'static>(
    error: &'a (dyn Error + 'static),
) -> Option<&'a E> {
    let mut causes = std::iter::successors(Some(error), |error: &&'a _| {
        let error: &'a (dyn Error + 'static) = *error;
        error.source()
    });
    causes.find_map(|error| error.downcast_ref())
}
