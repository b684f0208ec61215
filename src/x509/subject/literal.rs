//! Subjects as RFC 4514 text (`spec.literalSubject`).

use der::asn1::{Any, SetOfVec};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use x509_cert::attr::AttributeTypeAndValue;

use super::{ENCODING, SHORT_NAMES, plain};
use crate::x509::Error;

/// A subject from text: what is written last comes first, as in RFC 4514 §2.1.
pub(crate) fn write(text: &str) -> Result<Vec<u8>, Error> {
    let mut names: Vec<SetOfVec<AttributeTypeAndValue>> = Vec::new();
    for relative in split(text, &[',', ';']) {
        let mut values = SetOfVec::new();
        for attribute in split(relative, &['+']) {
            values.insert(read(attribute)?).map_err(|_| ENCODING)?;
        }
        names.push(values);
    }
    names.reverse();
    names.to_der().map_err(|_| ENCODING)
}

/// `CN=value`, or `1.2.3=#` and DER in hexadecimal.
fn read(attribute: &str) -> Result<AttributeTypeAndValue, Error> {
    let (key, value) = attribute.split_once('=').ok_or(ENCODING)?;
    let (key, value) = (key.trim(), value.trim_start());
    let named = SHORT_NAMES
        .iter()
        .find(|(_, name)| name.eq_ignore_ascii_case(key));
    let oid = match named {
        Some((oid, _)) => *oid,
        None => ObjectIdentifier::new(key).map_err(|_| ENCODING)?,
    };
    match value.strip_prefix('#') {
        Some(digits) => {
            let octets = octets(digits.trim_end()).ok_or(ENCODING)?;
            let value = Any::from_der(&octets).map_err(|_| ENCODING)?;
            Ok(AttributeTypeAndValue { oid, value })
        }
        None => plain(oid, &unescaped(value).ok_or(ENCODING)?),
    }
}

/// The parts between separators that no backslash stands before.
fn split<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut escaped = false;
    let separates = |c: char| {
        let separates = !escaped && separators.contains(&c);
        escaped = !escaped && c == '\\';
        separates
    };
    text.split(separates)
        .filter(|part| !part.trim().is_empty())
        .collect()
}

/// A value without its backslashes (RFC 4514 §2.4): before a sign, that sign;
/// before two digits, that octet. Spaces around it are none of it.
fn unescaped(value: &str) -> Option<String> {
    let mut octets_read = Vec::new();
    let mut keep = 0;
    let mut rest = value;
    while let Some(character) = rest.chars().next() {
        rest = rest.get(character.len_utf8()..)?;
        if character == '\\' {
            if let Some(octet) = rest.get(..2).and_then(octets) {
                octets_read.extend(octet);
                rest = rest.get(2..)?;
            } else {
                let sign = rest.chars().next()?;
                octets_read.extend(sign.to_string().into_bytes());
                rest = rest.get(sign.len_utf8()..)?;
            }
            keep = octets_read.len();
        } else {
            octets_read.extend(character.to_string().into_bytes());
            if character != ' ' {
                keep = octets_read.len();
            }
        }
    }
    octets_read.truncate(keep);
    String::from_utf8(octets_read).ok()
}

fn octets(digits: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = digits
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let digits = digits?;
    (digits.len() % 2 == 0 && !digits.is_empty()).then(|| {
        let pairs = digits.chunks_exact(2);
        pairs
            .map(|pair| pair.iter().fold(0, |octet, digit| octet << 4 | digit))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::Subject;
    use super::*;

    #[test]
    fn what_is_written_last_comes_first_and_is_read_back() {
        let same = |text: &'static str| (text, text);
        let cases = [
            same("CN=example.com,OU=Teaching,O=Lab\\, Inc.,C=CN"),
            same("1.2.3.4=#0403010203"),
            same("CN=中文"),
            ("CN=\\ a\\#\\\\ ", "CN=\\ a#\\\\"),
            ("cn = a ; o=\\4cab", "CN=a,O=Lab"),
        ];
        for (text, expected) in cases {
            let der = write(text).unwrap();
            let subject = Subject::from_field(&Any::from_der(&der).unwrap()).unwrap();
            assert_eq!(subject.text, expected);
        }
        assert!(write("CN").is_err());
        assert!(write("XX=a").is_err());
    }
}
