//! How much text fits on a card.
//!
//! The picture is drawn before any font is measured, so widths are estimated:
//! well enough to cut what would run over, and the same on every machine.

/// Cuts a sentence to a width in pixels at a type size, with an ellipsis.
pub(super) fn fit(text: &str, size: f32, width: f32) -> String {
    if width_of(text, size) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = width_of("…", size);
    for character in text.chars() {
        used += width_of_char(character) * size;
        if used > width {
            break;
        }
        cut.push(character);
    }
    format!("{}…", cut.trim_end())
}

/// Cuts a name in its middle: the ends tell names apart.
pub(super) fn fit_name(name: &str, size: f32, width: f32) -> String {
    if width_of(name, size) <= width {
        return name.to_owned();
    }
    let mut head = String::new();
    let mut tail = String::new();
    let mut used = width_of("…", size);
    let characters: Vec<char> = name.chars().collect();
    let half = characters.len().div_ceil(2);
    let (front, back) = characters.split_at(half);
    let mut back = back.iter().rev();
    for character in front {
        used += width_of_char(*character) * size;
        if used > width {
            break;
        }
        head.push(*character);
        let Some(last) = back.next() else { break };
        used += width_of_char(*last) * size;
        if used > width {
            break;
        }
        tail.insert(0, *last);
    }
    format!("{head}…{tail}")
}

/// An estimate of a text's width in pixels.
pub(super) fn width_of(text: &str, size: f32) -> f32 {
    text.chars().map(width_of_char).sum::<f32>() * size
}

/// Parts of the type size: wide signs count as one.
const fn width_of_char(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.29,
        'f' | 't' | 'r' | ' ' | '-' | '(' | ')' | '/' | '*' => 0.38,
        'm' | 'w' | 'M' | 'W' => 0.86,
        'A'..='Z' => 0.66,
        '\u{2e80}'..='\u{ffff}' => 1.0,
        _ => 0.565,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_and_what_does_not_is_cut() {
        assert_eq!(fit("ready", 12.0, 160.0), "ready");
        let cut = fit("publish TXT for a.very.long.name.example.test", 12.0, 160.0);
        assert!(cut.ends_with('…') && width_of(&cut, 12.0) <= 160.0, "{cut}");
        let chinese = fit("为非常非常非常长的域名发布解析记录", 12.0, 120.0);
        assert_eq!(chinese.chars().count(), 10);
    }

    #[test]
    fn names_keep_both_ends() {
        let cut = fit_name("example-test-1-1234567890-987654321", 14.0, 160.0);
        assert!(
            cut.starts_with("example-t") && cut.ends_with("54321"),
            "{cut}"
        );
        assert!(width_of(&cut, 14.0) <= 160.0);
    }
}
