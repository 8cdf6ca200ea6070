//! `cargo course serve`: both editions on this machine, rebuilt at each change.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use notify::{Event, RecursiveMode, Watcher};
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::house::House;
use crate::search;
use crate::site::{self, Site};

/// Where live reload listens: mdBook's own name, so one script serves both.
const RELOAD: &str = "__livereload";

const QUIET: Duration = Duration::from_millis(50);

/// The pages carry a stricter policy still, as a `<meta>`.
const POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/// What the server shows: the folder of the last build that went well.
#[derive(Clone)]
struct Shown {
    folder: Arc<Mutex<PathBuf>>,
    reload: broadcast::Sender<()>,
}

pub fn serve(house: &House, port: u16) -> Result<()> {
    let mut builder = Builder { house, count: 0 };
    site::remove(&house.target().join("serve"))?;
    let first = builder.build()?;
    let shown = Shown {
        folder: Arc::new(Mutex::new(first)),
        reload: broadcast::channel(16).0,
    };

    let runtime = tokio::runtime::Runtime::new()?;
    let (listener, address) = runtime.block_on(listen(port))?;
    println!("French:  http://{address}/\nEnglish: http://{address}/en/\nCtrl-C stops the server.");
    let app = app(shown.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    watch(&mut builder, &shown)
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
    house: &'a House,
    count: usize,
}

impl Builder<'_> {
    fn build(&mut self) -> Result<PathBuf> {
        let start = Instant::now();
        self.count += 1;
        let folder = self.house.target().join(format!("serve/{}", self.count));
        let missing = Site::new(self.house, Some(RELOAD)).build(&folder)?;
        let note = match missing {
            0 => String::new(),
            n => format!("; {n} messages show French in the English edition"),
        };
        println!("built in {:.1?}{note}", start.elapsed());
        Ok(folder)
    }
}

/// Rebuilds when a page, a listing, the translation or the theme changes. A
/// build that fails says why and leaves the last good one in place.
fn watch(builder: &mut Builder, shown: &Shown) -> Result<()> {
    let root = &builder.house.root;
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
    index_in_background(shown.folder());
    while changes.recv().is_ok() {
        // An editor saves in several steps; wait until it is quiet.
        while changes.recv_timeout(QUIET).is_ok() {}
        match builder.build() {
            Ok(folder) => {
                let old = std::mem::replace(
                    &mut *shown.folder.lock().expect("no holder panics"),
                    folder.clone(),
                );
                let _ = shown.reload.send(());
                index_in_background(folder);
                site::remove(&old)?;
            }
            Err(error) => eprintln!("error: {error:#}\nthe last good build stays"),
        }
    }
    Ok(())
}

/// The search index comes after the pages: nobody waits for it.
fn index_in_background(folder: PathBuf) {
    thread::spawn(move || {
        // The folder goes away when another build follows at once.
        if let (Err(error), true) = (search::index(&folder), folder.exists()) {
            eprintln!("error: the search index could not be made: {error:#}");
        }
    });
}

impl Shown {
    fn folder(&self) -> PathBuf {
        self.folder.lock().expect("no holder panics").clone()
    }
}

fn app(shown: Shown) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route(&format!("/{RELOAD}"), any(reload))
        .fallback(page)
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(CACHE_CONTROL, "no-cache"))
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
    let folder = shown.folder();
    let edition = if request.uri().path().starts_with("/en/") {
        folder.join("en")
    } else {
        folder.clone()
    };
    let mut files =
        ServeDir::new(folder).not_found_service(ServeFile::new(edition.join("404.html")));
    match files.try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => (
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            error.to_string(),
        )
            .into_response(),
    }
}

async fn reload(State(shown): State<Shown>, upgrade: WebSocketUpgrade) -> Response {
    let mut builds = shown.reload.subscribe();
    upgrade.on_upgrade(async move |mut socket| {
        while builds.recv().await.is_ok() {
            if socket.send(Message::text("reload")).await.is_err() {
                return;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_in_use_gives_the_next_one() {
        let (first, taken) = listen(0).await.unwrap();
        let (_second, address) = listen(taken.port()).await.unwrap();
        assert!(address.port() > taken.port());
        assert!(address.ip().is_loopback());
        drop(first);
    }
}
