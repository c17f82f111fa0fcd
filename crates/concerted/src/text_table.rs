//! Tables for the terminal: columns aligned, numbers to the right, nothing drawn.

/// Longest line, in characters: what most terminals and printed pages hold.
const WIDTH: usize = 100;

/// Between two columns.
const GAP: &str = "  ";

/// Width below which a column of text is not narrowed.
const NARROWEST: usize = 10;

/// A table with a header.
#[derive(Debug, Clone)]
pub(crate) struct TextTable {
    header: Vec<String>,
    /// True for columns of numbers.
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl TextTable {
    /// A table without rows; a header that ends with `>` marks a column of numbers.
    pub(crate) fn new(header: &[&str]) -> Self {
        Self {
            right: header.iter().map(|name| name.ends_with('>')).collect(),
            header: header
                .iter()
                .map(|name| name.trim_end_matches('>').to_owned())
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, fields: impl IntoIterator<Item = impl Into<String>>) {
        let fields = fields.into_iter().map(Into::into);
        self.rows.push(fields.collect());
    }

    /// The table as text, each line with the indent given, without blanks at its end, and at most [`WIDTH`] long.
    ///
    /// Where that is too narrow, the widest columns of text go over several lines; numbers are never broken.
    pub(crate) fn text(&self, indent: usize) -> String {
        let widths = self.widths(WIDTH.saturating_sub(indent));
        let mut text = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let fields: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(field, width)| lines(field, *width))
                .collect();
            let height = fields.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let part = fields
                    .iter()
                    .map(|lines| lines.get(at).map_or("", String::as_str));
                text.extend([self.line(part, &widths, indent), "\n".to_owned()]);
            }
        }
        text
    }

    fn line<'a>(
        &self,
        fields: impl Iterator<Item = &'a str>,
        widths: &[usize],
        indent: usize,
    ) -> String {
        let mut line = " ".repeat(indent);
        for (column, field) in fields.enumerate() {
            let blanks = " ".repeat(widths[column].saturating_sub(field.chars().count()));
            let parts = if self.right[column] {
                [blanks.as_str(), field]
            } else {
                [field, blanks.as_str()]
            };
            line.extend(parts);
            line.push_str(GAP);
        }
        line.trim_end().to_owned()
    }

    /// Widths of the columns, those of text narrowed until all fit.
    fn widths(&self, available: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.header.len())
            .map(|column| {
                let lines = std::iter::once(&self.header).chain(&self.rows);
                lines
                    .filter_map(|row| row.get(column))
                    .map(|field| field.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        // A header of several words may break over a column of short numbers.
        for (column, width) in widths
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| self.right[*at])
        {
            let longest = |field: &String| {
                let words = field.split(' ').map(|word| word.chars().count());
                words.max().unwrap_or(0)
            };
            let body = self.rows.iter().filter_map(|row| row.get(column));
            let body = body.map(|field| field.chars().count()).max().unwrap_or(0);
            let header = self.header[column].chars().count();
            *width = body
                .max(longest(&self.header[column]))
                .max(header.min(NARROWEST));
        }
        let gaps = GAP.len() * widths.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > available {
            let widest = (0..widths.len())
                .filter(|column| !self.right[*column] && widths[*column] > NARROWEST)
                .max_by_key(|column| widths[*column]);
            let Some(widest) = widest else { break };
            widths[widest] -= 1;
        }
        widths
    }
}

/// A paragraph with the indent given, its lines at most [`WIDTH`] long; it ends with a line end.
pub(crate) fn paragraph(text: &str, indent: usize) -> String {
    let mut paragraph = String::new();
    for line in lines(text, WIDTH.saturating_sub(indent)) {
        paragraph.extend([" ".repeat(indent), line, "\n".to_owned()]);
    }
    paragraph
}

/// A text in lines of at most a width, broken between words; a longer word is broken where the line ends.
fn lines(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    if text.chars().count() <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let used = line.chars().count();
        if used > 0 && used + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        } else if used > 0 {
            line.push(' ');
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        line.extend(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = TextTable::new(&["name", "ppm>", "why"]);
        table.row(["a", "12.5", "µg"]);
        table.row(["longer", "3", ""]);
        assert_eq!(
            table.text(2),
            "  name     ppm  why\n  a       12.5  µg\n  longer     3\n"
        );
    }

    #[test]
    fn what_is_too_wide_goes_over_lines_and_no_word_is_lost() {
        let long = "a reason that goes on for a good deal longer than any line of a terminal should be, and then some more";
        let mut table = TextTable::new(&["name", "ppm of moiety>", "why"]);
        table.row(["a", "12.5", long]);
        table.row(["b", "1234567", &"C".repeat(200)]);
        let text = table.text(2);
        assert!(
            text.lines().all(|line| line.chars().count() <= WIDTH),
            "{text}"
        );
        let words: Vec<&str> = text.split_whitespace().collect();
        for word in long.split_whitespace().chain(["1234567", "12.5"]) {
            assert!(words.contains(&word), "{word}");
        }
        assert_eq!(text.matches('C').count(), 200);
    }

    #[test]
    fn a_paragraph_keeps_to_the_width() {
        assert_eq!(paragraph("short", 2), "  short\n");
        let text = paragraph(&"word ".repeat(60), 4);
        assert!(
            text.lines()
                .all(|line| line.starts_with("    word") && line.len() <= WIDTH)
        );
        assert_eq!(text.matches("word").count(), 60);
    }
}
