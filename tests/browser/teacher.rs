//! What a teacher does: presents a lesson, prints its sheet, brings one of their own.

use std::fs;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

const LESSON: &str = include_str!("../../www/lessons/self-signed.en.json");

/// A whole class.
pub(crate) async fn class(page: &Page) -> Fallible {
    own_file(page).await?;
    own_address(page).await?;
    presented(page).await?;
    sheet(page).await
}

/// A file with a mistake is refused by line and column; a good one is a lesson, and opened
/// again it begins again.
async fn own_file(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("mine.json");
    page.click("nav-lessons").await?;
    page.wait_for("own-lesson").await?;
    fs::write(&file, LESSON.replacen("\"goal\"", "\"gaol\"", 1))?;
    page.choose_file("own-file", &file).await?;
    let fault = page.text("own-fault").await?;
    let line = LESSON.lines().position(|line| line.contains("\"goal\""));
    let line = line.ok_or("the lesson has no goal")? + 1;
    if !fault.contains("unknown field `gaol`") || !fault.contains(&format!("line {line} ")) {
        return Err(format!("the mistake in line {line} is told as {fault}").into());
    }

    let mine = LESSON.replacen("\"title\": \"", "\"title\": \"Mine: ", 1);
    fs::write(&file, &mine)?;
    page.choose_file("own-file", &file).await?;
    page.wait_for("lesson[data-done=0]").await?;
    if !page.shows("Mine: ").await? {
        return Err("the lesson that was brought is not shown".into());
    }
    let form = Form::new("mine", &["mine.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_for("lesson[data-done=1]").await?;
    page.wait_saved().await?;
    page.reload().await?;
    page.wait_for("lesson[data-done=1]").await?;
    page.click("nav-lessons").await?;
    page.wait_for("own-lesson").await?;
    page.choose_file("own-file", &file).await?;
    page.wait_for("lesson[data-done=0]").await
}

/// A file of the same site, by its address; none of another.
async fn own_address(page: &Page) -> Fallible {
    page.click("nav-lessons").await?;
    page.fill("own-address", "https://elsewhere.test/a.json")
        .await?;
    wait_until("another host to be refused", async || {
        let state = page.run("return document.querySelector('[data-testid=own-open]').disabled");
        Ok((state.await? == true).then_some(()))
    })
    .await?;
    page.fill("own-address", "lessons/own-ca.{lang}.json")
        .await?;
    page.click("own-open").await?;
    page.wait_for("lesson[data-done=0][data-begun=1]").await?;
    let name = page.attributes("lesson", "data-name").await?;
    if name != ["~lessons/own-ca.{lang}.json"] {
        return Err(format!("the lesson is {name:?}").into());
    }
    // The link, as it is given to the class.
    page.click("lesson-close").await?;
    page.run("location.hash = '#/lesson/~lessons%2Fown-ca.%7Blang%7D.json'")
        .await?;
    page.wait_for("lesson[data-done=0][data-begun=1]").await
}

/// On a projector: keys turn the steps, and one click begins again.
async fn presented(page: &Page) -> Fallible {
    page.run("location.hash = '#/lesson/self-signed'").await?;
    page.wait_for("lesson[data-name=self-signed][data-begun=1]")
        .await?;
    let reading = "const shown = document.querySelector('.lesson-now h3');
        return [...shown.closest('ol').children].indexOf(shown.closest('li'))";
    let key = |key: &str| format!("dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}}))");
    // Not presented, the keys are the browser's.
    page.run(&key("PageDown")).await?;
    for (pressed, step) in [("p", 0), ("PageDown", 1), ("PageUp", 0), ("]", 1)] {
        page.run(&key(pressed)).await?;
        wait_until(&format!("step {step} after {pressed}"), async || {
            Ok((page.run(reading).await? == step).then_some(()))
        })
        .await?;
    }
    let form = Form::new("shown", &["shown.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_for("lesson[data-done=1]").await?;
    page.click("lesson-afresh").await?;
    page.wait_for("lesson[data-done=0]").await?;
    page.run(&key("p")).await.map(drop)
}

/// The sheet has every step, the question and the terms, and nothing of it is in a frame.
async fn sheet(page: &Page) -> Fallible {
    page.click("nav-lessons").await?;
    page.click("sheet-self-signed").await?;
    let sheet = page.text("sheet").await?;
    for part in [
        "#/lesson/self-signed",
        "shop.example.test",
        "SelfSigned",
        "自签名",
    ] {
        if !sheet.contains(part) {
            return Err(format!("{part} is not on the sheet: {sheet}").into());
        }
    }
    page.wait_for("sheet-print").await
}
