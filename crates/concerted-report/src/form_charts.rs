//! Charts of solid forms that stand alone: free energy of two forms, solvents by yield and volumes.

use concerted_form::{
    Comparison, HeatCapacity, RelationKind, SolventChoice, free_energy_difference,
};
use concerted_reference::GreenRank;

use crate::palette::{DEMAND, GRID, INK, MUTED, WARNING};
use crate::svg::{Anchor, Drawing, Rect};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const PLOT: Rect = Rect {
    x: 62.0,
    y: 44.0,
    width: 552.0,
    height: 300.0,
};

/// Points of a curve.
const STEPS: u32 = 60;

/// Marks wanted on an axis.
const MARKS: f64 = 6.0;

/// Free energy of two forms against temperature: each below the melt, crossing at the transition.
///
/// Upper part of the classical diagram of energy against temperature: G(form) − G(form 2) with the interval
/// of 95 % as a band, from 150 K below the lower melting point to the higher one; melting points and
/// transition are marked. Without heat-capacity term as a line, with its prior as dashes.
pub fn free_energy_svg(compared: &Comparison) -> String {
    let (tm1, tm2) = (
        compared.first_melting.temperature_k,
        compared.second_melting.temperature_k,
    );
    let (low, high) = ((tm2 - 150.0).max(1.0), tm1 + 10.0);
    let at = |step: u32| low + (high - low) * f64::from(step) / f64::from(STEPS);
    let curve = |term: &HeatCapacity| -> Vec<(f64, f64, f64)> {
        (0..=STEPS)
            .map(at)
            .map(|t| {
                let (value, error) = free_energy_difference(
                    &compared.first_melting,
                    &compared.second_melting,
                    term,
                    t,
                );
                (t, value, 1.96 * error)
            })
            .collect()
    };
    let (without, with) = (curve(&HeatCapacity::NONE), curve(&compared.heat_capacity));
    let reach = without
        .iter()
        .map(|(_, value, half)| value.abs() + half)
        .fold(0.1, f64::max);
    let mut plot = Plot::new((low, high), (-reach, reach));
    plot.axes("temperature, K", "G(1) − G(2), kJ/mol");
    let band = without.iter().map(|(t, value, half)| (*t, value + half));
    let back = without
        .iter()
        .rev()
        .map(|(t, value, half)| (*t, value - half));
    let band: Vec<(f64, f64)> = band.chain(back).collect();
    plot.path(
        &band,
        true,
        &format!("fill=\"{DEMAND}\" fill-opacity=\"0.15\""),
    );
    let line = |points: &[(f64, f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|(t, value, _)| (*t, *value)).collect()
    };
    plot.path(
        &line(&without),
        false,
        &format!("fill=\"none\" stroke=\"{DEMAND}\" stroke-width=\"2\""),
    );
    plot.path(
        &line(&with),
        false,
        &format!("fill=\"none\" stroke=\"{MUTED}\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\""),
    );
    plot.level(0.0);
    for (name, t) in [(&compared.first, tm1), (&compared.second, tm2)] {
        plot.upright(t, MUTED, &format!("{name} melts"));
    }
    if let Some(t) = compared
        .without
        .transition_k()
        .filter(|t| *t > low && *t < high)
    {
        plot.upright(t, WARNING, &format!("T0 {t:.0} K"));
    }
    let kind = match compared.without.kind {
        RelationKind::Monotropic => "monotropic",
        RelationKind::Enantiotropic => "enantiotropic",
    };
    plot.finish(&format!(
        "{} (1) and {} (2): {kind}, probability {:.3} without and {:.3} with heat-capacity term",
        compared.first,
        compared.second,
        compared.without.probability(),
        match compared.without.kind {
            RelationKind::Monotropic => compared.with.monotropic_probability,
            RelationKind::Enantiotropic => 1.0 - compared.with.monotropic_probability,
        }
    ))
}

/// Solvents by volumes and yield, colored by CHEM21 rank; those of the Pareto set are filled.
pub fn solvents_svg(choices: &[SolventChoice]) -> String {
    let designs = || {
        choices
            .iter()
            .filter_map(|choice| Some((choice, choice.design.as_ref().ok()?)))
    };
    let most = designs()
        .map(|(_, design)| design.volumes)
        .fold(1.0, f64::max);
    let mut plot = Plot::new((0.0, 1.1 * most), (0.0, 100.0));
    plot.axes("solvent, L/kg", "equilibrium yield, %");
    for (choice, design) in designs() {
        let color = match choice.rank {
            Some(GreenRank::Recommended) => "#009e73",
            Some(GreenRank::Problematic) => "#e69f00",
            Some(GreenRank::Hazardous | GreenRank::HighlyHazardous) => WARNING,
            None => MUTED,
        };
        let fill = if choice.pareto { color } else { "#ffffff" };
        let at = plot.place((design.volumes, 100.0 * design.isolated));
        let title = format!(
            "{}: {:.1} % at {:.1} L/kg",
            choice.name,
            100.0 * design.isolated,
            design.volumes
        );
        plot.drawing.open("", &title);
        plot.drawing.circle(
            at,
            5.0,
            &format!("fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"2\""),
        );
        let right = at.0 > PLOT.right() - 120.0;
        let (x, anchor) = if right {
            (at.0 - 9.0, Anchor::End)
        } else {
            (at.0 + 9.0, Anchor::Start)
        };
        plot.drawing.text(
            (x, at.1 + 4.0),
            anchor,
            &format!("fill=\"{INK}\""),
            &choice.name,
        );
        plot.drawing.close();
    }
    plot.finish("Solvents by yield and volumes; filled: of the Pareto set with CHEM21 and Q3C")
}

/// A plot of two numbers.
struct Plot {
    drawing: Drawing,
    x: (f64, f64),
    y: (f64, f64),
}

impl Plot {
    fn new(x: (f64, f64), y: (f64, f64)) -> Self {
        Self {
            drawing: Drawing::new(WIDTH, HEIGHT),
            x,
            y,
        }
    }

    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            PLOT.x + PLOT.width * (x - self.x.0) / (self.x.1 - self.x.0),
            PLOT.bottom() - PLOT.height * (y - self.y.0) / (self.y.1 - self.y.0),
        )
    }

    fn axes(&mut self, below: &str, beside: &str) {
        let grid = format!("stroke=\"{GRID}\"");
        let ink = format!("fill=\"{MUTED}\"");
        for x in marks(self.x) {
            let (at, _) = self.place((x, self.y.0));
            self.drawing.line((at, PLOT.y), (at, PLOT.bottom()), &grid);
            self.drawing
                .text((at, PLOT.bottom() + 16.0), Anchor::Middle, &ink, &mark(x));
        }
        for y in marks(self.y) {
            let (_, at) = self.place((self.x.0, y));
            self.drawing.line((PLOT.x, at), (PLOT.right(), at), &grid);
            self.drawing
                .text((PLOT.x - 6.0, at + 4.0), Anchor::End, &ink, &mark(y));
        }
        let middle = PLOT.x + PLOT.width / 2.0;
        self.drawing
            .text((middle, PLOT.bottom() + 36.0), Anchor::Middle, &ink, below);
        self.drawing
            .text((PLOT.x, PLOT.y - 8.0), Anchor::Start, &ink, beside);
    }

    fn path(&mut self, points: &[(f64, f64)], closed: bool, style: &str) {
        let points: Vec<(f64, f64)> = points.iter().map(|point| self.place(*point)).collect();
        self.drawing.path(&points, closed, style);
    }

    fn level(&mut self, y: f64) {
        let (_, at) = self.place((self.x.0, y));
        self.drawing.line(
            (PLOT.x, at),
            (PLOT.right(), at),
            &format!("stroke=\"{INK}\""),
        );
    }

    fn upright(&mut self, x: f64, color: &str, text: &str) {
        let (at, _) = self.place((x, self.y.0));
        let style = format!("stroke=\"{color}\" stroke-dasharray=\"3 3\"");
        self.drawing.line((at, PLOT.y), (at, PLOT.bottom()), &style);
        // Labels of lines that lie close go to different heights.
        let height = PLOT.y + 12.0 + (x * 7.0).rem_euclid(5.0) * 12.0;
        self.drawing.text(
            (at - 4.0, height),
            Anchor::End,
            &format!("fill=\"{color}\""),
            text,
        );
    }

    fn finish(mut self, title: &str) -> String {
        self.drawing.text(
            (12.0, 18.0),
            Anchor::Start,
            &format!("fill=\"{INK}\" font-weight=\"600\""),
            title,
        );
        // A file of its own needs the name space; inside a page it does no harm.
        let svg = self.drawing.finish("chart form", title);
        svg.replacen(
            "<svg ",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" ",
            1,
        )
    }
}

/// Round numbers inside a range, about [`MARKS`] of them.
fn marks((low, high): (f64, f64)) -> Vec<f64> {
    let raw = (high - low) / MARKS;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw)
        .unwrap_or(raw);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last).map(|at| at as f64 * step).collect()
}

fn mark(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use concerted_form::{FormData, PairData, RelationDefaults, compare};

    use super::*;

    #[test]
    fn marks_are_round_and_inside() {
        assert_eq!(marks((0.0, 100.0)), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert!(
            marks((248.2, 472.2))
                .iter()
                .all(|mark| (248.2..=472.2).contains(mark))
        );
        assert_eq!([mark(-0.001), mark(2.5), mark(20.0)], ["0", "2.5", "20"]);
    }

    #[test]
    fn the_transition_is_drawn_where_there_is_one() {
        let form = |name: &str, melting_k, heat| FormData {
            name: name.to_owned(),
            melting_k: Some(melting_k),
            heat: Some(heat),
            ..FormData::default()
        };
        let defaults = RelationDefaults {
            melting_error_k: 0.5,
            heat_relative_error: 0.03,
            density_relative_error: 0.01,
            heat_capacity_share: (0.5, 0.25),
        };
        let draw = |heat| {
            let pair = PairData {
                one: form("<I>", 462.2, heat),
                other: form("III", 448.2, 29.3),
                ..PairData::default()
            };
            free_energy_svg(&compare(&pair, &defaults).unwrap())
        };
        let crossing = draw(26.4);
        assert!(
            crossing.contains("T0 351 K") && crossing.contains("&lt;I&gt;"),
            "{crossing}"
        );
        assert!(crossing.starts_with("<svg xmlns="));
        assert!(!draw(33.0).contains("T0"));
    }
}
