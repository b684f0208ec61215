//! Bytes that are text.

use base64ct::{Base64, Base64Unpadded, Base64UrlUnpadded, Encoding as _};

/// The text of bytes, if they are text: UTF-8, UTF-16 with its mark, or anything with a
/// PEM block in it.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let is_text = !text
        .chars()
        .any(|c| c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace()));
    // A comment in some old encoding around a block does not make the block unreadable.
    (is_text || text.contains(BEGIN)).then(|| text.into_owned())
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    String::from_utf16(&units.iter().copied().map(read).collect::<Vec<_>>()).ok()
}

/// Base64 without a frame, in either alphabet, with line breaks, with or without padding.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let unpadded = bare.trim_end_matches('=');
    Base64::decode_vec(&bare)
        .or_else(|_| Base64Unpadded::decode_vec(unpadded))
        .or_else(|_| Base64UrlUnpadded::decode_vec(unpadded))
        .ok()
}

/// How a PEM block begins (RFC 7468 §3).
pub(super) const BEGIN: &str = "-----BEGIN ";
