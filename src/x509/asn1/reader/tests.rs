//! Oddities, breaks, depths and strings that hold elements.

use super::*;

/// The oddities of all elements, in order.
fn odd(bytes: &[u8]) -> Vec<Oddity> {
    let (nodes, _) = read(bytes);
    nodes.into_iter().flat_map(|node| node.oddities).collect()
}

#[test]
fn what_ber_allows_is_shown_and_not_hidden() {
    for (what, bytes, expected) in [
        ("nothing odd", &b"\x30\x03\x02\x01\x05"[..], &[][..]),
        (
            "an indefinite length",
            b"\x30\x80\x02\x01\x05\x00\x00",
            &[Oddity::IndefiniteLength],
        ),
        (
            "a long length",
            b"\x30\x81\x03\x02\x01\x05",
            &[Oddity::LongLength],
        ),
        (
            "a long tag",
            b"\xbf\x03\x03\x02\x01\x05",
            &[Oddity::LongTag],
        ),
        (
            "TRUE in another octet",
            b"\x01\x01\x01",
            &[Oddity::BooleanOctet(1)],
        ),
        (
            "a boolean of two octets",
            b"\x01\x02\xff\xff",
            &[Oddity::WrongLength],
        ),
        (
            "a long integer",
            b"\x02\x02\x00\x05",
            &[Oddity::LongInteger],
        ),
        (
            "a long negative integer",
            b"\x02\x02\xff\x85",
            &[Oddity::LongInteger],
        ),
        ("no integer", b"\x02\x00", &[Oddity::WrongLength]),
        (
            "unused bits set",
            b"\x03\x02\x01\x03",
            &[Oddity::UnusedBits],
        ),
        (
            "a string in pieces",
            b"\x24\x04\x04\x02ab",
            &[Oddity::StringInPieces],
        ),
        (
            "a sequence that is none",
            b"\x10\x00",
            &[Oddity::NotConstructed],
        ),
        (
            "an integer of elements",
            b"\x22\x03\x02\x01\x05",
            &[Oddity::WronglyConstructed],
        ),
        (
            "a padded identifier",
            b"\x06\x03\x55\x80\x04",
            &[Oddity::LongIdentifier],
        ),
        ("wrong characters", b"\x13\x01*", &[Oddity::WrongCharacters]),
        ("wrong UTF-8", b"\x0c\x01\xff", &[Oddity::WrongCharacters]),
        (
            "a set out of order",
            b"\x31\x06\x02\x01\x05\x02\x01\x04",
            &[Oddity::SetOrder],
        ),
        (
            "a time without seconds",
            b"\x17\x0b2601010000Z",
            &[Oddity::TimeForm],
        ),
        ("null with content", b"\x05\x01\x00", &[Oddity::WrongLength]),
    ] {
        assert_eq!(odd(bytes), expected, "{what}");
    }
}

#[test]
fn where_it_broke_is_said() {
    for (bytes, at, why, nodes) in [
        (&b"\x30"[..], 0, Break::HeaderCutOff, 0),
        (b"\x30\x82\x01", 0, Break::HeaderCutOff, 0),
        (b"\x30\xff", 0, Break::BadHeader, 0),
        (
            b"\x30\x05\x02\x01\x05",
            5,
            Break::ContentCutOff { missing: 2 },
            2,
        ),
        (
            b"\x30\x03\x02\x04\x05",
            5,
            Break::ContentCutOff { missing: 3 },
            2,
        ),
        (b"\x30\x80\x02\x01\x05", 5, Break::EndMarkMissing, 2),
        (b"\x05\x00\x05\x00", 2, Break::TrailingBytes { count: 2 }, 1),
    ] {
        let (read, broken) = read(bytes);
        assert_eq!(broken, Some(BreakPoint { at, why }), "{bytes:?}");
        assert_eq!(read.len(), nodes, "{bytes:?}");
    }
}

#[test]
fn sixty_four_levels_are_shown_and_the_next_is_named_as_too_deep() {
    let mut der = b"\x05\x00".to_vec();
    for level in 0..70_usize {
        let mut outer = vec![0x30];
        if der.len() < 0x80 {
            outer.push(u8::try_from(der.len()).unwrap());
        } else {
            outer.push(0x81);
            outer.push(u8::try_from(der.len()).unwrap());
        }
        outer.extend(der);
        der = outer;
        let (nodes, broken) = read(&der);
        if level + 2 <= DEEPEST {
            assert_eq!((nodes.len(), broken), (level + 2, None));
        } else {
            assert_eq!(nodes.len(), DEEPEST);
            assert_eq!(broken.unwrap().why, Break::TooDeep);
        }
    }
}

#[test]
fn a_string_is_opened_only_where_it_holds_an_element() {
    for (what, bytes, opened) in [
        (
            "an extension",
            &b"\x30\x0b\x06\x03\x55\x1d\x0e\x04\x04\x04\x02ab"[..],
            true,
        ),
        ("a key identifier", b"\x30\x04\x04\x02\x30\x00", false),
        ("a sequence", b"\x04\x05\x30\x03\x02\x01\x05", true),
        ("text", b"\x04\x05Hello", false),
        ("a key", b"\x03\x06\x00\x30\x03\x02\x01\x05", true),
        ("a point", b"\x03\x04\x00\x04\x01\x02", false),
    ] {
        let (nodes, broken) = read(bytes);
        assert_eq!(broken, None, "{what}");
        assert_eq!(nodes.iter().any(|node| node.wraps), opened, "{what}");
    }
}
