//! The lab on a phone: 390 pixels wide.

use serde_json::{Value, json};

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A practice certificate is ordered, proved and opened; nothing sticks out at
/// the side, and an open object leaves everything else within reach.
pub(crate) async fn issuance(page: &Page) -> Fallible {
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
    let browser = page.browser();
    browser
        .cdp("Emulation.setDeviceMetricsOverride", phone)
        .await?;
    fits(page, "the start").await?;
    let form = Form::new("phone", &["phone.example.test"]).issuer(Issuer::Practice);
    form.fill(page).await?;
    fits(page, "the form").await?;
    page.click("create-certificate").await?;
    page.click("dns-guidance publish-practice").await?;
    fits(page, "the guidance").await?;
    row_is(page, "row-Certificate-phone", "ready").await?;
    page.click("row-Certificate-phone").await?;
    page.wait_for("inspector").await?;
    for tab in ["tab-status", "tab-yaml", "tab-messages", "tab-x509"] {
        page.click(tab).await?;
        fits(page, tab).await?;
    }
    // The fault panel is below the stage, and an object is open.
    page.click("faults-open").await?;
    page.choose("fault-nonces", "50").await?;
    seen(page, "fault-nonces").await?;
    page.click("faults-off").await?;
    page.click("inspector-close").await
}

/// Waits until a row of the flow says a state's word.
async fn row_is(page: &Page, row: &str, word: &str) -> Fallible {
    wait_until(&format!("{row} to be {word}"), async || {
        Ok(page.text(row).await?.contains(word).then_some(()))
    })
    .await
}

/// Nothing is wider than the screen.
async fn fits(page: &Page, what: &str) -> Fallible {
    let script = "const root = document.documentElement;
        if (root.scrollWidth <= innerWidth) return '';
        return [...document.querySelectorAll('main *')]
            .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map(element => element.outerHTML.slice(0, 120)).join('\\n')";
    match page.run(script).await? {
        Value::String(wide) if wide.is_empty() => Ok(()),
        wide => Err(format!("{what} is wider than the screen: {wide}").into()),
    }
}

/// It is on the screen, with nothing over it.
async fn seen(page: &Page, testid: &str) -> Fallible {
    let script = format!(
        "const element = document.querySelector('[data-testid={testid}]');
        element.scrollIntoView({{block: 'center'}});
        const rect = element.getBoundingClientRect();
        const top = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
        return element.contains(top) ? '' : (top ? top.outerHTML.slice(0, 120) : 'nothing')"
    );
    match page.run(&script).await? {
        Value::String(over) if over.is_empty() => Ok(()),
        over => Err(format!("{testid} is covered by {over}").into()),
    }
}
