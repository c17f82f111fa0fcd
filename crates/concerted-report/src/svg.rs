//! Writes SVG elements with fixed decimals and escaped text.

use std::fmt::Write as _;

/// A text that may stand in an element or an attribute; characters that XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// A coordinate with one decimal and no negative zero.
pub(crate) fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    if text == "-0.0" {
        "0.0".to_owned()
    } else {
        text
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Rect {
    /// Its right edge.
    pub(crate) fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    pub(crate) fn bottom(self) -> f64 {
        self.y + self.height
    }
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing that is being written.
pub(crate) struct Drawing {
    body: String,
    width: f64,
    height: f64,
}

impl Drawing {
    /// An empty drawing of a size in user units.
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self {
            body: String::new(),
            width,
            height,
        }
    }

    /// A line; `style` holds further attributes and is written as it is.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        let _ = write!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {style}/>",
            at(from.0),
            at(from.1),
            at(to.0),
            at(to.1)
        );
    }

    /// A rectangle.
    pub(crate) fn rect(&mut self, rect: Rect, style: &str) {
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {style}/>",
            at(rect.x),
            at(rect.y),
            at(rect.width.max(0.0)),
            at(rect.height.max(0.0))
        );
    }

    /// A circle.
    pub(crate) fn circle(&mut self, center: (f64, f64), radius: f64, style: &str) {
        let _ = write!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {style}/>",
            at(center.0),
            at(center.1),
            at(radius)
        );
    }

    /// A path through points, closed where `closed`.
    pub(crate) fn path(&mut self, points: &[(f64, f64)], closed: bool, style: &str) {
        if points.is_empty() {
            return;
        }
        let mut data = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            let _ = write!(data, "{command}{} {}", at(*x), at(*y));
        }
        if closed {
            data.push('Z');
        }
        let _ = write!(self.body, "<path d=\"{data}\" {style}/>");
    }

    /// A text, escaped.
    pub(crate) fn text(&mut self, place: (f64, f64), anchor: Anchor, style: &str, text: &str) {
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" {style}>{}</text>",
            at(place.0),
            at(place.1),
            anchor.word(),
            escape(text)
        );
    }

    /// Opens a group with a tooltip; `style` holds further attributes.
    pub(crate) fn open(&mut self, style: &str, title: &str) {
        let space = if style.is_empty() { "" } else { " " };
        let _ = write!(
            self.body,
            "<g{space}{style}><title>{}</title>",
            escape(title)
        );
    }

    /// Closes the group opened last.
    pub(crate) fn close(&mut self) {
        self.body.push_str("</g>");
    }

    /// The whole element; `class` names its style, `title` is what a screen reader says.
    pub(crate) fn finish(self, class: &str, title: &str) -> String {
        let (width, height) = (at(self.width), at(self.height));
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" font-size=\"11\"><title>{}</title>{}</svg>",
            escape(title),
            self.body
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element() {
        let mut drawing = Drawing::new(10.0, 10.0);
        drawing.text(
            (1.0, 2.0),
            Anchor::Start,
            "",
            "</text><script>alert('x')</script>\u{0}",
        );
        drawing.open("", "\"><b>&");
        drawing.close();
        let svg = drawing.finish("x", "<t>");
        assert!(!svg.contains("<script") && !svg.contains("<b>"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;") && !svg.contains('\u{0}'));
    }

    #[test]
    fn coordinates_have_one_decimal_and_no_negative_zero() {
        assert_eq!(at(-0.01), "0.0");
        assert_eq!(at(1.26), "1.3");
        let mut drawing = Drawing::new(10.0, 10.0);
        drawing.path(&[], false, "");
        drawing.path(&[(0.0, 1.0), (2.5, 3.0)], true, "fill=\"none\"");
        let svg = drawing.finish("x", "t");
        assert_eq!(svg.matches("<path").count(), 1);
        assert!(svg.contains("d=\"M0.0 1.0L2.5 3.0Z\""), "{svg}");
    }
}
