//! The page's policy holds.

use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// The policy is in the page and is narrow; scripts that arrive as text do nothing.
pub(crate) async fn policy(page: &Page) -> Fallible {
    let policy = page
        .run("return document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
        .await?;
    let policy = policy.as_str().ok_or("the page has no policy")?;
    let scripts = policy.split(';').find(|part| part.contains("script-src"));
    let scripts = scripts.ok_or("the policy says nothing of scripts")?;
    for (word, wanted) in [
        ("'self'", true),
        ("'wasm-unsafe-eval'", true),
        ("'sha256-", true),
        ("'unsafe-inline'", false),
        ("'unsafe-eval'", false),
        ("http", false),
        ("*", false),
    ] {
        if scripts.contains(word) != wanted {
            return Err(format!("{scripts}: {word} should be there: {wanted}").into());
        }
    }
    for directive in [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        if !policy.contains(directive) {
            return Err(format!("{policy} lacks {directive}").into());
        }
    }
    let referrer = page
        .run("return document.querySelector('meta[name=referrer]').content")
        .await?;
    if referrer != "no-referrer" {
        return Err(format!("the referrer policy is {referrer}").into());
    }

    page.run(
        "window.refused = [];
        document.addEventListener('securitypolicyviolation', event => {
            window.refused.push(event.violatedDirective);
        });
        const script = document.createElement('script');
        script.textContent = 'window.harmed = 1';
        document.body.append(script);
        const holder = document.createElement('div');
        holder.innerHTML = '<img src=x onerror=\"window.harmed = 2\">'
            + '<a id=evil href=\"javascript:window.harmed=3\">x</a>';
        document.body.append(holder);
        document.getElementById('evil').click();
        const foreign = document.createElement('script');
        foreign.src = 'http://127.0.0.1:9/x.js';
        document.body.append(foreign);
        const frame = document.createElement('iframe');
        frame.src = 'http://127.0.0.1:9/';
        document.body.append(frame)",
    )
    .await?;
    wait_until("five refusals", async || {
        let count = page.run("return window.refused.length").await?;
        Ok((count.as_u64() >= Some(5)).then_some(()))
    })
    .await?;
    let harmed = page.run("return window.harmed ?? null").await?;
    // What was refused here is what the console complains of.
    page.browser().complaints().await?;
    if harmed.is_null() {
        return Ok(());
    }
    Err(format!("script {harmed} did run").into())
}
