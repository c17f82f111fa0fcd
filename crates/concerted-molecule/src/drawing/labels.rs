//! Atom labels: which atoms have one, where its hydrogens go, how much room it takes.

use super::sketch::{Point, Sketch, SketchAtom};

/// On which side of the symbol the hydrogens stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
    Below,
    Above,
}

/// What is written at an atom.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) symbol: &'static str,
    pub(super) isotope: Option<u16>,
    pub(super) hydrogens: u8,
    pub(super) side: Side,
    /// As in `+`, `2−`.
    pub(super) charge: String,
    /// Whether a bond leaves where the charge would stand, so that it must be raised.
    pub(super) raised: bool,
}

/// Width of a capital letter, of a small one and of a raised or lowered digit, in units of the font size.
/// Measured on the usual sans-serif faces; wider faces still leave a gap to the bonds.
const CAPITAL: f64 = 0.72;
const SMALL: f64 = 0.5;
const DIGIT: f64 = 0.42;

/// The label of an atom; bare carbon in a skeleton has none.
pub(super) fn label(sketch: &Sketch, atom: usize) -> Option<Label> {
    let at = &sketch.atoms[atom];
    let alone = at.neighbors.is_empty();
    // The carbon in the middle of an allene would vanish in a straight line.
    let straight = sketch
        .bonds
        .iter()
        .filter(|bond| bond.atoms.contains(&atom) && bond.order == 2)
        .count()
        == 2;
    if at.symbol == "C" && !alone && at.charge == 0 && at.isotope.is_none() && !straight {
        return None;
    }
    let charge = match at.charge {
        0 => String::new(),
        1 => "+".to_owned(),
        -1 => "−".to_owned(),
        charge if charge > 0 => format!("{charge}+"),
        charge => format!("{}−", charge.unsigned_abs()),
    };
    Some(Label {
        symbol: at.symbol,
        isotope: at.isotope,
        hydrogens: at.hydrogens,
        side: side(sketch, at),
        raised: crowding(sketch, at, [1.0, 0.0]) > 0.7,
        charge,
    })
}

/// How directly a bond points in a direction: 1 along it, -1 if all point away.
fn crowding(sketch: &Sketch, at: &SketchAtom, direction: Point) -> f64 {
    let toward = at.neighbors.iter().map(|neighbor| {
        let place = sketch.atoms[*neighbor].place;
        let delta = [place[0] - at.place[0], place[1] - at.place[1]];
        let length = delta[0].hypot(delta[1]).max(1e-6);
        (delta[0] * direction[0] + delta[1] * direction[1]) / length
    });
    toward.fold(-1.0, f64::max)
}

/// The side with most room, right before left before below before above.
fn side(sketch: &Sketch, at: &SketchAtom) -> Side {
    if at.neighbors.is_empty() {
        // Chemists write H2O and HCl, but NH3 and CH4.
        return if matches!(at.symbol, "O" | "S" | "F" | "Cl" | "Br" | "I") && at.charge == 0 {
            Side::Left
        } else {
            Side::Right
        };
    }
    if let [neighbor] = at.neighbors.as_slice() {
        // At the end of a chain the hydrogens stand beside the symbol, never above or below.
        let leftward = sketch.atoms[*neighbor].place[0] > at.place[0] + 0.4;
        return if leftward { Side::Left } else { Side::Right };
    }
    let mut best = (Side::Right, f64::INFINITY);
    for (side, direction, handicap) in [
        (Side::Right, [1.0, 0.0], 0.0),
        (Side::Left, [-1.0, 0.0], 0.05),
        // A stacked label is harder to read: only where both sides are taken.
        (Side::Below, [0.0, 1.0], 0.25),
        (Side::Above, [0.0, -1.0], 0.3),
    ] {
        let score = crowding(sketch, at, direction) + handicap;
        if score < best.1 {
            best = (side, score);
        }
    }
    best.0
}

impl Label {
    /// Width of the symbol alone, in units of the font size.
    pub(super) fn symbol_width(&self) -> f64 {
        CAPITAL + SMALL * (self.symbol.len() - 1) as f64
    }

    /// Width of the hydrogens, in units of the font size.
    pub(super) fn hydrogen_width(&self) -> f64 {
        match self.hydrogens {
            0 => 0.0,
            1 => CAPITAL,
            _ => CAPITAL + DIGIT,
        }
    }

    /// Width of the isotope number, in units of the font size.
    pub(super) fn isotope_width(&self) -> f64 {
        self.isotope
            .map_or(0.0, |isotope| DIGIT * isotope.to_string().len() as f64)
    }

    /// Width of the charge, in units of the font size.
    pub(super) fn charge_width(&self) -> f64 {
        0.5 * self.charge.chars().count() as f64
    }

    /// How far the label reaches left, right, up and down from the atom, in units of the font size.
    pub(super) fn reach(&self) -> [f64; 4] {
        let half = self.symbol_width() / 2.0;
        let mut reach = [
            half + self.isotope_width(),
            half + self.charge_width(),
            0.42,
            0.42,
        ];
        if self.hydrogens > 0 {
            match self.side {
                Side::Right => reach[1] += self.hydrogen_width(),
                Side::Left => reach[0] += self.hydrogen_width(),
                Side::Below => reach[3] += 0.9,
                Side::Above => reach[2] += 0.9,
            }
        }
        reach
    }
}
