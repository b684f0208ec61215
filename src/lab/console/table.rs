//! Columns, as Go's `text/tabwriter` lays them out.
//!
//! A cell ends at a tab; cells of one column in lines that follow each other
//! are of one width; what stands after a line's last tab belongs to no column.

/// How wide columns are at least, and how far apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    min_width: usize,
    padding: usize,
}

/// `kubectl get`.
pub(super) const GET: Layout = Layout {
    min_width: 6,
    padding: 3,
};

/// `kubectl describe` and `cmctl status`.
pub(super) const DESCRIBE: Layout = Layout {
    min_width: 0,
    padding: 2,
};

/// Lays out a text with tabs.
pub(super) fn lay_out(text: &str, layout: Layout) -> String {
    let lines: Vec<Vec<&str>> = text
        .split('\n')
        .map(|line| line.split('\t').collect())
        .collect();
    let mut out = Vec::new();
    block(&lines, layout, &mut Vec::new(), &mut out);
    out.join("\n")
}

/// Lines that share the columns before `widths.len()`.
fn block(lines: &[Vec<&str>], layout: Layout, widths: &mut Vec<usize>, out: &mut Vec<String>) {
    let column = widths.len();
    let has = |line: &Vec<&str>| line.len() > column + 1;
    let mut rest = lines;
    while let Some(line) = rest.first() {
        if !has(line) {
            out.push(print(line, widths));
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let count = rest.iter().take_while(|line| has(line)).count();
        let (together, after) = rest.split_at(count);
        let width = together
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.chars().count() + layout.padding)
            .max()
            .unwrap_or_default();
        widths.push(width.max(layout.min_width));
        block(together, layout, widths, out);
        widths.pop();
        rest = after;
    }
}

fn print(line: &[&str], widths: &[usize]) -> String {
    let mut text = String::new();
    for (place, cell) in line.iter().enumerate() {
        text.push_str(cell);
        if let Some(width) = widths.get(place)
            && place + 1 < line.len()
        {
            let gap = width.saturating_sub(cell.chars().count());
            text.extend(std::iter::repeat_n(' ', gap));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_end_where_a_line_has_none() {
        let text = "NAME\tREADY\tAGE\nweb\tTrue\t5m\na-long-name\t\t10d";
        assert_eq!(
            lay_out(text, GET),
            "NAME          READY   AGE\nweb           True    5m\na-long-name           10d"
        );
        let text = "Name:\tx\nLabels:\t<none>\nSpec:\n  A:\t1\n  Longer:\t2";
        assert_eq!(
            lay_out(text, DESCRIBE),
            "Name:    x\nLabels:  <none>\nSpec:\n  A:       1\n  Longer:  2"
        );
    }
}
