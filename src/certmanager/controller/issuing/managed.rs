//! Which labels and annotations of a target Secret come from `spec.secretTemplate`:
//! what is no longer in the template goes again (server-side apply's `managedFields`).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::certmanager::api::SecretTemplate;
use crate::kube::ObjectMeta;

/// Brings a template's labels and annotations in, and out again.
pub(super) fn apply(meta: &mut ObjectMeta, template: Option<&SecretTemplate>) {
    let none = SecretTemplate::default();
    let template = template.unwrap_or(&none);
    let (ours, others): (Vec<Value>, Vec<Value>) = std::mem::take(&mut meta.managed_fields)
        .into_iter()
        .partition(|entry| entry.get("manager").is_some_and(|name| name == MANAGER));
    meta.managed_fields = others;
    let before = |which: &str| {
        let path = format!("/fieldsV1/f:metadata/{which}");
        ours.first().and_then(|entry| entry.pointer(&path)).cloned()
    };
    replace(
        &mut meta.labels,
        before("f:labels").as_ref(),
        &template.labels,
    );
    replace(
        &mut meta.annotations,
        before("f:annotations").as_ref(),
        &template.annotations,
    );
    if *template == none {
        return;
    }
    let names = |map: &BTreeMap<String, String>| -> Map<String, Value> {
        map.keys()
            .map(|name| (format!("f:{name}"), json!({})))
            .collect()
    };
    meta.managed_fields.push(json!({
        "apiVersion": "v1",
        "fieldsType": "FieldsV1",
        "fieldsV1": {"f:metadata": {
            "f:annotations": names(&template.annotations),
            "f:labels": names(&template.labels),
        }},
        "manager": MANAGER,
        "operation": "Apply",
    }));
}

fn replace(
    map: &mut BTreeMap<String, String>,
    before: Option<&Value>,
    wanted: &BTreeMap<String, String>,
) {
    for name in before
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(Map::keys)
    {
        if let Some(name) = name.strip_prefix("f:") {
            map.remove(name);
        }
    }
    map.extend(wanted.clone());
}

/// The field manager under which cert-manager writes Secrets.
const MANAGER: &str = "cert-manager-certificates-issuing";
