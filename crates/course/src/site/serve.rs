//! `cargo course serve`: both editions on this machine, rebuilt at each change.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue,
};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use notify::{Event as Change, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::steps::{Site, Step};
use crate::exercises;
use crate::source::project::{Project, remove};

/// Where a page asks for the number of the last build.
const RELOAD: &str = "__livereload";

const QUIET: Duration = Duration::from_millis(50);

/// How long the list of programs waits for them; a page then asks again.
const PATIENCE: Duration = Duration::from_secs(20);

/// The pages carry a stricter policy still, as a `<meta>`.
const POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/// The names under which this machine knows itself.
const OWN: [&str; 2] = ["127.0.0.1", "localhost"];

/// What the server shows: the folder of the last build that went well.
#[derive(Clone)]
struct Shown {
    project: Project,
    last: Arc<Mutex<Built>>,
    /// The last build whose programs are there, or failed.
    programs: watch::Receiver<usize>,
    /// The last build whose search index is there, or failed.
    indexed: watch::Receiver<usize>,
}

#[derive(Clone)]
struct Built {
    folder: PathBuf,
    /// Pages carry it: one that was loaded before this build knows it is old.
    number: usize,
}

pub fn serve(project: &Project, port: u16) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let (listener, address) = runtime.block_on(listen(port))?;
    remove(&project.target().join("serve"))?;
    let (sender, events) = channel();
    let _watcher = watch_for_changes(&project.root, sender.clone())?;
    let first = build(project, 1)?;
    let mut builder = Builder::new(project, first, sender);
    println!("French:  http://{address}/\nEnglish: http://{address}/en/\nCtrl-C stops the server.");
    let app = app(builder.shown.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    builder.run(&events);
    Ok(())
}

/// The port that is asked for, or the next one that is free.
async fn listen(port: u16) -> Result<(TcpListener, SocketAddr)> {
    for candidate in port..port.saturating_add(20) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)).await {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(error) => println!("{}", taken(candidate, error)?),
        }
    }
    bail!("no free port from {port} on; name another with --port")
}

/// A port that another program has gives way to the next; one that this machine
/// refuses, as those below 1024 often are, does not.
fn taken(port: u16, error: io::Error) -> Result<String> {
    if error.kind() != ErrorKind::AddrInUse {
        bail!("port {port} cannot be opened: {error}; name another with --port");
    }
    Ok(format!("port {port} is in use; trying the next one"))
}

/// What the server's loop hears of.
enum Event {
    /// A page, a listing, the translation or the theme.
    Changed,
    /// A step that comes behind the pages, of a build, and what it has to say.
    Done(Step, usize, Result<String>),
}

/// Tells of what changes in the rooms that readers see.
fn watch_for_changes(root: &Path, events: Sender<Event>) -> Result<RecommendedWatcher> {
    // Reading a file is a change too, and a build reads them all.
    let mut watcher = notify::recommended_watcher(move |change: notify::Result<Change>| {
        if change.is_ok_and(|change| !change.kind.is_access()) {
            let _ = events.send(Event::Changed);
        }
    })
    .context("cannot watch for changes")?;
    for room in ["src", "listings", "po", "theme", "book.toml"] {
        watcher
            .watch(&root.join(room), RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {room}"))?;
    }
    Ok(watcher)
}

/// Each build goes to a new folder: a page is never served half-written.
fn build(project: &Project, number: usize) -> Result<Built> {
    let start = Instant::now();
    let folder = project.target().join(format!("serve/{number}"));
    let mut site = Site::new(project, &folder, Some(format!("{RELOAD}?build={number}")));
    site.take(&Step::PAGES)?;
    let note = match site.missing {
        0 => String::new(),
        n => format!("; {n} messages show French in the English edition"),
    };
    println!("built in {:.1?}{note}", start.elapsed());
    Ok(Built { folder, number })
}

/// A step that comes behind the pages: of one build at a time, and of none that
/// a newer one follows.
struct Behind {
    step: Step,
    busy: Option<usize>,
    /// The last build of which it is there, or failed.
    done: watch::Sender<usize>,
    said: String,
}

/// Rebuilds when something changes, and is the only one to do so.
struct Builder<'a> {
    project: &'a Project,
    events: Sender<Event>,
    /// How many builds have been tried.
    count: usize,
    shown: Shown,
    /// Only who searches waits for the index; programs take a minute or two, the
    /// first time.
    behind: [Behind; 2],
    /// Builds that are shown no more.
    old: Vec<Built>,
}

impl<'a> Builder<'a> {
    fn new(project: &'a Project, first: Built, events: Sender<Event>) -> Builder<'a> {
        let behind = [Step::Index, Step::Programs].map(|step| Behind {
            step,
            busy: None,
            done: watch::channel(0).0,
            said: String::new(),
        });
        let [indexed, programs] = [0, 1].map(|n| behind[n].done.subscribe());
        Builder {
            project,
            events,
            count: first.number,
            shown: Shown {
                project: project.clone(),
                last: Arc::new(Mutex::new(first)),
                programs,
                indexed,
            },
            behind,
            old: Vec::new(),
        }
    }

    fn run(&mut self, events: &Receiver<Event>) {
        self.go_on();
        let mut changed = false;
        loop {
            // An editor saves in several steps; wait until it is quiet.
            let event = match changed {
                true => events.recv_timeout(QUIET),
                false => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Event::Changed) => changed = true,
                Ok(Event::Done(step, number, result)) => self.done(step, number, result),
                Err(RecvTimeoutError::Timeout) => {
                    changed = false;
                    self.rebuild();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// A build that fails says why and leaves the last good one in place.
    fn rebuild(&mut self) {
        self.count += 1;
        match build(self.project, self.count) {
            Ok(built) => {
                self.old.push(self.shown.replace(built));
                self.go_on();
            }
            Err(error) => eprintln!("error: {error:#}\nthe last good build stays"),
        }
    }

    /// Starts what comes behind the last build, and deletes what nobody shows or
    /// writes to any more.
    fn go_on(&mut self) {
        let Built { folder, number } = self.shown.last();
        for behind in &mut self.behind {
            if behind.busy.is_some() || *behind.done.borrow() >= number {
                continue;
            }
            behind.busy = Some(number);
            let (project, folder, step) = (self.project.clone(), folder.clone(), behind.step);
            let events = self.events.clone();
            thread::spawn(move || {
                let result = Site::new(&project, &folder, None).step(step);
                let _ = events.send(Event::Done(step, number, result));
            });
        }
        let busy = |built: &Built| self.behind.iter().any(|b| b.busy == Some(built.number));
        for built in self.old.extract_if(.., |built| !busy(built)) {
            if let Err(error) = remove(&built.folder) {
                eprintln!("{error:#}; the next `cargo course serve` does it");
            }
        }
    }

    fn done(&mut self, step: Step, number: usize, result: Result<String>) {
        for behind in self.behind.iter_mut().filter(|behind| behind.step == step) {
            let said = match &result {
                Ok(said) => said.clone(),
                Err(error) => format!("error: {step:?}: {error:#}"),
            };
            // What each build says again is said once.
            if !said.is_empty() && said != behind.said {
                println!("{said}");
                behind.said = said;
            }
            behind.busy = None;
            behind.done.send_replace(number);
        }
        self.go_on();
    }
}

impl Shown {
    fn last(&self) -> Built {
        self.last.lock().expect("no holder panics").clone()
    }

    fn replace(&self, new: Built) -> Built {
        std::mem::replace(&mut *self.last.lock().expect("no holder panics"), new)
    }
}

fn app(shown: Shown) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route(&format!("/{RELOAD}"), get(reload))
        .fallback(page)
        .layer(from_fn(own_host))
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        // Two builds within a second have the same date: nothing may be kept.
        .layer(header(CACHE_CONTROL, "no-store"))
        .layer(header(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ))
        .layer(header(
            HeaderName::from_static("cross-origin-embedder-policy"),
            "require-corp",
        ))
        .layer(header(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ))
        .with_state(shown)
}

/// A site whose name is made to lead to this machine could read its answers, as
/// its own: the request still says that name.
async fn own_host(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.split(':').next().unwrap_or_default());
    if name.is_some_and(|name| OWN.contains(&name)) {
        return next.run(request).await;
    }
    let why = format!(
        "This server answers to these names only: {}.\n",
        OWN.join(", ")
    );
    (StatusCode::MISDIRECTED_REQUEST, why).into_response()
}

async fn page(State(shown): State<Shown>, request: Request) -> Response {
    if request.uri().path().ends_with("/pagefind/pagefind.js") {
        // Without a limit: a page that is refused once does not ask again.
        let last = shown.last().number;
        let _ = shown.indexed.clone().wait_for(|done| *done >= last).await;
    }
    if request.uri().path().ends_with("/programs/index.json") {
        let last = shown.last().number;
        let mut programs = shown.programs.clone();
        let ready = programs.wait_for(|number| *number >= last);
        if tokio::time::timeout(PATIENCE, ready).await.is_err() {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    if request.uri().path().ends_with("/exercises.json") {
        let done = exercises::done(&shown.project).unwrap_or_default();
        let list = serde_json::to_string(&done).expect("a list of names");
        return ([(CONTENT_TYPE, "application/json")], list).into_response();
    }
    let folder = shown.last().folder;
    let edition = if request.uri().path().starts_with("/en/") {
        folder.join("en")
    } else {
        folder.clone()
    };
    let mut files =
        ServeDir::new(folder).not_found_service(ServeFile::new(edition.join("404.html")));
    match files.try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// A page that carries another number is old, and loads itself again.
async fn reload(State(shown): State<Shown>) -> String {
    shown.last().number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt;

    fn request(path: &str, host: &str) -> Request {
        let request = Request::get(path).header(HOST, host);
        request.body(axum::body::Body::empty()).unwrap()
    }

    fn shown(folder: &Path) -> Shown {
        Shown {
            project: Project {
                root: folder.into(),
            },
            last: Arc::new(Mutex::new(Built {
                folder: folder.into(),
                number: 1,
            })),
            programs: watch::channel(1).1,
            indexed: watch::channel(1).1,
        }
    }

    /// A page isolated from others, never kept, without any script but its own.
    #[tokio::test]
    async fn pages_come_with_their_headers() {
        let folder = tempfile::tempdir().unwrap();
        crate::source::project::write(&folder.path().join("en/404.html"), "lost").unwrap();
        crate::source::project::write(&folder.path().join("a.html"), "page").unwrap();
        let shown = shown(folder.path());
        let get = |path: &str| app(shown.clone()).oneshot(request(path, "localhost:3000"));
        let page = get("/a.html").await.unwrap();
        assert_eq!(page.status(), 200);
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("content-security-policy", POLICY),
        ] {
            assert_eq!(page.headers()[name], value);
        }
        assert!(!page.headers().contains_key("access-control-allow-origin"));
        let number = get("/__livereload?build=0").await.unwrap();
        let number = axum::body::to_bytes(number.into_body(), 100).await.unwrap();
        assert_eq!(number, "1");
        let lost = get("/en/nowhere.html").await.unwrap();
        assert_eq!(lost.status(), 404);
        let text = axum::body::to_bytes(lost.into_body(), 100).await.unwrap();
        assert_eq!(text, "lost");
    }

    /// A page that asks early is answered when there is something to say.
    #[tokio::test]
    async fn the_list_of_programs_and_the_search_wait_for_what_they_need() {
        let folder = tempfile::tempdir().unwrap();
        let (told, done) = watch::channel(0);
        let shown = Shown {
            programs: done.clone(),
            indexed: done,
            ..shown(folder.path())
        };
        let paths = ["programs/index.json", "pagefind/pagefind.js"];
        let get = |path: &str| {
            let request = request(&format!("/{path}"), "127.0.0.1");
            app(shown.clone()).oneshot(request)
        };
        let built = async {
            tokio::task::yield_now().await;
            for path in paths {
                crate::source::project::write(&folder.path().join(path), "{}").unwrap();
            }
            told.send(1).unwrap();
        };
        let (list, search, ()) = tokio::join!(get(paths[0]), get(paths[1]), built);
        assert_eq!(list.unwrap().status(), 200);
        assert_eq!(search.unwrap().status(), 200);
    }

    #[tokio::test]
    async fn the_pages_of_exercises_are_told_which_answers_are_right() {
        let folder = tempfile::tempdir().unwrap();
        let answer = app(shown(folder.path()))
            .oneshot(request("/en/sync/exercises.json", "localhost"))
            .await
            .unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/json");
        let list = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
        assert_eq!(list, "[]");
    }

    /// A page of another site whose name leads here (DNS rebinding).
    #[tokio::test]
    async fn another_host_is_refused_and_told_why() {
        let folder = tempfile::tempdir().unwrap();
        crate::source::project::write(&folder.path().join("a.html"), "page").unwrap();
        for path in ["/a.html", "/__livereload"] {
            for host in [
                "evil.example",
                "evil.example:3000",
                "localhost.evil.example",
                "",
            ] {
                let answer = app(shown(folder.path())).oneshot(request(path, host));
                let answer = answer.await.unwrap();
                assert_eq!(answer.status(), 421, "{path} {host}");
                let text = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
                assert!(text.starts_with(b"This server answers to these names only: 127"));
            }
        }
    }

    #[test]
    fn a_port_that_is_refused_is_not_in_use() {
        let told = |kind: ErrorKind| taken(80, kind.into());
        assert!(
            told(ErrorKind::AddrInUse)
                .unwrap()
                .starts_with("port 80 is in use")
        );
        let error = told(ErrorKind::PermissionDenied).unwrap_err().to_string();
        assert!(
            error.starts_with("port 80 cannot be opened: permission denied"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_port_in_use_gives_the_next_one() {
        let (first, taken) = listen(0).await.unwrap();
        let (_second, address) = listen(taken.port()).await.unwrap();
        assert!(address.port() > taken.port());
        assert!(address.ip().is_loopback());
        drop(first);
    }
}
