//! A time axis: dates to horizontal places, with a grid of months.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::number::days_between;
use crate::palette::{GRID, MUTED};
use crate::svg::{Anchor, Drawing, Rect};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// Width in user units that the label of a month needs.
const LABEL: f64 = 26.0;

/// Dates from the first to the last, laid over a width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TimeAxis {
    first: Date,
    last: Date,
    left: f64,
    width: f64,
}

impl TimeAxis {
    /// An axis from the first day of the month of `first` to the end of the month of `last`.
    ///
    /// `None` where `last` is before `first` or the axis would leave the calendar.
    pub(crate) fn new(first: Date, last: Date, left: f64, width: f64) -> Option<Self> {
        if last < first || width <= 0.0 {
            return None;
        }
        Some(Self {
            first: first.first_of_month(),
            last: last.last_of_month().checked_add(1.day()).ok()?,
            left,
            width,
        })
    }

    /// The place of a date; dates beyond the ends are put at the ends.
    pub(crate) fn x(&self, date: Date) -> f64 {
        self.x_of_day(days_between(self.first, date) as f64)
    }

    /// The place of the end of a date.
    pub(crate) fn x_end(&self, date: Date) -> f64 {
        self.x_of_day(days_between(self.first, date) as f64 + 1.0)
    }

    /// The place of a number of days from the first day of the axis.
    fn x_of_day(&self, days: f64) -> f64 {
        let all = days_between(self.first, self.last) as f64;
        self.left + (days / all).clamp(0.0, 1.0) * self.width
    }

    /// Width of one day.
    pub(crate) fn day_width(&self) -> f64 {
        self.width / days_between(self.first, self.last) as f64
    }

    /// First days of the months shown, and after how many months one is labelled.
    fn months(&self) -> (Vec<Date>, usize) {
        let mut months = Vec::new();
        let mut month = self.first;
        while month < self.last {
            months.push(month);
            match month.checked_add(1.month()) {
                Ok(next) => month = next,
                Err(_) => break,
            }
        }
        let each = self.width / months.len().max(1) as f64;
        let step = [1, 2, 3, 6, 12, 24, 60, 120]
            .into_iter()
            .find(|step| each * f64::from(*step) >= LABEL)
            .unwrap_or(240);
        (months, step as usize)
    }

    /// Draws grid and labels; labels stand above the plot.
    pub(crate) fn draw(&self, drawing: &mut Drawing, plot: Rect) {
        let (months, step) = self.months();
        let offset = |month: &Date| usize::try_from(month.month() - 1).unwrap_or(0);
        for month in &months {
            let year_starts = month.month() == 1;
            let labelled = if step <= 12 {
                offset(month) % step == 0
            } else {
                year_starts && usize::try_from(month.year()).unwrap_or(0) % (step / 12) == 0
            };
            if !labelled && step > 3 {
                continue;
            }
            let x = self.x(*month);
            let color = if year_starts { MUTED } else { GRID };
            drawing.line(
                (x, plot.y),
                (x, plot.bottom()),
                &format!("stroke=\"{color}\" stroke-width=\"0.7\""),
            );
            if labelled && x + LABEL <= plot.right() + 6.0 {
                let style = format!("fill=\"{MUTED}\" font-size=\"9.5\"");
                if step < 12 {
                    let name = MONTHS[offset(month)];
                    drawing.text((x + 2.0, plot.y - 4.0), Anchor::Start, &style, name);
                }
                if year_starts || Some(month) == months.first() {
                    let style = format!("fill=\"{MUTED}\" font-size=\"9.5\" font-weight=\"700\"");
                    let year = month.year().to_string();
                    drawing.text((x + 2.0, plot.y - 15.0), Anchor::Start, &style, &year);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_fall_in_order_between_the_ends() {
        let axis = TimeAxis::new(day("2027-01-15"), day("2028-06-02"), 50.0, 900.0).unwrap();
        assert!((axis.x(day("2027-01-01")) - 50.0).abs() < 1e-9);
        assert!((axis.x_end(day("2028-06-30")) - 950.0).abs() < 1e-9);
        let mut last = 0.0;
        for text in [
            "2026-01-01",
            "2027-02-01",
            "2027-12-31",
            "2028-01-01",
            "2031-01-01",
        ] {
            let x = axis.x(day(text));
            assert!((50.0..=950.0).contains(&x) && x >= last, "{text} at {x}");
            last = x;
        }
    }

    #[test]
    fn an_axis_needs_an_end_after_its_start() {
        assert!(TimeAxis::new(day("2027-02-01"), day("2027-01-01"), 0.0, 10.0).is_none());
        assert!(TimeAxis::new(day("2027-02-01"), day("2027-02-01"), 0.0, 10.0).is_some());
        assert!(TimeAxis::new(day("2027-02-01"), day("9999-12-31"), 0.0, 10.0).is_none());
    }

    #[test]
    fn labels_thin_out_on_long_axes() {
        for last in [
            "2027-03-01",
            "2028-03-01",
            "2031-03-01",
            "2047-03-01",
            "2127-03-01",
        ] {
            let axis = TimeAxis::new(day("2027-01-01"), day(last), 0.0, 800.0).unwrap();
            let mut drawing = Drawing::new(800.0, 100.0);
            let plot = Rect {
                x: 0.0,
                y: 30.0,
                width: 800.0,
                height: 60.0,
            };
            axis.draw(&mut drawing, plot);
            let svg = drawing.finish("t", "t");
            assert!((1..80).contains(&svg.matches("<text").count()), "{last}");
        }
    }
}
