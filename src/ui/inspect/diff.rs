//! What differs between two texts, line by line.

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It is in both.
    Same,
    /// Only in the first.
    Gone,
    /// Only in the second.
    New,
}

/// A row of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A line.
    Line(Side, String),
    /// So many lines that are in both, left out.
    Skipped(usize),
}

/// The lines that differ, each with some around it; none if the texts are the same.
pub(super) fn rows(before: &str, after: &str) -> Vec<Row> {
    let lines = compare(&lines_of(before), &lines_of(after));
    let differs: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, (side, _))| *side != Side::Same)
        .map(|(index, _)| index)
        .collect();
    let mut rows = Vec::new();
    let mut skipped = 0;
    for (index, (side, text)) in lines.into_iter().enumerate() {
        let next = differs.partition_point(|differing| *differing < index);
        let near = [next.checked_sub(1), Some(next)]
            .into_iter()
            .flatten()
            .filter_map(|at| differs.get(at))
            .any(|differing| differing.abs_diff(index) <= CONTEXT);
        if near {
            if skipped > 0 {
                rows.push(Row::Skipped(skipped));
                skipped = 0;
            }
            rows.push(Row::Line(side, text.to_owned()));
        } else {
            skipped += 1;
        }
    }
    if skipped > 0 && !rows.is_empty() {
        rows.push(Row::Skipped(skipped));
    }
    rows
}

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().take(MOST_LINES).collect()
}

/// Both texts as one, by a longest common subsequence.
fn compare<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<(Side, &'a str)> {
    let table = lengths(before, after);
    let length = |row: usize, column: usize| {
        let row = table.get(row);
        row.and_then(|row| row.get(column)).copied().unwrap_or(0)
    };
    let mut lines = Vec::new();
    let (mut row, mut column) = (0, 0);
    loop {
        match (before.get(row), after.get(column)) {
            (Some(old), Some(new)) if old == new => {
                lines.push((Side::Same, *old));
                row += 1;
                column += 1;
            }
            (Some(old), new)
                if new.is_none() || length(row + 1, column) >= length(row, column + 1) =>
            {
                lines.push((Side::Gone, *old));
                row += 1;
            }
            (_, Some(new)) => {
                lines.push((Side::New, *new));
                column += 1;
            }
            (_, None) => return lines,
        }
    }
}

/// How much the rests of both texts have in common, from each pair of lines on.
fn lengths(before: &[&str], after: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; after.len() + 1]];
    for old in before.iter().rev() {
        let below = table.last().cloned().unwrap_or_default();
        let mut row = vec![0];
        // From the right; `pair` is the one below and the one below to its right.
        for (new, pair) in after.iter().zip(below.windows(2)).rev() {
            let right = row.last().copied().unwrap_or(0);
            let (down, diagonal) = match pair {
                [down, diagonal] => (*down, *diagonal),
                _ => (0, 0),
            };
            row.push(if old == new {
                diagonal + 1
            } else {
                right.max(down)
            });
        }
        row.reverse();
        table.push(row);
    }
    table.reverse();
    table
}

/// Lines shown around what differs.
const CONTEXT: usize = 2;
/// Manifests are shorter; the cost grows with the square.
const MOST_LINES: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let text = |row: Row| match row {
            Row::Line(Side::Same, text) => format!(" {text}"),
            Row::Line(Side::Gone, text) => format!("-{text}"),
            Row::Line(Side::New, text) => format!("+{text}"),
            Row::Skipped(count) => format!("({count})"),
        };
        let rows = rows(before, after).into_iter().map(text);
        rows.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_differs_is_shown_with_two_lines_around_it() {
        for (before, after, expected) in [
            ("a\nb", "a\nb", ""),
            ("", "", ""),
            ("", "a", "+a"),
            ("a", "", "-a"),
            ("a\nb\nc", "a\nx\nc", " a -b +x  c"),
            (
                "1\n2\n3\n4\n5\n6\n7",
                "1\n2\n3\n4\n5\n6\n8",
                "(4)  5  6 -7 +8",
            ),
            ("0\n1\n2\n3\n4", "1\n2\n3\n4", "-0  1  2 (2)"),
            ("a\nb\nc\nd", "b\nd\ne", "-a  b -c  d +e"),
        ] {
            assert_eq!(shown(before, after), expected, "{before:?} {after:?}");
        }
    }
}
