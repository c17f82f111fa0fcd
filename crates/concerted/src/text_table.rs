//! Tables for the terminal: columns aligned, numbers to the right, nothing drawn.

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

    /// The table as text, each line with the indent given and without blanks at its end.
    pub(crate) fn text(&self, indent: usize) -> String {
        let widths: Vec<usize> = (0..self.header.len())
            .map(|column| {
                let lines = std::iter::once(&self.header).chain(&self.rows);
                lines
                    .filter_map(|row| row.get(column))
                    .map(|field| field.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let mut line = " ".repeat(indent);
            for (column, field) in row.iter().enumerate() {
                let blanks = " ".repeat(widths[column].saturating_sub(field.chars().count()));
                let parts = if self.right[column] {
                    [blanks.as_str(), field]
                } else {
                    [field, blanks.as_str()]
                };
                line.extend(parts);
                line.push_str("  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
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
}
