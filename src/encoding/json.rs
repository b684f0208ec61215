//! JSON, always by way of [`Value`]: a type's reading and writing is then
//! compiled for one format instead of for each source, which makes the page
//! much smaller. Members are written in alphabetical order.

use serde::Serialize;
use serde::de::DeserializeOwned;
pub use serde_json::{Error, Value};

/// Reads a value from a JSON text (RFC 8259).
pub fn read<T: DeserializeOwned>(text: impl AsRef<[u8]>) -> Result<T, Error> {
    serde_json::from_value(parse(text.as_ref())?)
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
    use super::*;

    #[test]
    fn integers_of_64_bits_survive() {
        for number in [0, 1 << 53, (1 << 53) + 1, u64::MAX] {
            let text = write(&[number]).unwrap();
            assert_eq!(text, format!("[{number}]"));
            assert_eq!(read::<[u64; 1]>(&text).unwrap(), [number]);
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "{", "[1,]", "nul", "1 2"] {
            assert!(read::<Value>(text).is_err(), "{text}");
        }
    }
}
