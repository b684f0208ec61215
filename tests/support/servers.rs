//! The real servers that the tests and the bench talk to.
//!
//! Each one is started by the test that needs it, on 127.0.0.1 and a port that
//! was free a moment ago, keeps what it prints in a log, and is gone with all
//! its files when its value is dropped.

pub(crate) mod bind;
pub(crate) mod chromium;
pub(crate) mod doh_proxy;
pub(crate) mod http_server;
pub(crate) mod openssl;
pub(crate) mod pebble;
pub(crate) mod practice_ca;
pub(crate) mod process;
pub(crate) mod site;

use std::error::Error;
use std::net::TcpListener;
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// What a step of a test returns: tests stop at the first thing that fails,
/// with a sentence that says what it was.
pub(crate) type Fallible<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long anything here may take at most, on a machine that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A port of 127.0.0.1 that nobody listens on.
pub(crate) fn free_port() -> Fallible<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Asks again and again until there is an answer; `what` names what was waited
/// for when there is none in time.
pub(crate) async fn wait_until<T>(
    what: &str,
    mut ask: impl AsyncFnMut() -> Fallible<Option<T>>,
) -> Fallible<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if Instant::now() > end {
            return Err(format!("waited {} s for {what}", PATIENCE.as_secs()).into());
        }
        sleep(Duration::from_millis(40)).await;
    }
}
