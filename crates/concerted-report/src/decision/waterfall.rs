//! From the mass intensity of one route to that of another, by kind of input.

use concerted_model::quantity::significant_digits;
use concerted_route::{Estimate, RouteResult};

use crate::palette::{DEMAND, GRID, INK, MUTED, WARNING};
use crate::svg::{Anchor, Drawing, Rect};

const LEFT: f64 = 160.0;
const WIDTH: f64 = 480.0;
const ROW: f64 = 26.0;

/// Draws how reactants, solvents and water lead from the process mass intensity of one route to that of another;
/// nothing where either is unknown.
pub fn waterfall_svg(from: &RouteResult, to: &RouteResult) -> Option<String> {
    let total = |route: &RouteResult| Some(route.intensities.full.as_ref()?.total.value());
    let part =
        |pick: fn(&RouteResult) -> Option<&Estimate>| Some(pick(to)?.value() - pick(from)?.value());
    let (start, end) = (total(from)?, total(to)?);
    let parts = [
        (
            "reactants",
            part(|route| route.intensities.reactants.as_ref())?,
        ),
        (
            "solvents",
            part(|route| route.intensities.solvents.as_ref())?,
        ),
        ("water", part(|route| route.intensities.water.as_ref())?),
    ];
    let mut bars = vec![(from.name.as_str(), 0.0, start, DEMAND)];
    let mut level = start;
    for (name, change) in parts {
        bars.push((
            name,
            level,
            level + change,
            if change > 0.0 { WARNING } else { "#009e73" },
        ));
        level += change;
    }
    bars.push((to.name.as_str(), 0.0, end, DEMAND));
    let most = bars
        .iter()
        .flat_map(|bar| [bar.1, bar.2])
        .fold(1.0, f64::max);
    let x = |mass: f64| LEFT + WIDTH * mass.max(0.0) / most;
    let mut drawing = Drawing::new(LEFT + WIDTH + 90.0, ROW * bars.len() as f64 + 30.0);
    drawing.line(
        (LEFT, 8.0),
        (LEFT, 12.0 + ROW * bars.len() as f64),
        &format!("stroke=\"{GRID}\""),
    );
    for (row, (name, low, high, fill)) in bars.iter().enumerate() {
        let y = 12.0 + ROW * row as f64;
        let (left, right) = (x(low.min(*high)), x(low.max(*high)));
        let rect = Rect {
            x: left,
            y,
            width: right - left,
            height: ROW - 8.0,
        };
        drawing.open("", name);
        drawing.rect(rect, &format!("fill=\"{fill}\""));
        drawing.close();
        let short: String = name.chars().take(24).collect();
        drawing.text(
            (LEFT - 6.0, y + 13.0),
            Anchor::End,
            &format!("fill=\"{INK}\""),
            &short,
        );
        let change = row > 0 && row + 1 < bars.len();
        let value = if change { high - low } else { *high };
        let sign = if change && value > 0.0 { "+" } else { "" };
        let label = format!("{sign}{}", significant_digits(value));
        drawing.text(
            (right + 5.0, y + 13.0),
            Anchor::Start,
            &format!("fill=\"{MUTED}\""),
            &label,
        );
    }
    let title = format!(
        "Process mass intensity from {} to {}, kg/kg",
        from.name, to.name
    );
    Some(drawing.finish("waterfall", &title))
}
