//! The DNS coach, by a person who makes every mistake once with a real BIND.

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::real::{Internet, ask_only};
use crate::servers::Fallible;

/// Every mistake is named, put right, and the certificate issued.
pub(crate) async fn mistakes(page: &Page, internet: &Internet) -> Fallible {
    page.click("world-real").await?;
    let issuer = Issuer::Directory(internet.pebble.directory_url());
    Form::new("coached", &["*.www.example.test"])
        .issuer(issuer)
        .submit(page)
        .await?;
    page.wait_for("card-Certificate-coached").await?;
    ask_only(page, &internet.proxy.url()).await?;
    page.wait_for("dns-guidance").await?;
    page.click("check-now").await?;
    page.wait_for("dns-zone[data-zone=example.test]").await?;
    let relative = page.text("txt-relative").await?;
    if relative != "_acme-challenge.www" {
        return Err(format!("the name in the zone is shown as {relative}").into());
    }
    let name = page.text("txt-fqdn").await?;
    let value = page.text("txt-value").await?;
    let other = "2jmj7l5rSw0yVb_vlWAYkK_YBwk2jmj7l5rSw0yVb_U";
    let quoted = format!("\\\"{value}\\\"");
    let bind = &internet.bind;
    for (place, text, diagnosis) in [
        (format!("{name}.example.test"), value.as_str(), "doubled"),
        ("www.example.test".to_owned(), &value, "bare"),
        ("_acme-challenge.example.test".to_owned(), &value, "above"),
        (name.clone(), &quoted, "dressed"),
        (name.clone(), other, "like-an-orders"),
    ] {
        bind.publish_txt(&place, text)?;
        page.click("check-now").await?;
        page.wait_for(&format!("dns-diagnosis[data-diagnosis={diagnosis}]"))
            .await?;
        page.screenshot(&format!("coach-{diagnosis}")).await?;
        bind.remove_txt(&place)?;
    }
    bind.update("update add example.test 60 CAA 0 issue \";\"")?;
    page.click("check-now").await?;
    page.wait_for("dns-diagnosis[data-diagnosis=caa]").await?;
    page.screenshot("coach-caa").await?;
    bind.update("update delete example.test CAA")?;
    bind.publish_txt(&name, &value)?;
    page.click("check-now").await?;
    page.wait_state("Certificate", "coached", "ready").await
}
