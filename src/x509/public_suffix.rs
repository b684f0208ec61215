//! Which names are public suffixes: the ICANN section of the Public Suffix List.
//!
//! The list (MPL 2.0, its notice stays in the file) is data beside this module;
//! the `publicsuffix` crate reads it.

use std::sync::OnceLock;

use publicsuffix::{List, Psl as _};

/// Whether `name` as a whole is a suffix under which registries sell names. The
/// list is written in Unicode, so `name` must be too. Names under no listed
/// suffix (`test`, `internal`) are nobody's business and not public.
pub(super) fn is_public_suffix(name: &str) -> bool {
    static LIST: OnceLock<List> = OnceLock::new();
    // The list is part of the program and a test reads it: an empty one, that
    // knows no suffix, is never seen.
    let list = LIST.get_or_init(|| LIST_TEXT.parse().unwrap_or_default());
    list.suffix(name.as_bytes())
        .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == name.as_bytes())
}

const LIST_TEXT: &str = include_str!("public_suffix_icann.dat");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_icann_section_and_nothing_else() {
        for (name, expected) in [
            ("com", true),
            ("co.uk", true),
            ("公司.cn", true),
            ("中国", true),
            ("anything.ck", true),
            ("www.ck", false),
            ("example.com", false),
            ("example.co.uk", false),
            ("github.io", false),
            ("test", false),
            ("localhost", false),
        ] {
            assert_eq!(is_public_suffix(name), expected, "{name}");
        }
    }
}
