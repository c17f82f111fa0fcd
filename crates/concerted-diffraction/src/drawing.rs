//! A picture of measured against computed intensities.

use std::fmt::Write as _;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 30.0;
/// Lower end of the main panel, and middle of the difference panel.
const BASE: f64 = 290.0;
const MIDDLE: f64 = 340.0;
/// Most points of a line: more than two for each pixel cannot be seen.
const MOST: usize = 1_800;

/// Draws net and computed intensities over 2θ with the difference below, as SVG.
///
/// The three series must be equally long; points beyond the shortest are left out.
pub fn draw(title: &str, two_theta: &[f64], net: &[f64], calculated: &[f64]) -> String {
    let count = two_theta.len().min(net.len()).min(calculated.len());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\"><title>{title}</title>\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>",
        title = escaped(title)
    );
    if count < 2 {
        svg.push_str("</svg>");
        return svg;
    }
    let (first, last) = (two_theta[0], two_theta[count - 1]);
    let highest = net[..count]
        .iter()
        .chain(&calculated[..count])
        .copied()
        .fold(f64::MIN_POSITIVE, f64::max);
    let x = |angle: f64| LEFT + (angle - first) / (last - first) * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| BASE - value / highest * (BASE - TOP);
    let difference: Vec<f64> = net[..count]
        .iter()
        .zip(calculated)
        .map(|(n, c)| n - c)
        .collect();
    let line = |values: &[f64], height: &dyn Fn(f64) -> f64| {
        thinned(values)
            .into_iter()
            .map(|at| format!("{:.1},{:.1}", x(two_theta[at]), height(values[at])))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let low = |value: f64| MIDDLE - value / highest * (BASE - TOP);
    for (points, color, width) in [
        (line(&net[..count], &y), "#1f4e79", 1.0),
        (line(&calculated[..count], &y), "#c0392b", 1.0),
        (line(&difference, &low), "#555555", 0.8),
    ] {
        let _ = write!(
            svg,
            "<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" points=\"{points}\"/>"
        );
    }
    axis(&mut svg, first, last, &x);
    let texts = [
        (LEFT, 18.0, "#000000", title),
        (
            WIDTH - 330.0,
            18.0,
            "#1f4e79",
            "measured, without background",
        ),
        (WIDTH - 140.0, 18.0, "#c0392b", "computed"),
        (WIDTH - 75.0, 18.0, "#555555", "difference"),
        (
            WIDTH / 2.0 - 40.0,
            HEIGHT - 6.0,
            "#000000",
            "2\u{3b8} in degrees",
        ),
    ];
    for (left, top, color, text) in texts {
        let _ = write!(
            svg,
            "<text x=\"{left}\" y=\"{top}\" fill=\"{color}\">{}</text>",
            escaped(text)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The axis with a mark at round angles.
fn axis(svg: &mut String, first: f64, last: f64, x: &dyn Fn(f64) -> f64) {
    let bottom = HEIGHT - 40.0;
    let _ = write!(
        svg,
        "<path d=\"M{LEFT} {bottom}H{}M{LEFT} {BASE}H{}\" stroke=\"#999999\" fill=\"none\"/>",
        WIDTH - RIGHT,
        WIDTH - RIGHT
    );
    let span = last - first;
    let step = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0]
        .into_iter()
        .find(|step| span / step <= 14.0)
        .unwrap_or(50.0);
    let mut mark = (first / step).ceil();
    while mark * step <= last + 1e-9 {
        let at = x(mark * step);
        let _ = write!(
            svg,
            "<path d=\"M{at:.1} {bottom}v5\" stroke=\"#999999\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            bottom + 18.0,
            (mark * step * 10.0).round() / 10.0
        );
        mark += 1.0;
    }
}

/// Indices of points that keep the lowest and highest of each pixel.
fn thinned(values: &[f64]) -> Vec<usize> {
    if values.len() <= MOST {
        return (0..values.len()).collect();
    }
    let size = values.len().div_ceil(MOST / 2);
    let mut kept = Vec::new();
    for (at, part) in values.chunks(size).enumerate() {
        let by = |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1);
        let lowest = part
            .iter()
            .enumerate()
            .min_by(by)
            .map_or(0, |found| found.0);
        let highest = part
            .iter()
            .enumerate()
            .max_by(by)
            .map_or(0, |found| found.0);
        kept.push(at * size + lowest.min(highest));
        kept.push(at * size + lowest.max(highest));
    }
    kept.dedup();
    kept
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_survives_thinning_and_titles_are_escaped() {
        let grid: Vec<f64> = (0..20_000).map(|i| 5.0 + f64::from(i) * 0.002).collect();
        let mut net = vec![0.0; grid.len()];
        net[7_777] = 100.0;
        let svg = draw("<a & b>", &grid, &net, &net);
        assert!(svg.contains("&lt;a &amp; b&gt;") && svg.ends_with("</svg>"));
        assert!(
            svg.contains(&format!(",{TOP:.1}")),
            "the spike reaches the top"
        );
        assert!(draw("empty", &[], &[], &[]).ends_with("</svg>"));
    }
}
