//! The calibration plot as SVG text.

use std::fmt::Write;

use super::figures::Reliability;

/// Side of the plotting square and its distance from the edges, in pixels.
const SIDE: f64 = 300.0;
const MARGIN: f64 = 50.0;

/// Observed share of positives over mean predicted probability, a circle for each tenth, its area as the rows.
pub(crate) fn calibration(table: &[Reliability]) -> String {
    let across = |share: f64| MARGIN + share * SIDE;
    let up = |share: f64| MARGIN + (1.0 - share) * SIDE;
    let whole = 2.0 * MARGIN + SIDE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>Calibration of the mutagenicity model in cross-validation by scaffold</title>\n\
         <rect width=\"{whole}\" height=\"{whole}\" fill=\"#fff\"/>\n\
         <path d=\"M{} {}V{}H{}\" fill=\"none\" stroke=\"#333\"/>\n\
         <path d=\"M{} {}L{} {}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n",
        across(0.0),
        up(1.0),
        up(0.0),
        across(1.0),
        across(0.0),
        up(0.0),
        across(1.0),
        up(1.0),
    );
    for tick in 0..=5_u8 {
        let share = f64::from(tick) / 5.0;
        let _infallible = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{share:.1}</text>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{share:.1}</text>",
            across(share),
            up(0.0) + 18.0,
            across(0.0) - 6.0,
            up(share) + 4.0,
        );
    }
    let largest = table.iter().map(|of| of.rows).max().unwrap_or(1).max(1) as f64;
    for tenth in table.iter().filter(|of| of.rows > 0) {
        let _infallible = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.1}\" fill=\"#2b6cb0\" fill-opacity=\"0.7\"><title>{} compounds: \
             predicted {:.2}, observed {:.2}</title></circle>",
            across(tenth.predicted),
            up(tenth.observed),
            3.0 + 9.0 * (tenth.rows as f64 / largest).sqrt(),
            tenth.rows,
            tenth.predicted,
            tenth.observed,
        );
    }
    let _infallible = writeln!(
        svg,
        "<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">mean predicted probability</text>\n\
         <text x=\"14\" y=\"{2}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {2})\">observed share of \
         positives</text>\n</svg>",
        across(0.5),
        up(0.0) + 38.0,
        up(0.5),
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_with_rows_become_circles() {
        let tenth = |rows| Reliability {
            rows,
            predicted: 0.5,
            observed: 0.25,
        };
        let svg = calibration(&[tenth(0), tenth(9), tenth(4)]);
        assert_eq!(svg.matches("<circle").count(), 2);
        // A half across and a quarter up the square.
        assert!(
            svg.contains("cx=\"200.0\" cy=\"275.0\" r=\"12.0\""),
            "{svg}"
        );
        assert!(svg.ends_with("</svg>\n"));
    }
}
