//! `cargo xtask serve`: the package and the examples on loopback, for a browser.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{build, project};

/// What the command serves, under its names.
const FOLDERS: [&str; 2] = ["dist", "examples"];

/// What makes a page isolated, so that it may share memory with its workers.
const ISOLATION: [(&str, &str); 3] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Options of `cargo xtask serve`.
#[derive(clap::Args)]
pub struct Args {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 8000)]
    port: u16,

    /// Send the headers that make a page cross-origin isolated (SharedArrayBuffer).
    #[arg(long)]
    isolated: bool,

    /// Serve what is there without building first.
    #[arg(long)]
    no_build: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    if !args.no_build {
        build::ensure()?;
    }
    runtime()?.block_on(async {
        let listener = listener(args.port).await?;
        println!("http://{}/", listener.local_addr()?);
        axum::serve(listener, app(&FOLDERS, args.isolated)).await?;
        Ok(())
    })
}

/// Serves these folders of the project to isolated pages, until this process ends.
///
/// # Errors
/// When there is no port to listen on.
pub fn in_background(folders: &[&str]) -> Result<SocketAddr> {
    let runtime = runtime()?;
    let listener = runtime.block_on(listener(0))?;
    let address = listener.local_addr()?;
    let app = app(folders, true);
    thread::spawn(move || runtime.block_on(async { axum::serve(listener, app).await }));
    Ok(address)
}

fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

async fn listener(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another with --port"))
}

/// Serves these folders of the project; to isolated pages if asked for.
fn app(folders: &[&str], isolated: bool) -> Router {
    let mut app = Router::new().route("/", get(async || Html(index())));
    for name in folders {
        let folder = ServeDir::new(project::root().join(name));
        app = app.nest_service(&format!("/{name}"), folder);
    }
    app = app
        // A rebuilt file is to be seen at once.
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_TYPE,
            content_type,
        ));
    if isolated {
        for (name, value) in ISOLATION {
            app = app.layer(SetResponseHeaderLayer::overriding(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            ));
        }
    }
    app
}

/// The type that the file's name tells, with the one name that the standard has for JavaScript.
fn content_type<Body>(response: &Response<Body>) -> Option<HeaderValue> {
    let told = response.headers().get(header::CONTENT_TYPE)?;
    Some(match told.as_bytes() {
        b"application/javascript" => HeaderValue::from_static("text/javascript"),
        _ => told.clone(),
    })
}

/// A page that leads to the examples that are pages.
fn index() -> String {
    let examples = project::root().join("examples");
    let mut names: Vec<String> = fs::read_dir(&examples)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("index.html").exists())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let items: String = names
        .iter()
        .map(|name| format!("<li><a href=\"/examples/{name}/\">{name}</a></li>"))
        .collect();
    format!("<!doctype html><title>Jaspy</title><h1>Examples</h1><ul>{items}</ul>")
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;

    use super::{FOLDERS, app, in_background, listener, runtime};

    /// The head of the answer to a request, in lower case.
    fn head(isolated: bool, path: &str) -> String {
        let runtime = runtime().unwrap();
        let listener = runtime.block_on(listener(0)).unwrap();
        let address = listener.local_addr().unwrap();
        let app = app(&FOLDERS, isolated);
        thread::spawn(move || {
            runtime.block_on(async { axum::serve(listener, app).await.unwrap() });
        });
        head_from(address, path)
    }

    fn head_from(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8_lossy(&answer).to_lowercase();
        text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn module_is_served_as_javascript() {
        let head = head(false, "/examples/01-hello/main.mjs");

        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains("content-type: text/javascript"), "{head}");
        assert!(!head.contains("cross-origin"), "{head}");
    }

    #[test]
    fn isolation_is_sent_when_asked_for() {
        let head = head(true, "/examples/01-hello/main.mjs");

        assert!(
            head.contains("cross-origin-opener-policy: same-origin"),
            "{head}"
        );
        assert!(
            head.contains("cross-origin-embedder-policy: require-corp"),
            "{head}"
        );
    }

    #[test]
    fn named_folders_are_served_in_the_background() {
        let address = in_background(&["benches"]).unwrap();

        let page = head_from(address, "/benches/hosts/page.html");
        assert!(page.starts_with("http/1.1 200"), "{page}");
        assert!(page.contains("cross-origin-opener-policy"), "{page}");
        let other = head_from(address, "/examples/01-hello/main.mjs");
        assert!(other.starts_with("http/1.1 404"), "{other}");
    }

    #[test]
    fn files_outside_of_the_folders_are_not_served() {
        for path in [
            "/examples/../Cargo.toml",
            "/examples/%2e%2e/Cargo.toml",
            "/Cargo.toml",
        ] {
            let head = head(false, path);

            assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        }
    }
}
