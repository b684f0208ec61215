//! What a person can get wrong: each mistake has a message of its own beside
//! its field, in both languages, and what was typed stays.

use std::collections::BTreeSet;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::real::Internet;
use crate::servers::{Fallible, free_port, wait_until};

/// Names that no certificate can have.
pub(crate) async fn names(page: &Page) -> Fallible {
    let too_long = vec!["a".repeat(60); 5].join(".");
    let mistakes = [
        "",
        "http://example.test/",
        "a..b",
        &too_long,
        "*.*.example.test",
        "co.uk",
        "192.0.2.1",
    ];
    Form::new("kept", &[]).fill(page).await?;
    let mut messages = Messages::default();
    for mistake in mistakes {
        messages.check(page, "cert-dns-names", mistake).await?;
    }
    Ok(())
}

/// Addresses of people and of servers that lead nowhere.
pub(crate) async fn addresses(page: &Page, internet: &Internet) -> Fallible {
    page.click("world-real").await?;
    let pebble = &internet.pebble;
    let nobody = format!("https://127.0.0.1:{}/directory", free_port()?);
    let mistakes = [
        pebble.directory_url().replace("https:", "http:"),
        pebble.nonce_url(),
        // Pebble's management port lets no page read its answers.
        pebble.root_url(),
        nobody,
    ];
    let issuer = Issuer::Directory(pebble.directory_url());
    let form = Form::new("kept", &["example.test"]).issuer(issuer);
    form.fill(page).await?;
    let mut messages = Messages::default();
    messages.check(page, "acme-email", "nobody.example").await?;
    page.fill("acme-email", "someone@example.test").await?;
    for mistake in mistakes {
        messages.check(page, "acme-directory", &mistake).await?;
    }
    Ok(())
}

/// The messages seen so far: no two mistakes share one.
#[derive(Debug, Default)]
struct Messages {
    seen: BTreeSet<String>,
}

impl Messages {
    /// Makes a mistake and reads what the page says of it.
    async fn check(&mut self, page: &Page, field: &str, mistake: &str) -> Fallible {
        page.fill(field, mistake).await?;
        page.click("create-certificate").await?;
        for (language, is_chinese) in [("lang-en", false), ("lang-zh", true)] {
            page.click(language).await?;
            let message = self.new_message(page, field, is_chinese).await;
            let message = message.map_err(|error| format!("“{mistake}”: {error}"))?;
            self.seen.insert(message);
            let kept = (page.value(field).await?, page.value("cert-name").await?);
            if kept != (mistake.to_owned(), "kept".to_owned()) {
                return Err(format!("after “{mistake}” the form holds {kept:?}").into());
            }
        }
        page.click("lang-en").await
    }

    async fn new_message(&self, page: &Page, field: &str, chinese: bool) -> Fallible<String> {
        let error = format!("error-{field}");
        let language = if chinese { "Chinese" } else { "English" };
        let what = format!("a new {language} message in {error}");
        wait_until(&what, async || {
            let message = page.text(&error).await?;
            let is_chinese = message
                .chars()
                .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let is_new = is_chinese == chinese && !self.seen.contains(&message);
            Ok(is_new.then_some(message))
        })
        .await
    }
}
