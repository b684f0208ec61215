//! The lab by keyboard alone.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A practice certificate is ordered, proved and opened; no pointer is used.
pub(crate) async fn issuance(page: &Page) -> Fallible {
    // The link over the bar leads past it.
    press(page, &[Key::Tab.into()]).await?;
    press(page, &[Key::Enter.into()]).await?;
    wait_until("the focus in the page's main part", async || {
        Ok((at(page).await? == "main").then_some(()))
    })
    .await?;
    tab_to(page, "door-form").await?;
    press(page, &[Key::Enter.into()]).await?;
    page.wait_for("cert-name").await?;
    tab_to(page, "cert-name").await?;
    write(page, "by-keys").await?;
    tab_to(page, "cert-dns-names").await?;
    write(page, "keys.example.test").await?;
    tab_to_signer(page).await?;
    tab_to(page, "create-certificate").await?;
    press(page, &[Key::Enter.into()]).await?;

    page.wait_for("dns-guidance publish-practice").await?;
    tab_to(page, "publish-practice").await?;
    press(page, &[Key::Enter.into()]).await?;
    page.wait_state("Certificate", "by-keys", "ready").await?;

    // On the stage, arrows go from card to card, and Enter opens one.
    back_to(page, "card-Issuer-practice").await?;
    press(page, &[Key::Right.into()]).await?;
    here(page, "card-Certificate-by-keys").await?;
    press(page, &[Key::Enter.into()]).await?;
    here(page, "inspector-title").await?;
    tab_to(page, "tab-what").await?;
    press(page, &[Key::Right.into()]).await?;
    here(page, "tab-status").await?;
    press(page, &[Key::Escape.into()]).await?;
    here(page, "card-Certificate-by-keys").await?;
    press(page, &[Key::End.into()]).await?;
    press(page, &[Key::Enter.into()]).await?;
    page.wait_for("inspector").await?;

    // `,` steps into the past, `n` comes back; `?` lists the keys.
    press(page, &[',']).await?;
    page.wait_for("elsewhen").await?;
    press(page, &['n']).await?;
    wait_until("now on the screen", async || {
        Ok((!page.is_there("elsewhen").await?).then_some(()))
    })
    .await?;
    press(page, &['?']).await?;
    page.wait_for("keys").await?;
    here(page, "keys-close").await?;
    press(page, &[Key::Escape.into()]).await?;
    wait_until("the list of keys to be closed", async || {
        Ok((!page.is_there("keys").await?).then_some(()))
    })
    .await
}

/// The practice CA, among the signers of which one is chosen by arrow keys.
async fn tab_to_signer(page: &Page) -> Fallible {
    for _ in 0..MOST {
        if at(page).await?.starts_with("issuer-") {
            break;
        }
        press(page, &[Key::Tab.into()]).await?;
    }
    for _ in 0..MOST {
        if at(page).await? == "issuer-acme-practice" {
            return Ok(());
        }
        press(page, &[Key::Down.into()]).await?;
    }
    Err(format!(
        "no arrow leads to the practice CA, but to {}",
        at(page).await?
    )
    .into())
}

/// Goes on by Tab until the focus is there.
async fn tab_to(page: &Page, wanted: &str) -> Fallible {
    walk(page, wanted, &[Key::Tab.into()]).await
}

/// Goes back by Shift and Tab.
async fn back_to(page: &Page, wanted: &str) -> Fallible {
    walk(page, wanted, &[Key::Shift.into(), Key::Tab.into()]).await
}

async fn walk(page: &Page, wanted: &str, keys: &[char]) -> Fallible {
    let mut passed = Vec::new();
    for _ in 0..MOST {
        let at = at(page).await?;
        if at == wanted {
            return Ok(());
        }
        passed.push(at);
        press(page, keys).await?;
    }
    Err(format!("no key leads to {wanted}, but to {passed:?}").into())
}

async fn here(page: &Page, wanted: &str) -> Fallible {
    let mut found = String::new();
    let arrived = wait_until(&format!("the focus at {wanted}"), async || {
        found = at(page).await?;
        Ok((found == wanted).then_some(()))
    })
    .await;
    arrived.map_err(|error| format!("{error}: it is at {found}").into())
}

/// What has the focus: its test id, else its id.
async fn at(page: &Page) -> Fallible<String> {
    let script = "const here = document.activeElement;
        return here.dataset.testid || here.id || here.tagName";
    match page.run(script).await? {
        Value::String(name) => Ok(name),
        other => Err(format!("the focus is at {other}").into()),
    }
}

/// Presses keys one after another, and lets them go in the other order.
pub(crate) async fn press(page: &Page, keys: &[char]) -> Fallible {
    let mut actions = KeyActions::new("keyboard".to_owned());
    for &value in keys {
        actions = actions.then(KeyAction::Down { value });
    }
    for &value in keys.iter().rev() {
        actions = actions.then(KeyAction::Up { value });
    }
    Ok(page.browser().client().perform_actions(actions).await?)
}

/// Types a text in place of what is in the field that has the focus.
pub(crate) async fn write(page: &Page, text: &str) -> Fallible {
    press(page, &[Key::Control.into(), 'a']).await?;
    for letter in text.chars() {
        press(page, &[letter]).await?;
    }
    Ok(())
}

/// No page has more stops than that.
const MOST: usize = 150;
