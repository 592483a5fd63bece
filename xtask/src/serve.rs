//! `cargo xtask serve`: the package and the examples on loopback, for a browser.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{build, project};

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
    let app = app(args.isolated);
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(listen(args.port, app))
}

async fn listen(port: u16, app: Router) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another with --port"))?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

fn app(isolated: bool) -> Router {
    // The type of `.mjs`, `.wasm` and `.zip` files is told by their names.
    let mut app = Router::new()
        .route("/", get(Redirect::temporary("/examples/")))
        .nest_service("/dist", ServeDir::new(project::dist()))
        .nest_service("/examples", ServeDir::new(project::root().join("examples")))
        // A rebuilt file is to be seen at once.
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
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
