//! The stage while it is dragged and enlarged: how long frames take.

use serde::Deserialize;

use crate::figure::{Figure, median};
use crate::page;
use crate::recorded::{crowd, open, until};
use crate::servers::Fallible;
use crate::servers::chromium::Chromium;
use crate::servers::site::Site;

/// What the page measured.
#[derive(Debug, Deserialize)]
struct Frames {
    /// From one frame to the next, in milliseconds.
    times: Vec<f64>,
    /// How long each task over 50 ms took.
    long: Vec<f64>,
}

/// The median frame with so many objects on the stage.
pub(crate) async fn frame_ms(objects: usize) -> Fallible<Figure> {
    Ok(Figure::alone(median(frames(objects).await?.times)?, "ms"))
}

/// The longest task over 50 ms meanwhile; 0 if there is none.
pub(crate) async fn longest_task_ms(objects: usize) -> Fallible<Figure> {
    let long = frames(objects).await?.long;
    Ok(Figure::alone(long.into_iter().fold(0.0, f64::max), "ms"))
}

async fn frames(objects: usize) -> Fallible<Frames> {
    let run = crowd(objects)?;
    let site = Site::start(&page::dist()).await?;
    let browser = Chromium::start_with(UNTHROTTLED).await?;
    let client = browser.client();
    open(client, &site.url(), &run).await?;
    client.execute(TO_THE_END, Vec::new()).await?;
    let tiles = format!(
        "return document.querySelectorAll('.stage .card').length >= {}",
        // Where each Certificate is a tile, there is one for three objects.
        objects / 3
    );
    until(client, "the end of the run", &tiles).await?;
    // The run is judged and wound meanwhile; frames are measured in peace.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let frames = client.execute_async(MEASURE, Vec::new()).await?;
    browser.close().await?;
    Ok(serde_json::from_value(frames)?)
}

/// Frames come as fast as they are drawn, not 60 a second.
const UNTHROTTLED: &[&str] = &["--disable-frame-rate-limit", "--disable-gpu-vsync"];

const TO_THE_END: &str = "const slider = document.querySelector('[data-testid=time-slider]');
slider.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true, cancelable: true}))";

/// Enlarges, drags and shrinks the picture: something changes in every frame.
/// The first frames do not count.
const MEASURE: &str = "const done = arguments[arguments.length - 1];
const frame = document.querySelector('.stage');
const rect = frame.getBoundingClientRect();
const at = {clientX: rect.left + rect.width / 2, clientY: rect.top + rect.height / 3, bubbles: true, cancelable: true};
const wheel = deltaY => frame.dispatchEvent(new WheelEvent('wheel', {...at, deltaY, ctrlKey: true}));
const drag = (movementX, movementY) => frame.dispatchEvent(new PointerEvent('pointermove',
  {...at, movementX, movementY, buttons: 1, pointerId: 1, pointerType: 'mouse'}));
const long = [], times = [];
const observer = new PerformanceObserver(list => list.getEntries().forEach(entry => long.push(entry.duration)));
observer.observe({entryTypes: ['longtask']});
let count = 0, last;
const step = () => {
  const now = performance.now();
  if (count > 10) times.push(now - last);
  last = now;
  const phase = Math.floor(count / 60) % 4;
  if (phase === 0) wheel(-8);
  else if (phase === 2) wheel(8);
  else drag(count % 60 < 30 ? -9 : 9, count % 60 < 30 ? -6 : 6);
  if (++count < 490) requestAnimationFrame(step);
  else setTimeout(() => done({times, long}), 500);
};
requestAnimationFrame(step);";
