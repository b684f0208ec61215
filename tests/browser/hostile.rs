//! Text that means harm, and browsers that keep nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use certlab::lab::Scenario;
use serde_json::json;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// Each would leave its number in `window.harmed` if it ran as anything but text.
const SCRIPT: &str = "<script>window.harmed=1</script>";
const IMAGE: &str = "<img src=x onerror=window.harmed=2>";
const LINK: &str = "javascript:window.harmed=3";

/// Certificate fields, file names, manifests, a server's problem document and a recorded
/// run are shown as the text that they are.
pub(crate) async fn text_is_text(page: &Page) -> Fallible {
    page.run(
        "window.refused = [];
        document.addEventListener('securitypolicyviolation', event => {
            window.refused.push(event.violatedDirective + ' ' + event.sample);
        })",
    )
    .await?;
    let folder = tempfile::tempdir()?;
    in_a_certificate(page, folder.path()).await?;
    in_a_manifest(page).await?;
    in_a_run(page, folder.path()).await?;
    let links = page
        .run("return [...document.querySelectorAll('a')].filter(a => /^javascript/i.test(a.href)).length")
        .await?;
    let outcome = page
        .run("return [window.harmed ?? null, window.refused]")
        .await?;
    if links == json!(0) && outcome == json!([null, []]) {
        return Ok(());
    }
    Err(format!("{links} links to scripts; harmed and refused: {outcome}").into())
}

async fn in_a_certificate(page: &Page, folder: &Path) -> Fallible {
    let file = folder.join("<img src=x onerror=window.harmed=4>.pem");
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt"])
        .args(["ec_paramgen_curve:P-256", "-noenc", "-days", "9", "-keyout"])
        .arg(folder.join("key.pem"))
        .args([
            "-subj",
            &format!("/CN={IMAGE}/O=\"><b>{SCRIPT}").replace("</", "<\\/"),
        ])
        .args([
            "-addext",
            &format!("subjectAltName=URI:{LINK},email:<b>@a.test"),
        ])
        .arg("-out")
        .arg(&file)
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    page.click("nav-workshop").await?;
    page.choose_file("workshop-file", &file).await?;
    page.wait_for("workshop-item").await?;
    for text in [IMAGE, LINK, "onerror=window.harmed=4"] {
        seen(page, text).await?;
    }
    Ok(())
}

async fn in_a_manifest(page: &Page) -> Fallible {
    page.click("nav-yaml").await?;
    let text = format!(
        "apiVersion: cert-manager.io/v1\nkind: Certificate\n\
         metadata: {{name: hostile, namespace: default, annotations: {{note: '{IMAGE}'}}}}\n\
         spec:\n  dnsNames: [a.example.test]\n  secretName: hostile-tls\n\
         \x20 subject: {{organizations: ['{SCRIPT}']}}\n  issuerRef: {{name: none}}\n"
    );
    page.paste("yaml-text", &text).await?;
    page.click("yaml-apply").await?;
    page.run("location.hash = '#/object/Certificate/default/hostile/yaml'")
        .await?;
    seen(page, IMAGE).await?;
    seen(page, SCRIPT).await?;
    let refused = text.replace(
        "spec:\n",
        "spec:\n  duration: '<img src=x onerror=window.harmed=5>'\n",
    );
    page.click("nav-yaml").await?;
    page.paste("yaml-text", &refused).await?;
    seen(page, "onerror=window.harmed=5").await
}

/// The server's own words in a run that came from somewhere else.
async fn in_a_run(page: &Page, folder: &Path) -> Fallible {
    let run = Scenario::CaaRefusal.record().to_json();
    let (before, after) = (
        r#"\"detail\":\""#,
        format!(r#"\"detail\":\"{IMAGE}{SCRIPT}"#),
    );
    if !run.contains(before) {
        return Err("the recorded run has no problem document".into());
    }
    let file = folder.join("run.json");
    fs::write(&file, run.replace(before, &after))?;
    page.click("nav-runs").await?;
    page.choose_file("open-run", &file).await?;
    page.wait_for("timeline").await?;
    // To its end, where the refusal is told.
    page.run(
        "document.querySelector('[data-testid=time-slider]')
            .dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}))",
    )
    .await?;
    page.run(
        "document.querySelector('[data-testid^=card-Order-], [data-testid^=card-Challenge-]')
            ?.dispatchEvent(new MouseEvent('click', {bubbles: true}))",
    )
    .await?;
    seen(page, IMAGE).await
}

async fn seen(page: &Page, text: &str) -> Fallible {
    wait_until(&format!("{text} to be shown as text"), async || {
        Ok(page.shows(text).await?.then_some(()))
    })
    .await
}

/// A browser that blocks all site data (as a private window may): the lab works, and says
/// what it cannot keep.
pub(crate) async fn nothing_is_kept(page: &Page) -> Fallible {
    issue(page).await?;
    page.wait_for("saved[data-saved=false]").await?;
    seen(page, "Not kept").await
}

/// The disk is full while the lab is at work. Chromium does not hold `IndexedDB` to the quota
/// that its `DevTools` can set, so the refusal is the page's own.
pub(crate) async fn storage_full(page: &Page) -> Fallible {
    page.run(
        "window.put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => {
            throw new DOMException('The disk is full', 'QuotaExceededError');
        }",
    )
    .await?;
    issue(page).await?;
    page.wait_for("saved[data-saved=false]").await?;
    seen(page, "Not kept").await?;
    // Room again: the next step saves everything that was not.
    page.run("IDBObjectStore.prototype.put = window.put")
        .await?;
    let next = Form::new("second", &["second.example.test"]).issuer(Issuer::SelfSigned);
    next.submit(page).await?;
    page.wait_state("Certificate", "second", "ready").await?;
    page.wait_saved().await?;
    page.reload().await?;
    page.wait_state("Certificate", "first", "ready").await?;
    page.wait_state("Certificate", "second", "ready").await
}

async fn issue(page: &Page) -> Fallible {
    let form = Form::new("first", &["first.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_state("Certificate", "first", "ready").await
}
