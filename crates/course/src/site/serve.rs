//! `cargo course serve`: both editions on this machine, rebuilt at each change.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use notify::{Event, RecursiveMode, Watcher};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::search;
use super::steps::Site;
use crate::programs::Programs;
use crate::source::project::{Project, remove};

/// Where a page asks for the number of the last build.
const RELOAD: &str = "__livereload";

const QUIET: Duration = Duration::from_millis(50);

/// How long the list of programs waits for them; a page then asks again.
const PATIENCE: Duration = Duration::from_secs(20);

/// The pages carry a stricter policy still, as a `<meta>`.
const POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/// What the server shows: the folder of the last build that went well.
#[derive(Clone)]
struct Shown {
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
    let mut builder = Builder { project, count: 0 };
    remove(&project.target().join("serve"))?;
    let first = builder.build()?;
    let (programs, done) = programs_in_background(project.clone());
    let (index, indexed) = watch::channel(0);
    let shown = Shown {
        last: Arc::new(Mutex::new(first)),
        programs: done,
        indexed,
    };

    let runtime = tokio::runtime::Runtime::new()?;
    let (listener, address) = runtime.block_on(listen(port))?;
    println!("French:  http://{address}/\nEnglish: http://{address}/en/\nCtrl-C stops the server.");
    let app = app(shown.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    watch_for_changes(&mut builder, &shown, &programs, &index)
}

/// The port that is asked for, or the next one that is free.
async fn listen(port: u16) -> Result<(TcpListener, SocketAddr)> {
    for candidate in port..port.saturating_add(20) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)).await {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(_) => println!("port {candidate} is in use; trying the next one"),
        }
    }
    bail!("no free port from {port} on; name another with --port")
}

/// Each build goes to a new folder: a page is never served half-written.
struct Builder<'a> {
    project: &'a Project,
    count: usize,
}

impl Builder<'_> {
    fn build(&mut self) -> Result<Built> {
        let start = Instant::now();
        self.count += 1;
        let folder = self.project.target().join(format!("serve/{}", self.count));
        let reload = format!("{RELOAD}?build={}", self.count);
        let missing = Site::new(self.project, Some(&reload)).build(&folder)?;
        let note = match missing {
            0 => String::new(),
            n => format!("; {n} messages show French in the English edition"),
        };
        println!("built in {:.1?}{note}", start.elapsed());
        Ok(Built {
            folder,
            number: self.count,
        })
    }
}

/// Rebuilds when a page, a listing, the translation or the theme changes. A
/// build that fails says why and leaves the last good one in place.
fn watch_for_changes(
    builder: &mut Builder,
    shown: &Shown,
    programs: &mpsc::Sender<Built>,
    index: &watch::Sender<usize>,
) -> Result<()> {
    let root = &builder.project.root;
    let (sender, changes) = mpsc::channel();
    // Reading a file is an event too, and a build reads them all.
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(());
        }
    })
    .context("cannot watch for changes")?;
    for room in ["src", "listings", "po", "theme", "book.toml"] {
        watcher
            .watch(&root.join(room), RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {room}"))?;
    }
    index_in_background(shown.last(), index.clone());
    let _ = programs.send(shown.last());
    while changes.recv().is_ok() {
        // An editor saves in several steps; wait until it is quiet.
        while changes.recv_timeout(QUIET).is_ok() {}
        match builder.build() {
            Ok(built) => {
                let old = shown.replace(built.clone());
                let _ = programs.send(built.clone());
                index_in_background(built, index.clone());
                remove(&old.folder)?;
            }
            Err(error) => eprintln!("error: {error:#}\nthe last good build stays"),
        }
    }
    Ok(())
}

/// The search index comes after the pages: only who searches waits for it.
fn index_in_background(built: Built, told: watch::Sender<usize>) {
    thread::spawn(move || {
        let Built { folder, number } = built;
        // The folder goes away when another build follows at once.
        if let (Err(error), true) = (search::index(&folder), folder.exists()) {
            eprintln!("error: the search index could not be made: {error:#}");
        }
        told.send_modify(|last| *last = number.max(*last));
    });
}

/// The programs come after the pages too: a minute or two, the first time.
/// Says of each build when its programs are there.
fn programs_in_background(project: Project) -> (mpsc::Sender<Built>, watch::Receiver<usize>) {
    let (sender, builds) = mpsc::channel::<Built>();
    let (told, done) = watch::channel(0);
    thread::spawn(move || {
        let mut said = String::new();
        while let Ok(mut built) = builds.recv() {
            while let Ok(newer) = builds.try_recv() {
                built = newer;
            }
            match Programs::build(&project, &[]) {
                Ok(programs) => {
                    let count = [vec![programs.count()], programs.problems.clone()].concat();
                    if count.join("\n") != said {
                        said = count.join("\n");
                        println!("{said}");
                    }
                    // The folder goes away when another build follows at once.
                    if let (Err(error), true) =
                        (programs.place(&built.folder), built.folder.exists())
                    {
                        eprintln!("error: {error:#}");
                    }
                }
                Err(error) => eprintln!("error: no programs: {error:#}"),
            }
            let _ = told.send(built.number);
        }
    });
    (sender, done)
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
        .with_state(shown)
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

    /// A page isolated from others, never kept, without any script but its own.
    #[tokio::test]
    async fn pages_come_with_their_headers() {
        let folder = tempfile::tempdir().unwrap();
        crate::source::project::write(&folder.path().join("en/404.html"), "lost").unwrap();
        crate::source::project::write(&folder.path().join("a.html"), "page").unwrap();
        let shown = Shown {
            last: Arc::new(Mutex::new(Built {
                folder: folder.path().into(),
                number: 1,
            })),
            programs: watch::channel(1).1,
            indexed: watch::channel(1).1,
        };
        let get = |path: &str| {
            let request = Request::get(path).body(axum::body::Body::empty()).unwrap();
            app(shown.clone()).oneshot(request)
        };
        let page = get("/a.html").await.unwrap();
        assert_eq!(page.status(), 200);
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cache-control", "no-store"),
            ("content-security-policy", POLICY),
        ] {
            assert_eq!(page.headers()[name], value);
        }
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
            last: Arc::new(Mutex::new(Built {
                folder: folder.path().into(),
                number: 1,
            })),
            programs: done.clone(),
            indexed: done,
        };
        let paths = ["programs/index.json", "pagefind/pagefind.js"];
        let get = |path: &str| {
            let request = Request::get(format!("/{path}"));
            let request = request.body(axum::body::Body::empty()).unwrap();
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
    async fn a_port_in_use_gives_the_next_one() {
        let (first, taken) = listen(0).await.unwrap();
        let (_second, address) = listen(taken.port()).await.unwrap();
        assert!(address.port() > taken.port());
        assert!(address.ip().is_loopback());
        drop(first);
    }
}
