//! Headless Chromium with a new profile, driven through chromedriver.

use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};
use url::{ParseError, Url};

use super::process::Process;
use super::{Fallible, free_port, wait_until};

/// A browser, the only one at a time in this test program.
#[derive(Debug)]
pub(crate) struct Chromium {
    client: Client,
    driver: Process,
    /// Profile, downloads and the driver's log.
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Chromium {
    /// Waits for its turn and starts with an empty profile, in English.
    pub(crate) async fn start() -> Fallible<Self> {
        Self::launch("en", None, &[]).await
    }

    /// The same, for a person of that language.
    pub(crate) async fn start_in(language: &str) -> Fallible<Self> {
        Self::launch(language, None, &[]).await
    }

    /// The same, with more flags.
    pub(crate) async fn start_with(flags: &[&str]) -> Fallible<Self> {
        Self::launch("en", None, flags).await
    }

    /// The same, blocking all data of sites, as its setting of that name does.
    pub(crate) async fn start_blocking() -> Fallible<Self> {
        let setting = "profile.default_content_setting_values.cookies";
        Self::launch("en", Some((setting, json!(2))), &[]).await
    }

    async fn launch(
        language: &str,
        preference: Option<(&str, Value)>,
        flags: &[&str],
    ) -> Fallible<Self> {
        let turn = TURN.lock().await;
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join(DOWNLOADS))?;
        let port = format!("--port={}", free_port()?);
        let mut driver = Process::start(
            "chromedriver",
            Path::new("chromedriver"),
            &[&port],
            &[],
            folder.path(),
        )?;
        driver.says("started successfully").await?;
        let address = port.replace("--port=", "http://127.0.0.1:");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(folder.path(), language, preference, flags))
            .connect(&address)
            .await
            .map_err(|error| format!("Chromium did not start: {error}"))?;
        Ok(Self {
            client,
            driver,
            folder,
            _turn: turn,
        })
    }

    /// The `WebDriver` session.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for a file to be downloaded whole, and takes it away.
    pub(crate) async fn downloaded(&self, name: &str) -> Fallible<Vec<u8>> {
        let folder = self.folder.path().join(DOWNLOADS);
        let file = folder.join(name);
        let what = format!("the download of {name}");
        // Chromium reserves the name by an empty file and moves the whole one over it.
        let whole = || fs::metadata(&file).is_ok_and(|entry| entry.is_file() && entry.len() > 0);
        let arrived = wait_until(&what, async || Ok(whole().then_some(()))).await;
        if let Err(error) = arrived {
            let present: Vec<PathBuf> = fs::read_dir(folder)?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect();
            return Err(format!("{error}; what came: {present:?}").into());
        }
        let content = fs::read(&file)?;
        fs::remove_file(file)?;
        Ok(content)
    }

    /// Cuts the page off from every network, or connects it again.
    pub(crate) async fn set_offline(&self, offline: bool) -> Fallible {
        let conditions = json!({"offline": offline, "latency": 0, "throughput": -1});
        self.command(
            "chromium/network_conditions",
            json!({"network_conditions": conditions}),
        )
        .await
        .map(drop)
    }

    /// Gives a command of the `DevTools` protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Fallible<Value> {
        let body = json!({"cmd": command, "params": parameters});
        self.command("goog/cdp/execute", body).await
    }

    /// What the page complained of on its console since it was last asked:
    /// errors, panics and uncaught exceptions. The browser's own notes on
    /// requests that failed are no complaints: every test server refuses some.
    pub(crate) async fn complaints(&self) -> Fallible<Vec<String>> {
        let log = self.command("se/log", json!({"type": "browser"})).await?;
        let entries = log.as_array().ok_or("the console log is no list")?;
        Ok(entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .filter(|message| !message.contains("blocked by CORS policy"))
            .collect())
    }

    /// The end of the driver's log: for a failed test.
    pub(crate) fn report(&self) -> String {
        self.driver.report()
    }

    /// Ends the session, and the browser with it.
    pub(crate) async fn close(self) -> Fallible {
        Ok(self.client.clone().close().await?)
    }

    /// Runs a command of the browser's own protocol.
    pub(crate) async fn cdp(&self, command: &str, parameters: Value) -> Fallible<Value> {
        self.command(
            "goog/cdp/execute",
            json!({"cmd": command, "params": parameters}),
        )
        .await
    }

    async fn command(&self, path: &'static str, body: Value) -> Fallible<Value> {
        Ok(self.client.issue_cmd(Command { path, body }).await?)
    }
}

/// A POST to an extension command of chromedriver.
#[derive(Debug)]
struct Command {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

fn capabilities(
    folder: &Path,
    language: &str,
    preference: Option<(&str, Value)>,
    flags: &[&str],
) -> serde_json::Map<String, Value> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let mut arguments: Vec<&str> = FLAGS.to_vec();
    arguments.push(&profile);
    let lang = format!("--lang={language}");
    arguments.push(&lang);
    arguments.extend_from_slice(flags);
    let download = ("download.default_directory", json!(folder.join(DOWNLOADS)));
    let preferences: serde_json::Map<String, Value> = [
        download,
        ("intl.accept_languages", json!(language)),
        ("download.prompt_for_download", json!(false)),
        (
            "profile.default_content_setting_values.automatic_downloads",
            json!(1),
        ),
    ]
    .into_iter()
    .chain(preference)
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    let options = json!({
        "args": arguments,
        "prefs": preferences,
    });
    let mut capabilities = serde_json::Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"}));
    capabilities
}

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,1600",
    // The ACME test server's certificate is made for the test.
    "--ignore-certificate-errors",
];

const DOWNLOADS: &str = "downloads";

/// Two browsers at once would only slow each other down.
static TURN: Mutex<()> = Mutex::const_new(());
