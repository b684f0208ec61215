//! What the browser keeps: over a crash, between two tabs, and no longer.

use std::fs;

use serde_json::Value;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// The hidden switch ends the program; the page offers the workspace and goes on. Then
/// everything is forgotten, and put back from the file.
pub(crate) async fn crash_forget_restore(page: &Page) -> Fallible {
    issue(page, "kept").await?;
    page.wait_saved().await?;
    page.run("window.dispatchEvent(new Event('certlab-crash-test'))")
        .await?;
    page.wait_for("crash").await?;
    let report = page.text("crash-report").await?;
    for (words, wanted) in [
        ("src/ui/platform/crash.rs", true),
        ("the hidden switch", true),
        ("private word", false),
        ("kept", false),
    ] {
        if report.contains(words) != wanted {
            return Err(format!("{words} should be in the report: {wanted}\n{report}").into());
        }
    }
    page.click("crash-language").await?;
    if !page.shows("实验室停止了运行").await? {
        return Err("the crash is not told in Chinese".into());
    }
    page.click("crash-language").await?;
    let file = page
        .download("workspace-save", "certlab-workspace.json")
        .await?;
    let workspace: Value = serde_json::from_slice(&file)?;
    let key = workspace.pointer("/worlds/0/keys/0/pem");
    let key = key.and_then(Value::as_str).unwrap_or_default();
    if !key.contains("BEGIN PRIVATE KEY") {
        return Err("the workspace holds no private key".into());
    }
    page.screenshot("crash-page").await?;
    page.click("crash-reopen").await?;
    page.wait_state("Certificate", "kept", "ready").await?;
    // The panic itself is what the console complains of.
    page.browser().complaints().await?;

    page.click("nav-left").await?;
    page.click("forget").await?;
    page.click("forget-yes").await?;
    page.wait_for("door-show").await?;
    let left = page.run_async(LEFT_OVER).await?;
    if left.as_str() != Some("") {
        return Err(format!("this is still kept: {left}").into());
    }

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("workspace.json");
    page.click("nav-left").await?;
    fs::write(&path, "{\"format\":1,\"worlds\":[{}]}")?;
    page.choose_file("workspace-restore", &path).await?;
    page.wait_for("restore-failed").await?;
    fs::write(&path, file)?;
    page.choose_file("workspace-restore", &path).await?;
    page.wait_state("Certificate", "kept", "ready").await
}

/// Two tabs at work at once: one acts, the other shows; each can take over.
pub(crate) async fn two_tabs(page: &Page) -> Fallible {
    issue(page, "first").await?;
    page.wait_saved().await?;
    let first = page.open_tab().await?;
    page.wait_for("read-only").await?;
    page.wait_state("Certificate", "first", "ready").await?;
    page.screenshot("read-only").await?;

    page.click("take-over").await?;
    gone(page, "read-only").await?;
    issue(page, "second").await?;
    page.wait_saved().await?;

    let second = page.go_to_tab(first).await?;
    page.wait_for("read-only").await?;
    if page.is_there("card-Certificate-second").await? {
        return Err("the first tab shows what it cannot know".into());
    }
    page.click("take-over").await?;
    gone(page, "read-only").await?;
    page.wait_state("Certificate", "second", "ready").await?;
    issue(page, "third").await?;
    page.wait_saved().await?;

    page.go_to_tab(second).await?;
    page.wait_for("read-only").await?;
    page.reload().await?;
    page.wait_for("read-only").await?;
    for name in ["first", "second", "third"] {
        page.wait_state("Certificate", name, "ready").await?;
    }
    Ok(())
}

async fn issue(page: &Page, name: &str) -> Fallible {
    let names = [format!("{name}.example.test")];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let form = Form::new(name, &names).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_state("Certificate", name, "ready").await
}

async fn gone(page: &Page, path: &str) -> Fallible {
    wait_until(&format!("{path} to be gone"), async || {
        Ok((!page.is_there(path).await?).then_some(()))
    })
    .await
}

/// Rows in the database, but for the mark of the tab that has it, and whatever names the
/// Certificate in the other storages.
const LEFT_OVER: &str = "const done = arguments[0];
    const opening = indexedDB.open('certlab');
    opening.onerror = () => done('no database');
    opening.onsuccess = async () => {
        const database = opening.result;
        const found = [];
        for (const name of database.objectStoreNames) {
            const request = database.transaction(name).objectStore(name).getAllKeys();
            const keys = await new Promise(resolve => {
                request.onsuccess = () => resolve(request.result);
            });
            found.push(...keys.filter(key => key !== 'owner').map(key => name + ' ' + key));
        }
        for (const storage of [localStorage, sessionStorage]) {
            found.push(...Object.values(storage).filter(value => value.includes('kept')));
        }
        database.close();
        done(found.join(', '));
    }";
