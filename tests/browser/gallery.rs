//! Pictures of every page, for people to look at: `cargo xtask gallery` writes
//! them into `docs/gallery`, with a page that shows them side by side.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::page::Page;
use crate::servers::Fallible;

/// A page: its name, its address, what is there once it is, and what is done
/// before the picture is taken.
struct Shot {
    name: &'static str,
    address: &'static str,
    sign: &'static str,
    then: Then,
}

/// What is done on a page before it is pictured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    /// The timeline is moved on by so many events.
    Moment(usize),
    /// The timeline is moved to its end.
    End,
    /// The page is scrolled to the open object.
    Object,
    /// A certificate is pasted into the workshop.
    Paste,
    /// A command is run.
    Command,
    /// The list of keys is opened.
    Keys,
}

const fn shot(name: &'static str, address: &'static str, sign: &'static str, then: Then) -> Shot {
    Shot {
        name,
        address,
        sign,
        then,
    }
}

const SHOTS: &[Shot] = &[
    shot("start", "#/", "door-show", Then::Nothing),
    shot("keys", "#/", "door-show", Then::Keys),
    shot("form", "#/new", "create-certificate", Then::Nothing),
    shot("yaml", "#/yaml", "yaml-text", Then::Nothing),
    shot("console", "#/console", "console-input", Then::Command),
    shot("lessons", "#/lesson", "lesson-own-ca", Then::Nothing),
    shot("glossary", "#/glossary", "glossary-found", Then::Nothing),
    shot("term", "#/glossary/order", "term", Then::Nothing),
    shot("workshop", "#/workshop", "workshop-text", Then::Paste),
    shot("make", "#/workshop/make", "make-key", Then::Nothing),
    shot("chain", "#/chain", "chain-text", Then::Nothing),
    shot("runs", "#/runs", "open-run", Then::Nothing),
    shot("left", "#/left", "left-none", Then::Nothing),
    shot(
        "waiting",
        "#/runs/wrong-record",
        "timeline",
        Then::Moment(24),
    ),
    shot("refused", "#/runs/caa-refusal", "timeline", Then::End),
    shot("issued", "#/runs/success", "timeline", Then::End),
    shot(
        "status",
        "#/object/Certificate/default/example-test/status",
        "inspector",
        Then::Object,
    ),
    shot(
        "messages",
        "#/object/Certificate/default/example-test/messages",
        "inspector",
        Then::Object,
    ),
    shot(
        "x509",
        "#/object/Secret/default/example-test-tls/x509",
        "inspector",
        Then::Object,
    ),
    shot(
        "changes",
        "#/object/Certificate/default/example-test/changes",
        "changes",
        Then::Object,
    ),
];

/// A screen: its name, width and height, language, theme, and whether it presents.
const SCREENS: &[(&str, [u32; 2], &str, &str, bool)] = &[
    ("desktop-en-light", [1440, 900], "lang-en", "light", false),
    ("desktop-zh-dark", [1440, 900], "lang-zh", "dark", false),
    ("projector-zh-light", [1280, 720], "lang-zh", "light", true),
    ("projector-en-dark", [1280, 720], "lang-en", "dark", true),
    ("phone-en-dark", [390, 844], "lang-en", "dark", false),
    ("phone-zh-light", [390, 844], "lang-zh", "light", false),
];

/// Visits every page on every screen; pictures are kept if a folder is named.
pub(crate) async fn pictured(page: &Page) -> Fallible {
    let folder = std::env::var_os("CERTLAB_GALLERY").map(PathBuf::from);
    if let Some(folder) = &folder {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("README.md"), index())?;
    }
    for &(screen, [width, height], language, theme, presents) in SCREENS {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        page.browser()
            .cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        page.click(language).await?;
        let dress = format!(
            "const root = document.documentElement;
            root.dataset.theme = '{theme}';
            root.dataset.present = '{}'",
            if presents { "on" } else { "" }
        );
        page.run(&dress).await?;
        for shot in SHOTS {
            visit(page, shot).await?;
            fits(page, &format!("{} on {screen}", shot.name)).await?;
            if let Some(folder) = &folder {
                picture(page, folder, &format!("{}-{screen}", shot.name)).await?;
            }
            if shot.then == Then::Keys {
                page.click("keys-close").await?;
            }
        }
        page.click("back-to-now").await?;
    }
    Ok(())
}

async fn visit(page: &Page, shot: &Shot) -> Fallible {
    let go = format!("location.hash = {}; scrollTo(0, 0)", json!(shot.address));
    page.run(&go).await?;
    page.wait_for(shot.sign).await?;
    match shot.then {
        Then::Nothing => {}
        Then::Moment(moment) => {
            // It plays by itself: first it is stopped.
            page.click("time-play").await?;
            slider(page, "Home").await?;
            for _ in 0..moment {
                page.click("time-on").await?;
            }
        }
        Then::End => slider(page, "End").await?,
        Then::Object => {
            let scroll = "document.querySelector('[data-testid=inspector]').scrollIntoView()";
            page.run(scroll).await?;
        }
        Then::Paste => {
            let pem = fs::read_to_string(sample())?;
            page.paste("workshop-text", &pem).await?;
        }
        Then::Command => {
            page.fill(
                "console-input",
                "kubectl explain certificate.spec.privateKey",
            )
            .await?;
            page.click("console-run").await?;
        }
        Then::Keys => {
            crate::keys::press(page, &['?']).await?;
            page.wait_for("keys").await?;
        }
    }
    // Colours change over, texts arrive.
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(())
}

/// Presses a key on the timeline.
async fn slider(page: &Page, key: &str) -> Fallible {
    let press = format!(
        "document.querySelector('[data-testid=time-slider]').dispatchEvent(
            new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true}}))"
    );
    page.run(&press).await.map(drop)
}

/// Nothing is wider than the screen.
async fn fits(page: &Page, what: &str) -> Fallible {
    let script = "return document.documentElement.scrollWidth - innerWidth";
    let over = page.run(script).await?.as_i64().unwrap_or_default();
    if over <= 0 {
        return Ok(());
    }
    Err(format!("{what} is {over} px wider than the screen").into())
}

async fn picture(page: &Page, folder: &Path, name: &str) -> Fallible {
    let how = json!({"format": "webp", "quality": 50});
    let answer = page.browser().cdp("Page.captureScreenshot", how).await?;
    let data = answer.get("data").and_then(Value::as_str);
    let bytes = certlab::encoding::from_base64(data.unwrap_or_default())?;
    Ok(fs::write(folder.join(format!("{name}.webp")), bytes)?)
}

/// The page that shows all pictures.
fn index() -> String {
    let mut text = "# Gallery

Every page of the lab on a desktop, a projector (presenting) and a phone, in both
languages, light and dark. Made by `cargo xtask gallery`; a change of the pages
shows here as a change of pictures.
"
    .to_owned();
    for shot in SHOTS {
        let _ = write!(text, "\n## {}\n\n", shot.name);
        for (screen, [width, _], ..) in SCREENS {
            let shown = if *width < 500 { 150 } else { 360 };
            let name = shot.name;
            let _ = writeln!(
                text,
                "<img src=\"{name}-{screen}.webp\" width=\"{shown}\" alt=\"{name}, {screen}\">"
            );
        }
    }
    text
}

/// A certificate with much to be read in it.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/isrg-root-x1.pem")
}
