//! From navigation to a page that can be used, on loopback, with the brotli files.

use serde_json::{Value, json};

use crate::figure::{Figure, median};
use crate::page;
use crate::servers::chromium::Chromium;
use crate::servers::site::Site;
use crate::servers::{Fallible, wait_until};

/// Runs of each kind.
const RUNS: usize = 7;

/// Notes when the first of the four doors can be opened.
const WATCH: &str = "new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-testid=door-show]')) return;
    observer.disconnect();
    // What was drawn is on the screen after the next frame.
    requestAnimationFrame(() => { window.usable = performance.now() });
}).observe(document, {childList: true, subtree: true})";

/// With a new browser each time: nothing is cached, nothing compiled.
pub(crate) async fn cold() -> Fallible<Figure> {
    let site = Site::start(&page::dist()).await?;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let browser = watching().await?;
        times.push(usable(&browser, &site).await?);
        browser.close().await?;
    }
    figure(times)
}

/// The second visits of one browser, which may have kept what it compiled.
pub(crate) async fn warm() -> Fallible<Figure> {
    let site = Site::start(&page::dist()).await?;
    let browser = watching().await?;
    // Chromium keeps compiled code once it has seen a module twice.
    for _ in 0..3 {
        usable(&browser, &site).await?;
    }
    let mut times = Vec::new();
    for _ in 0..RUNS {
        browser.client().goto("about:blank").await?;
        times.push(usable(&browser, &site).await?);
    }
    browser.close().await?;
    figure(times)
}

async fn watching() -> Fallible<Chromium> {
    let browser = Chromium::start().await?;
    browser
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": WATCH}),
        )
        .await?;
    Ok(browser)
}

async fn usable(browser: &Chromium, site: &Site) -> Fallible<f64> {
    browser.client().goto(&site.url()).await?;
    wait_until("a page that can be used", async || {
        let time = browser
            .client()
            .execute("return window.usable ?? null", Vec::new())
            .await?;
        Ok(Value::as_f64(&time))
    })
    .await
}

fn figure(times: Vec<f64>) -> Fallible<Figure> {
    Ok(Figure::alone(median(times)?, "ms"))
}
