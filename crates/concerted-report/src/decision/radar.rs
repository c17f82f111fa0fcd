//! Scores of routes on spokes.

use std::f64::consts::TAU;

use concerted_route::Decision;

use super::color;
use crate::palette::{GRID, INK, MUTED};
use crate::svg::{Anchor, Drawing};

const RADIUS: f64 = 120.0;
const CENTER: (f64, f64) = (290.0, 170.0);

/// Draws the scores of all routes, one spoke for each criterion that counts; the rim is the best route.
///
/// With fewer than three such criteria the spokes make no area; the points are drawn all the same.
pub fn radar_svg(decision: &Decision) -> String {
    let rows: Vec<_> = decision.rows.iter().filter(|row| row.counts).collect();
    let height = 345.0 + 16.0 * decision.names.len() as f64;
    let mut drawing = Drawing::new(580.0, height);
    let place = |spoke: usize, share: f64| {
        let angle = TAU * spoke as f64 / rows.len().max(1) as f64;
        let (sine, cosine) = (angle.sin(), angle.cos());
        (
            CENTER.0 + RADIUS * share * sine,
            CENTER.1 - RADIUS * share * cosine,
        )
    };
    for ring in [0.25, 0.5, 0.75, 1.0] {
        let points: Vec<(f64, f64)> = (0..rows.len()).map(|spoke| place(spoke, ring)).collect();
        drawing.path(&points, true, &format!("fill=\"none\" stroke=\"{GRID}\""));
    }
    for (spoke, row) in rows.iter().enumerate() {
        drawing.line(CENTER, place(spoke, 1.0), &format!("stroke=\"{GRID}\""));
        let (x, y) = place(spoke, 1.12);
        let anchor = if x > CENTER.0 + 5.0 {
            Anchor::Start
        } else if x < CENTER.0 - 5.0 {
            Anchor::End
        } else {
            Anchor::Middle
        };
        drawing.text(
            (x, y + 4.0),
            anchor,
            &format!("fill=\"{MUTED}\""),
            row.criterion.label(),
        );
    }
    for (route, name) in decision.names.iter().enumerate() {
        let points: Vec<(f64, f64)> = rows
            .iter()
            .enumerate()
            .map(|(spoke, row)| {
                place(
                    spoke,
                    row.judgements[route].score.map_or(0.0, |score| score.0),
                )
            })
            .collect();
        let own = color(route);
        drawing.open("", name);
        drawing.path(
            &points,
            true,
            &format!("fill=\"{own}\" fill-opacity=\"0.08\" stroke=\"{own}\" stroke-width=\"2\""),
        );
        for point in points {
            drawing.circle(point, 3.0, &format!("fill=\"{own}\""));
        }
        drawing.close();
        let y = 340.0 + 16.0 * route as f64;
        drawing.circle((20.0, y - 4.0), 4.0, &format!("fill=\"{own}\""));
        drawing.text((32.0, y), Anchor::Start, &format!("fill=\"{INK}\""), name);
    }
    drawing.finish("radar", "Scores of the routes by criterion")
}
