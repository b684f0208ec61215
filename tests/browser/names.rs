//! The lab as a screen reader has it: roles and names, nothing else.
//!
//! What is on the page is found in the browser's accessibility tree, and acted
//! on as a screen reader does. Neither test ids nor styles are looked at.

use serde_json::{Value, json};

use crate::keys;
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A practice certificate is ordered and proved by what things are called, and
/// what happens is announced.
pub(crate) async fn issuance(page: &Page) -> Fallible {
    act(page, "button", "Try it").await?;
    enter(page, "Name", "by-names").await?;
    enter(page, "DNS names", "names.example.test").await?;
    act(page, "radio", "practice").await?;
    act(page, "button", "Create").await?;
    act(page, "button", "Publish").await?;
    find(page, "button", &["Certificate by-names", "ready"]).await?;
    act(page, "button", "Certificate by-names").await?;
    find(page, "tab", &["Status"]).await?;
    act(page, "tab", "Status").await?;
    find(page, "heading", &["Conditions"]).await?;
    // Whoever does not see the picture heard that it is ready.
    find(page, "status", &["by-names"]).await?;
    Ok(())
}

/// Types into the field of that name.
async fn enter(page: &Page, name: &str, text: &str) -> Fallible {
    let field = find(page, "textbox", &[name]).await?;
    let node = json!({"backendNodeId": field});
    page.browser().cdp("DOM.focus", node).await?;
    keys::write(page, text).await
}

/// Does what a screen reader does when its user activates something.
async fn act(page: &Page, role: &str, name: &str) -> Fallible {
    wait_until(
        &format!("the {role} “{name}” to be activated"),
        async || {
            let node = find(page, role, &[name]).await?;
            let node = json!({"backendNodeId": node});
            let Ok(resolved) = page.browser().cdp("DOM.resolveNode", node).await else {
                // It was drawn anew in between.
                return Ok(None);
            };
            let call = json!({
                "objectId": resolved.pointer("/object/objectId"),
                "functionDeclaration": "function () {
                this.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))
            }",
            });
            page.browser().cdp("Runtime.callFunctionOn", call).await?;
            Ok(Some(()))
        },
    )
    .await
}

/// Waits for the first thing of that role whose name or text has all the words.
async fn find(page: &Page, role: &str, words: &[&str]) -> Fallible<Value> {
    let mut names = Vec::new();
    let found = wait_until(&format!("a {role} called {words:?}"), async || {
        let tree = page.browser().cdp("Accessibility.getFullAXTree", json!({}));
        let tree = tree.await?;
        let nodes = tree.get("nodes").and_then(Value::as_array);
        let nodes = nodes.cloned().unwrap_or_default();
        let of_role = || {
            let is_of_role = |node: &&Value| {
                text(node, "/role/value") == role && node.get("ignored") != Some(&Value::Bool(true))
            };
            nodes.iter().filter(is_of_role)
        };
        names = of_role().map(|node| spoken(&nodes, node)).collect();
        let all = |text: &str| words.iter().all(|word| text.contains(word));
        let found = of_role().find(|node| all(&spoken(&nodes, node)));
        Ok(found.and_then(|node| node.get("backendDOMNodeId").cloned()))
    })
    .await;
    found.map_err(|error| format!("{error}; there are {names:?}").into())
}

/// A node's name, or the text in it: what a region announces is its content.
fn spoken(nodes: &[Value], node: &Value) -> String {
    let name = text(node, "/name/value");
    if !name.is_empty() {
        return name.to_owned();
    }
    let children = node.get("childIds").and_then(Value::as_array);
    let children = children.into_iter().flatten();
    let texts =
        children.filter_map(|id| nodes.iter().find(|child| child.get("nodeId") == Some(id)));
    texts
        .map(|child| spoken(nodes, child))
        .collect::<Vec<_>>()
        .join(" ")
}

fn text<'a>(node: &'a Value, pointer: &str) -> &'a str {
    let text = node.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default()
}
