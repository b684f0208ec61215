//! The lab's page in a browser, with a person's verbs.
//!
//! Everything on the page is named by its `data-testid`, never by its text or
//! its style. A path such as `dns-guidance[data-challenge=x] txt-value` names
//! an element inside another; attributes narrow a choice down.

use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

use crate::servers::chromium::Chromium;
use crate::servers::site::Site;
use crate::servers::{Fallible, wait_until};

/// The lab, open in a browser of its own.
#[derive(Debug)]
pub(crate) struct Page {
    browser: Chromium,
    site: Site,
}

impl Page {
    /// Serves the release build and opens it in a new browser.
    pub(crate) async fn open() -> Fallible<Self> {
        Self::open_site(Site::start(&dist()).await?).await
    }

    /// The same in a browser of one's choice.
    pub(crate) async fn open_in(browser: Chromium) -> Fallible<Self> {
        Self::with(browser, Site::start(&dist()).await?).await
    }

    /// Opens what a site serves in a new browser.
    pub(crate) async fn open_site(site: Site) -> Fallible<Self> {
        Self::with(Chromium::start().await?, site).await
    }

    async fn with(browser: Chromium, site: Site) -> Fallible<Self> {
        let page = Self { browser, site };
        page.go(&format!("{}/", page.site.url())).await?;
        Ok(page)
    }

    /// Goes to an address at which the lab is.
    pub(crate) async fn go(&self, address: &str) -> Fallible {
        self.browser.client().goto(address).await?;
        self.wait_for("nav-lab").await
    }

    /// The site that it was opened from.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// The browser itself.
    pub(crate) fn browser(&self) -> &Chromium {
        &self.browser
    }

    /// Clicks it, as soon as it is there and can be clicked.
    pub(crate) async fn click(&self, path: &str) -> Fallible {
        self.try_until(&format!("{path} to be clicked"), async || {
            self.find(path).await?.click().await?;
            Ok(())
        })
        .await
    }

    /// Types `value` in place of what is in a field.
    pub(crate) async fn fill(&self, path: &str, value: &str) -> Fallible {
        self.try_until(&format!("{path} to be filled in"), async || {
            let field = self.find(path).await?;
            field.send_keys(&select_all()).await?;
            field
                .send_keys(&char::from(Key::Delete).to_string())
                .await?;
            field.send_keys(value).await?;
            Ok(())
        })
        .await?;
        let typed = self.value(path).await?;
        if typed == value {
            return Ok(());
        }
        Err(format!("{path} holds “{typed}” after “{value}” was typed").into())
    }

    /// Puts `value` in place of what is in a field, as pasting does: line
    /// breaks are no key presses.
    pub(crate) async fn paste(&self, path: &str, value: &str) -> Fallible {
        self.wait_for(path).await?;
        let script = "const field = document.querySelector(arguments[0]);
            field.focus();
            field.select();
            document.execCommand('insertText', false, arguments[1])";
        let arguments = vec![json!(selector(path)), json!(value)];
        self.browser.client().execute(script, arguments).await?;
        let typed = self.value(path).await?;
        if typed == value {
            return Ok(());
        }
        Err(format!("{path} holds “{typed}” after “{value}” was pasted").into())
    }

    /// Scrolls so that an element is in the middle, where nothing lies over it.
    pub(crate) async fn center(&self, path: &str) -> Fallible {
        let script = "document.querySelector(arguments[0])?.scrollIntoView({block: 'center'})";
        let arguments = vec![json!(selector(path))];
        self.browser.client().execute(script, arguments).await?;
        Ok(())
    }

    /// Opens the folded section that it is in.
    pub(crate) async fn unfold(&self, path: &str) -> Fallible {
        self.wait_for(path).await?;
        let script = "const section = document.querySelector(arguments[0]).closest('details');
            if (!section.open) section.querySelector('summary').click()";
        let arguments = vec![json!(selector(path))];
        self.browser.client().execute(script, arguments).await?;
        Ok(())
    }

    /// Chooses the first real option of a list.
    pub(crate) async fn choose_first(&self, path: &str) -> Fallible {
        self.try_until(&format!("{path} to offer a choice"), async || {
            let list = self.find(path).await?;
            let option = list
                .find(Locator::Css("option:not([value='']):not([disabled])"))
                .await?;
            let value = option.prop("value").await?.unwrap_or_default();
            list.select_by_value(&value).await?;
            Ok(())
        })
        .await
    }

    /// Chooses an option of a list by its value.
    pub(crate) async fn choose(&self, path: &str, value: &str) -> Fallible {
        self.try_until(&format!("{path} to offer {value}"), async || {
            self.find(path).await?.select_by_value(value).await?;
            Ok(())
        })
        .await
    }

    /// Whether a text is anywhere on the page.
    pub(crate) async fn shows(&self, text: &str) -> Fallible<bool> {
        let script = "return document.body.innerText";
        let shown = self.browser.client().execute(script, Vec::new()).await?;
        Ok(shown.as_str().is_some_and(|shown| shown.contains(text)))
    }

    /// What a field holds.
    pub(crate) async fn value(&self, path: &str) -> Fallible<String> {
        let value = self.find(path).await?.prop("value").await?;
        Ok(value.unwrap_or_default())
    }

    /// The text that a person sees in it, once there is some.
    pub(crate) async fn text(&self, path: &str) -> Fallible<String> {
        let what = format!("text in {path}");
        let seen = wait_until(&what, async || {
            let element = self.find(path).await;
            let text = match element {
                Ok(element) => element.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
        });
        seen.await
    }

    /// Waits until it is on the page.
    pub(crate) async fn wait_for(&self, path: &str) -> Fallible {
        wait_until(&format!("{path} on the page"), async || {
            Ok(self.is_there(path).await?.then_some(()))
        })
        .await
    }

    /// Waits until an object's card shows a state; a card that shows `failed`
    /// ends the wait.
    pub(crate) async fn wait_state(&self, kind: &str, name: &str, state: &str) -> Fallible {
        let card = format!("card-{kind}-{name}");
        wait_until(&format!("{card} to be {state}"), async || {
            match self.attributes(&card, "data-state").await?.first() {
                Some(shown) if shown == state => Ok(Some(())),
                Some(shown) if shown == "failed" => Err(format!("{card} shows failed").into()),
                _ => Ok(None),
            }
        })
        .await
    }

    /// Whether it is on the page now.
    pub(crate) async fn is_there(&self, path: &str) -> Fallible<bool> {
        let selector = selector(path);
        let found = self.browser.client().find_all(Locator::Css(&selector));
        Ok(!found.await?.is_empty())
    }

    /// An attribute of everything that `path` names, in the page's order.
    pub(crate) async fn attributes(&self, path: &str, name: &str) -> Fallible<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map(element => element.getAttribute(arguments[1]) ?? '')";
        let values = self
            .browser
            .client()
            .execute(script, vec![json!(selector(path)), json!(name)])
            .await?;
        Ok(serde_json::from_value(values)?)
    }

    /// Loads the page anew, as F5 does, without waiting for anything first.
    pub(crate) async fn reload(&self) -> Fallible {
        self.browser.client().refresh().await?;
        self.wait_for("nav-lab").await
    }

    /// Waits until the page says that all it knows is saved.
    pub(crate) async fn wait_saved(&self) -> Fallible {
        self.wait_for("saved[data-saved=true]").await
    }

    /// Clicks a download button and returns the file that comes.
    pub(crate) async fn download(&self, button: &str, file: &str) -> Fallible<Vec<u8>> {
        self.click(button).await?;
        self.browser.downloaded(file).await
    }

    /// The addresses that this page asked anything of since it was loaded,
    /// other than its own site's.
    pub(crate) async fn foreign_requests(&self) -> Fallible<Vec<String>> {
        let script = "return performance.getEntriesByType('resource')
            .map(entry => entry.name)
            .filter(name => !name.startsWith(location.origin + '/') && /^(http|ws)/.test(name))";
        let requests = self.browser.client().execute(script, Vec::new()).await?;
        Ok(serde_json::from_value(requests)?)
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Fallible<Value> {
        Ok(self.browser.client().execute(script, Vec::new()).await?)
    }

    /// Runs a script that calls its only argument with its outcome.
    pub(crate) async fn run_async(&self, script: &str) -> Fallible<Value> {
        Ok(self
            .browser
            .client()
            .execute_async(script, Vec::new())
            .await?)
    }

    /// Keeps a picture of the page in `target/screenshots`.
    pub(crate) async fn screenshot(&self, name: &str) -> Fallible {
        let folder = target().join("screenshots");
        fs::create_dir_all(&folder)?;
        let picture = self.browser.client().screenshot().await?;
        Ok(fs::write(folder.join(format!("{name}.png")), picture)?)
    }

    /// What a failed test should print of the page: its address, text and
    /// complaints.
    pub(crate) async fn report(&self) -> String {
        let script = "return location.href + '\\n' + document.body.innerText";
        let shown = match self.browser.client().execute(script, Vec::new()).await {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(error) => error.to_string(),
        };
        let complaints = self.browser.complaints().await.unwrap_or_default();
        let (site, driver) = (self.site.url(), self.browser.report());
        format!(
            "--- the page of {site} ---\n{shown}\n--- its complaints ---\n{complaints:#?}\n{driver}"
        )
    }

    /// Opens the lab in another tab, and goes there; the tab that it came from.
    pub(crate) async fn open_tab(&self) -> Fallible<WindowHandle> {
        let client = self.browser.client();
        let here = client.window().await?;
        let there = client.new_window(true).await?;
        client.switch_to_window(there.handle).await?;
        client.goto(&self.site.url()).await?;
        self.wait_for("nav-lab").await?;
        Ok(here)
    }

    /// Goes to another tab; the one that it came from.
    pub(crate) async fn go_to_tab(&self, tab: WindowHandle) -> Fallible<WindowHandle> {
        let client = self.browser.client();
        let here = client.window().await?;
        client.switch_to_window(tab).await?;
        Ok(here)
    }

    /// Chooses a file in a field for files.
    pub(crate) async fn choose_file(&self, path: &str, file: &Path) -> Fallible {
        let field = self.find(path).await?;
        Ok(field.send_keys(&file.display().to_string()).await?)
    }

    /// Ends the browser.
    pub(crate) async fn close(self) -> Fallible {
        self.browser.close().await
    }

    async fn find(&self, path: &str) -> Fallible<Element> {
        let selector = selector(path);
        Ok(self.browser.client().find(Locator::Css(&selector)).await?)
    }

    /// Does something again until it works: elements move, and are drawn anew.
    async fn try_until(&self, what: &str, act: impl AsyncFn() -> Fallible) -> Fallible {
        let mut last_error = String::new();
        let done = wait_until(what, async || match act().await {
            Ok(()) => Ok(Some(())),
            Err(error) => {
                last_error = error.to_string();
                Ok(None)
            }
        })
        .await;
        done.map_err(|error| format!("{error}: {last_error}").into())
    }
}

/// Ctrl+A, as it is typed. What `WebDriver` offers to clear a field tells the
/// page nothing, which then puts the old text back.
fn select_all() -> String {
    [Key::Control.into(), 'a', Key::Null.into()]
        .iter()
        .collect()
}

/// The CSS selector of a path of test ids.
fn selector(path: &str) -> String {
    let words = path.split(' ').map(|word| {
        let end = word.find('[').unwrap_or(word.len());
        let (name, attributes) = word.split_at(end);
        let attributes = attributes.replace('=', "=\"").replace(']', "\"]");
        format!("[data-testid=\"{name}\"]{attributes}")
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The release build under test: `CERTLAB_DIST`, or `dist` beside Cargo.toml.
pub(crate) fn dist() -> PathBuf {
    std::env::var_os("CERTLAB_DIST").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"),
        PathBuf::from,
    )
}

/// Where build products go.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    )
}
