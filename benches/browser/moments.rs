//! Travelling through a long run: how long it takes until a moment is shown.

use crate::figure::Figure;
use crate::page;
use crate::recorded::{long, open, until};
use crate::servers::Fallible;
use crate::servers::chromium::Chromium;
use crate::servers::site::Site;

/// The longest of 60 jumps to moments all over a run of 10,000 events, until
/// the frame after it.
pub(crate) async fn of_10000_ms() -> Fallible<Figure> {
    let run = long(10_000)?;
    let site = Site::start(&page::dist()).await?;
    let browser = Chromium::start().await?;
    let client = browser.client();
    open(client, &site.url(), &run).await?;
    until(client, "the run to be wound", WOUND).await?;
    let times = client.execute_async(MEASURE, Vec::new()).await?;
    browser.close().await?;
    let times: Vec<f64> = serde_json::from_value(times)?;
    Ok(Figure::alone(times.into_iter().fold(0.0, f64::max), "ms"))
}

const WOUND: &str =
    "return document.querySelector('[data-testid=timeline]').dataset.wound === 'true'";

/// Presses the slider at a place, and waits for the frame that shows it.
const MEASURE: &str = "const done = arguments[arguments.length - 1];
const slider = document.querySelector('[data-testid=time-slider]');
const rect = slider.getBoundingClientRect();
const times = [];
let count = 0;
const jump = () => {
  const place = (count * 0.618034) % 1;
  const start = performance.now();
  slider.dispatchEvent(new PointerEvent('pointerdown', {
    clientX: rect.left + rect.width * place, clientY: rect.top + 10,
    buttons: 1, pointerId: 1, pointerType: 'mouse', bubbles: true, cancelable: true,
  }));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      if (count > 2) times.push(performance.now() - start);
      if (++count < 63) setTimeout(jump, 60);
      else done(times);
    };
    channel.port2.postMessage(0);
  });
};
jump();";
