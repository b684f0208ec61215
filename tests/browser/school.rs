//! The glossary beside the work, and a lesson, in both languages.

use serde_json::json;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::Fallible;

/// Opens a term beside the work, and searches in Chinese and English.
pub(crate) async fn terms(page: &Page) -> Fallible {
    let form = Form::new("term", &["term.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_state("Certificate", "term", "ready").await?;
    let before = page.run("return location.hash").await?;

    page.click("column-certificate").await?;
    page.wait_for("term-drawer term[data-term=certificate]")
        .await?;
    page.wait_for("card-Certificate-term").await?;
    equal(&page.run("return location.hash").await?, &before)?;
    let seen = page.text("term-drawer term-bench").await?;
    if !(seen.contains("term.example.test") && seen.contains("ready")) {
        return Err(format!("the bench's own Certificate is not in “{seen}”").into());
    }
    page.click("term-drawer term-secret").await?;
    page.wait_for("term-drawer term[data-term=secret]").await?;
    page.click("drawer-close").await?;

    page.run("location.hash = '#/object/Certificate/default/term'")
        .await?;
    page.click("inspector term-certificate").await?;
    page.wait_for("inspector").await?;
    page.click("term-drawer drawer-close").await?;

    page.click("nav-glossary").await?;
    for (language, name) in [("lang-zh", "订单"), ("lang-en", "Order")] {
        page.click(language).await?;
        for query in ["订单", "order"] {
            page.fill("glossary-search", query).await?;
            page.click("glossary-terms glossary-order").await?;
            page.wait_for("term[data-term=order]").await?;
            equal(&json!(page.text("term term-name").await?), &json!(name))?;
        }
    }
    page.run("location.hash = '#/glossary/ari'").await?;
    page.wait_for("term[data-term=ari]").await
}

/// Takes a lesson in Chinese as a pupil does: a hint, the deed, a wrong answer,
/// the right one.
pub(crate) async fn lesson(page: &Page) -> Fallible {
    page.click("lang-zh").await?;
    page.click("nav-lessons").await?;
    page.click("lesson-self-signed").await?;
    page.wait_for("lesson[data-done=0]").await?;
    page.click("lesson-hint").await?;
    let hint = page.text("lesson-hints").await?;
    if !hint.contains("申请证书") {
        return Err(format!("the hint is “{hint}”").into());
    }
    let form = Form::new("shop", &["shop.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_for("lesson[data-done=1]").await?;

    // The term beside the lesson, and the lesson kept over a reload.
    page.click("lesson term-serial").await?;
    page.wait_for("term-drawer term[data-term=serial]").await?;
    page.click("drawer-close").await?;
    page.wait_saved().await?;
    page.reload().await?;
    page.wait_for("lesson[data-done=1]").await?;

    page.run("location.hash = '#/object/Certificate/default/shop'")
        .await?;
    page.click("renew").await?;
    page.wait_for("lesson[data-done=2]").await?;
    page.click("answer-0").await?;
    page.wait_for("lesson-why[data-right=false]").await?;
    page.click("answer-1").await?;
    page.wait_for("lesson-why[data-right=true]").await
}

fn equal(seen: &serde_json::Value, expected: &serde_json::Value) -> Fallible {
    if seen == expected {
        return Ok(());
    }
    Err(format!("{seen} is not {expected}").into())
}
