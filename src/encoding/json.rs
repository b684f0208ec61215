//! JSON, always by way of [`Value`]: reading and writing a type is then compiled
//! for one format instead of for each source, which makes the page much smaller.
//! Members are written in alphabetical order.

mod tree;

use serde::Serialize;
use serde::de::DeserializeOwned;
pub use serde_json::{Error, Value};

use self::tree::Tree;

/// Reads a value from a JSON text (RFC 8259).
pub fn read<T: DeserializeOwned>(text: impl AsRef<[u8]>) -> Result<T, Error> {
    from_value(parse(text.as_ref())?)
}

/// Reads a value from a tree that was read before.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Tree(value))
}

/// Writes a value as a JSON text without spaces (RFC 8259).
pub fn write(value: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json::to_value(value)?.to_string())
}

// Apart from `read`, which is compiled for every type.
fn parse(text: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    enum Kind {
        Unit,
        Newtype(Option<i64>),
        Tuple(bool, char),
        Fields { text: String },
    }

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Everything {
        kinds: Vec<Kind>,
        #[serde(default)]
        numbers: BTreeMap<String, u64>,
        numbered: BTreeMap<u64, bool>,
        pair: (String, [u64; 1]),
        missing: Option<()>,
        value: Value,
    }

    #[test]
    fn what_is_written_is_read_again() {
        let everything = Everything {
            kinds: vec![
                Kind::Unit,
                Kind::Newtype(Some(-1)),
                Kind::Newtype(None),
                Kind::Tuple(true, '语'),
                Kind::Fields {
                    text: "\"".to_owned(),
                },
            ],
            numbers: BTreeMap::from([("a".to_owned(), (1 << 53) + 1), ("b".to_owned(), u64::MAX)]),
            numbered: BTreeMap::from([(7, true), (u64::MAX, false)]),
            pair: (String::new(), [7]),
            missing: None,
            value: serde_json::json!({"any": [1.5, null, {}]}),
        };
        let text = write(&everything).unwrap();
        assert_eq!(read::<Everything>(&text).unwrap(), everything);
    }

    #[test]
    fn what_is_something_else_is_refused() {
        for text in ["", "{", "[1,]", "nul", "1 2"] {
            assert!(read::<Value>(text).is_err(), "{text}");
        }
        for text in ["[[]]", r#""Other""#, r#"{"Fields":["a"]}"#, r#"{"Unit":1}"#] {
            assert!(read::<Kind>(text).is_err(), "{text}");
        }
        for text in ["[1,2]", "[]", "[-1]", "[1.5]", r#"["1"]"#, "{}", "1"] {
            assert!(read::<[u64; 1]>(text).is_err(), "{text}");
        }
    }
}
