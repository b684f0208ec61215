//! The walk in a real Chromium: hands that know no plan, on the release page.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use tokio::time::Instant;

use crate::dice::{Choices as _, Dice};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// Steps with one browser; then one begins anew, with an empty profile.
const STEPS: usize = 150;

/// The steps of the short walk among the other tests.
const SHORT: usize = 25;

const PAGES: [&str; 18] = [
    "#/",
    "#/new",
    "#/runs",
    "#/runs/wrong-record",
    "#/runs/%00",
    "#/left",
    "#/console",
    "#/yaml",
    "#/chain",
    "#/workshop",
    "#/lesson",
    "#/lesson/self-signed",
    "#/lesson/none-such",
    "#/glossary",
    "#/glossary/order",
    "#/object/Certificate/default/c0/yaml",
    "#/object/Widget/%F0%9F%92%A5/../x",
    "#/nowhere/at/all",
];

const LINES: [&str; 12] = [
    "kubectl get certificates,orders,challenges -A -o wide",
    "kubectl describe certificate c0",
    "kubectl delete certificate c1",
    "cmctl renew c0",
    "cmctl status certificate c0",
    "kubectl delete secret c0-tls",
    "cmctl deny c0-1",
    "kubectl explain issuer.spec.acme",
    "kubectl get secret -o yaml",
    "help",
    "kubectl get ' \"",
    "rm -rf /",
];

/// What is typed into any field and pasted into any box.
const TEXTS: [&str; 10] = [
    "<img src=x onerror=\"window.harmed=1\">",
    "javascript:window.harmed=2",
    "\"><script>window.harmed=3</script>",
    "{\"format\":1,\"entries\":[[[[[[[[]]]]]]]]}",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    "a..b",
    "例え.テスト",
    "💥\u{202e}\u{0}",
    "99999999999999999999",
    "https://127.0.0.1:1/directory",
];

/// What no hand should press while it walks: it would leave the page, forget
/// all, or speak to servers of the world.
const HANDS_OFF: &str = "[data-testid=forget-yes], [data-testid=world-real], a[href^=http], \
    [type=file], [download]";

/// Walks until the time is over, at least a short way.
pub(crate) fn soak(time: Duration, seed: u64) -> Fallible {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(walks(time, seed))
}

async fn walks(time: Duration, first_seed: u64) -> Fallible {
    let start = Instant::now();
    let mut done: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut seed = first_seed;
    let mut browsers = 0;
    loop {
        let page = Page::open().await?;
        let mut dice = Dice::new(seed);
        let steps = if time.is_zero() { SHORT } else { STEPS };
        let mut told = Vec::new();
        for _ in 0..steps {
            let walked = match step(&page, &mut dice, &mut told).await {
                Ok(name) => {
                    *done.entry(name).or_default() += 1;
                    look(&page).await
                }
                Err(error) => Err(error),
            };
            if let Err(error) = walked {
                eprintln!("{}", page.report().await);
                page.screenshot("soak").await?;
                page.close().await?;
                return Err(format!("seed {seed}, after {told:#?}: {error}").into());
            }
            if !time.is_zero() && start.elapsed() >= time {
                break;
            }
        }
        page.close().await?;
        browsers += 1;
        seed = seed.wrapping_add(1);
        if start.elapsed() >= time {
            break;
        }
    }
    let steps: usize = done.values().sum();
    println!(
        "soak, Chromium: {steps} steps in {browsers} browsers from seed {first_seed}, {} s; \
         no crash, no complaint, nothing lost",
        start.elapsed().as_secs()
    );
    for (step, times) in done {
        println!("  {times:>8}  {step}");
    }
    Ok(())
}

async fn step(page: &Page, dice: &mut Dice, told: &mut Vec<String>) -> Fallible<&'static str> {
    let mut tell = |what: String| told.push(what);
    match dice.below(12) {
        0..=1 => {
            let to = PAGES[dice.below(PAGES.len())];
            tell(format!("go to {to}"));
            page.run(&format!("location.hash = {}", json!(to))).await?;
            Ok("page")
        }
        2..=5 => {
            let number = dice.below(1 << 16);
            let pressed = page.run(&press(number)).await?;
            tell(format!("press {pressed}"));
            Ok("press")
        }
        6 => {
            let (number, text) = (dice.below(1 << 16), TEXTS[dice.below(TEXTS.len())]);
            let typed = page.run(&type_in(number, text)).await?;
            tell(format!("type {text:?} into {typed}"));
            Ok("type")
        }
        7 => {
            let name = format!("c{}", dice.below(4));
            let text = manifest(&name, dice.below(3));
            tell(format!("apply {name}"));
            page.run("location.hash = '#/yaml'").await?;
            page.wait_for("yaml-text").await?;
            page.paste("yaml-text", &text).await?;
            page.run("document.querySelector('[data-testid=yaml-apply]')?.click()")
                .await?;
            Ok("apply")
        }
        8 => {
            let line = LINES[dice.below(LINES.len())];
            tell(format!("$ {line}"));
            page.run("location.hash = '#/console'").await?;
            page.fill("console-input", line).await?;
            page.click("console-run").await?;
            Ok("console")
        }
        9 => {
            tell("reload".to_owned());
            reload(page).await?;
            Ok("reload")
        }
        10 => {
            tell("kill the tab".to_owned());
            let client = page.browser().client();
            let old = page.open_tab().await?;
            let new = page.go_to_tab(old).await?;
            client.close_window().await?;
            client.switch_to_window(new).await?;
            // The new tab came while the old one had the workspace.
            page.reload().await?;
            Ok("kill")
        }
        _ => {
            let button = ["lang-zh", "lang-en", "theme-toggle"][dice.below(3)];
            tell(format!("switch {button}"));
            page.run(&format!(
                "document.querySelector('[data-testid={button}]')?.click()"
            ))
            .await?;
            Ok("language or theme")
        }
    }
}

/// Presses one of the page's buttons and links that can be seen; says which.
fn press(number: usize) -> String {
    format!(
        "const all = [...document.querySelectorAll('button:not([disabled]), a[href], summary, \
             input[type=checkbox], input[type=radio], [role=button], [role=tab]')]
             .filter(element => element.checkVisibility() && !element.matches({}));
         if (!all.length) return 'nothing';
         const chosen = all[{number} % all.length];
         const name = chosen.dataset.testid ?? chosen.textContent.trim().slice(0, 40);
         chosen.dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}));
         return name",
        json!(HANDS_OFF)
    )
}

/// Types into one of the page's fields; says which.
fn type_in(number: usize, text: &str) -> String {
    format!(
        "const all = [...document.querySelectorAll('input[type=text], input[type=search], \
             input:not([type]), textarea, input[type=number]')]
             .filter(element => element.checkVisibility() && !element.disabled);
         if (!all.length) return 'nothing';
         const chosen = all[{number} % all.length];
         const proto = chosen instanceof HTMLTextAreaElement ? HTMLTextAreaElement
             : HTMLInputElement;
         Object.getOwnPropertyDescriptor(proto.prototype, 'value').set.call(chosen, {});
         for (const type of ['input', 'change']) {{
             chosen.dispatchEvent(new Event(type, {{bubbles: true}}));
         }}
         return chosen.dataset.testid ?? chosen.id",
        json!(text)
    )
}

fn manifest(name: &str, issuer: usize) -> String {
    let (kind, issuer, spec) = [
        ("Issuer", "self", "{selfSigned: {}}"),
        ("Issuer", "ca", "{ca: {secretName: c0-tls}}"),
        (
            "ClusterIssuer",
            "practice",
            "{acme: {server: 'https://acme.practice.lab.internal/directory', \
             privateKeySecretRef: {name: account}, solvers: \
             [{dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}]}}",
        ),
    ][issuer];
    let namespace = if kind == "Issuer" {
        ", namespace: default"
    } else {
        ""
    };
    format!(
        "apiVersion: cert-manager.io/v1\nkind: {kind}\nmetadata: {{name: {issuer}{namespace}}}\n\
         spec: {spec}\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\n\
         metadata: {{name: {name}, namespace: default}}\nspec:\n  dnsNames: [{name}.example.test]\n\
         \x20 secretName: {name}-tls\n  privateKey: {{algorithm: ECDSA}}\n\
         \x20 issuerRef: {{kind: {kind}, name: {issuer}}}\n"
    )
}

/// What was there before is there after: every Certificate of the saved workspace.
async fn reload(page: &Page) -> Fallible {
    // A recorded run, or the past, may be on the screen.
    page.run("document.querySelector('[data-testid=back-to-now]')?.click()")
        .await?;
    page.run("location.hash = '#/console'").await?;
    page.wait_saved().await?;
    let before = certificates(page).await?;
    page.reload().await?;
    let after = certificates(page).await?;
    if before == after {
        return Ok(());
    }
    Err(format!("before the reload {before:?}, after it {after:?}").into())
}

/// The names of all Certificates, as the console prints them.
async fn certificates(page: &Page) -> Fallible<Vec<String>> {
    page.run("location.hash = '#/console'").await?;
    page.fill("console-input", "clear").await?;
    page.click("console-run").await?;
    page.fill("console-input", "kubectl get certificates -A")
        .await?;
    page.click("console-run").await?;
    let printed = wait_until("the list of Certificates", async || {
        let text = page
            .run("return document.querySelector('[data-testid=console-output]')?.innerText ?? ''")
            .await?;
        let text = text.as_str().unwrap_or_default().to_owned();
        Ok((text.contains("NAMESPACE") || text.contains("No resources")).then_some(text))
    })
    .await?;
    let rows = printed
        .lines()
        .skip_while(|line| !line.contains("NAMESPACE"));
    let mut names: Vec<String> = rows
        .skip(1)
        .filter_map(|row| Some(row.split_whitespace().nth(1)?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// What must be so after every step.
async fn look(page: &Page) -> Fallible {
    let state = page
        .run(
            "return {
                alive: !!document.querySelector('[data-testid=nav-lab]'),
                crash: !!document.querySelector('[data-testid=crash]'),
                harmed: window.harmed ?? null,
            }",
        )
        .await?;
    let complaints = page.browser().complaints().await?;
    if state["alive"] == true
        && state["crash"] == false
        && state["harmed"].is_null()
        && complaints.is_empty()
    {
        return Ok(());
    }
    Err(format!("{state}, {complaints:?}").into())
}
