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
        "require-trusted-types-for 'script'",
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
        script.append(document.createTextNode('window.harmed = 1'));
        document.body.append(script);
        const image = document.createElement('img');
        try { image.setAttribute('onerror', 'window.harmed = 2'); } catch { }
        image.src = 'x';
        const link = document.createElement('a');
        link.href = 'javascript:window.harmed=3';
        document.body.append(image, link);
        link.click();
        try { image.innerHTML = '<b>'; window.harmed = 4; } catch { }
        const foreign = document.createElement('script');
        try { foreign.src = 'http://127.0.0.1:9/x.js'; window.harmed = 5; } catch { }
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
