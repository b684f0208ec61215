//! `www/lessons/schema.json`: what an editor checks while a lesson is written agrees with what
//! the lab reads.

use std::fs;
use std::path::Path;

use certlab::lab::lesson::Lesson;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../www/lessons/schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// What of a value the schema's objects do not know or miss.
fn strangers(schema: &Value, at: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let at = match at["$ref"].as_str() {
        Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
        None => at,
    };
    match value {
        Value::Object(fields) => {
            for required in at["required"].as_array().into_iter().flatten() {
                if !fields.contains_key(required.as_str().unwrap()) {
                    found.push(format!("{place} lacks {required}"));
                }
            }
            let alternatives = at["oneOf"].as_array().into_iter().flatten();
            let met = alternatives
                .filter(|one| fields.contains_key(one["required"][0].as_str().unwrap()))
                .count();
            if at["oneOf"].is_array() && met != 1 {
                found.push(format!("{place} is {met} of the goals"));
            }
            let is_closed = at["additionalProperties"] == json!(false);
            for (name, field) in fields {
                match at["properties"].get(name) {
                    Some(next) => strangers(schema, next, field, &format!("{place}/{name}"), found),
                    None if is_closed => found.push(format!("{place}/{name} is unknown")),
                    None => {}
                }
            }
        }
        Value::Array(items) => {
            for (item, number) in items.iter().zip(0..) {
                strangers(
                    schema,
                    &at["items"],
                    item,
                    &format!("{place}/{number}"),
                    found,
                );
            }
        }
        _ => {
            let choices = at["enum"].as_array();
            if choices.is_some_and(|choices| !choices.contains(value)) {
                found.push(format!("{place} is {value}"));
            }
        }
    }
}

#[test]
fn every_lesson_of_the_site_is_what_the_schema_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/lessons");
    let schema = schema();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() == "schema.json" {
            continue;
        }
        count += 1;
        let lesson: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        strangers(&schema, &schema, &lesson, "", &mut found);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
    assert!(count >= 24, "{count} files");
}

#[test]
fn lab_and_schema_take_the_same_fields_and_a_mistake_has_its_line_and_column() {
    let schema = schema();
    let good = include_str!("../../www/lessons/self-signed.en.json");
    Lesson::read(good).unwrap();
    for (right, wrong, said) in [
        ("\"lead\"", "\"leed\"", "unknown field `leed`"),
        ("\"goal\"", "\"gaol\"", "unknown field `gaol`"),
        ("\"why\"", "\"because\"", "unknown field `because`"),
        ("\"kind\"", "\"sort\"", "unknown field `sort`"),
    ] {
        let text = good.replacen(right, wrong, 1);
        let line = good.lines().position(|line| line.contains(right)).unwrap() + 1;
        let error = Lesson::read(&text).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert!(
            error.contains(&format!("at line {line} column ")),
            "{error}: {line}"
        );
        let mut found = Vec::new();
        let value: Value = serde_json::from_str(&text).unwrap();
        strangers(&schema, &schema, &value, "", &mut found);
        assert!(!found.is_empty(), "{wrong}");
    }
}
