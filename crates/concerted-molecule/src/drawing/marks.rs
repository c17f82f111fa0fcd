//! What is drawn besides the structure: discs in several colors, a wash for numbers, notes beside atoms.

use std::fmt::Write;

use super::DrawOptions;
use super::labels::Label;
use super::sketch::{Point, Sketch};
use super::svg::{Canvas, escape, tidy};
use crate::error::MoleculeError;
use crate::molecule::Molecule;

/// Red and blue of the usual diverging scale, told apart by all common kinds of color vision.
const ABOVE: &str = "#b2182b";
const BELOW: &str = "#2166ac";
/// Share of the range below which there is nothing to see.
const FAINT: f64 = 0.02;
/// Share of the range below which a wash has no rim: its sign hardly matters.
const RIM_FROM: f64 = 0.2;

/// What to draw, in the numbering of the sketch.
pub(super) struct Marks<'a> {
    /// Sets of atoms and their colors.
    sets: Vec<(Vec<bool>, &'a str)>,
    /// One note for each atom that has any.
    pub(super) notes: Vec<(usize, String)>,
    /// From -1 to 1 for each atom.
    washes: Vec<f64>,
}

impl Marks<'_> {
    /// Whether any atom has a wash; its label is then drawn without a color of its own.
    pub(super) fn washed(&self) -> bool {
        self.washes.iter().any(|value| value.abs() >= FAINT)
    }
}

impl<'a> Marks<'a> {
    /// Checks atoms and colors.
    pub(super) fn new(
        molecule: &Molecule,
        options: &DrawOptions<'a>,
    ) -> Result<Self, MoleculeError> {
        let count = molecule.heavy_graph().atom_count();
        let first = (options.highlight_atoms, options.highlight_color);
        let further = options.highlights.iter().map(|set| (set.atoms, set.color));
        let mut sets = Vec::new();
        for (atoms, color) in std::iter::once(first).chain(further) {
            if !is_color(color) {
                return Err(MoleculeError::Color {
                    color: color.to_owned(),
                });
            }
            let mut set = vec![false; count];
            for atom in atoms {
                set[molecule.heavy_atom(*atom)?] = true;
            }
            if !atoms.is_empty() {
                sets.push((set, color));
            }
        }
        let mut notes: Vec<(usize, String)> = Vec::new();
        for (atom, text) in options.notes {
            let atom = molecule.heavy_atom(*atom)?;
            match notes.iter_mut().find(|(noted, _)| *noted == atom) {
                Some((_, note)) => *note = format!("{note} {text}"),
                None => notes.push((atom, text.clone())),
            }
        }
        Ok(Self {
            sets,
            notes,
            washes: washes(molecule, options, count)?,
        })
    }
}

/// The values as shares of the range; those of written-out hydrogens go to the atom that carries them.
fn washes(
    molecule: &Molecule,
    options: &DrawOptions<'_>,
    count: usize,
) -> Result<Vec<f64>, MoleculeError> {
    let mut washes = vec![0.0; count];
    for (atom, value) in options.values.iter().enumerate() {
        let atom = molecule.heavy_atom(atom)?;
        if value.is_finite() {
            washes[atom] += value;
        }
    }
    let largest = washes
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let range = options
        .value_range
        .filter(|range| range.is_finite() && *range > 0.0)
        .unwrap_or(largest);
    if range > 0.0 {
        for value in &mut washes {
            *value = (*value / range).clamp(-1.0, 1.0);
        }
    }
    Ok(washes)
}

/// Whether a color can stand in an attribute as it is.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Where a note stands: middle and half the extent, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoteBox {
    pub(super) middle: Point,
    pub(super) half: Point,
}

impl NoteBox {
    /// Whether a point lies in the box grown by `rim`.
    fn holds(&self, point: Point, rim: f64) -> bool {
        (0..2).all(|axis| (point[axis] - self.middle[axis]).abs() < self.half[axis] + rim)
    }

    /// Whether another box overlaps.
    fn meets(&self, middle: Point, half: Point) -> bool {
        (0..2).all(|axis| {
            (middle[axis] - self.middle[axis]).abs() < self.half[axis] + half[axis] + 1.0
        })
    }
}

/// The size of the letters in a note.
pub(super) fn note_size(font: f64) -> f64 {
    (0.82 * font).max(8.0)
}

/// A place for each note where it covers least, one after the other.
pub(super) fn place_notes(
    sketch: &Sketch,
    labels: &[Option<Label>],
    notes: &[(usize, String)],
    [bond, font]: [f64; 2],
) -> Vec<NoteBox> {
    const DIRECTIONS: usize = 16;
    const DISTANCES: usize = 5;
    let size = note_size(font);
    let mut placed: Vec<NoteBox> = Vec::new();
    for (atom, text) in notes {
        let half = [
            (0.3 * text.chars().count() as f64 + 0.4) * size,
            0.62 * size,
        ];
        let mut best: Option<(f64, NoteBox)> = None;
        // Every step away from the atom costs less than one covered point of a bond.
        for place in 0..DISTANCES * DIRECTIONS {
            let ring = (place / DIRECTIONS) as f64;
            let angle = (place % DIRECTIONS) as f64 / DIRECTIONS as f64 * std::f64::consts::TAU;
            // Straight up first: the eye looks for an index there.
            let direction = [angle.sin(), -angle.cos()];
            let reach = reach(labels[*atom].as_ref(), direction, font)
                + (direction[0] * half[0]).hypot(direction[1] * half[1])
                + 0.3 * bond * ring;
            let at = sketch.atoms[*atom].place;
            let candidate = NoteBox {
                middle: [
                    at[0] * bond + direction[0] * reach,
                    at[1] * bond + direction[1] * reach,
                ],
                half,
            };
            let cost = 4.0 * ring + cost(sketch, labels, &placed, &candidate, [bond, font]);
            if best.is_none_or(|(least, _)| cost < least - 1e-9) {
                best = Some((cost, candidate));
            }
        }
        placed.extend(best.map(|(_, place)| place));
    }
    placed
}

/// How far the label of an atom reaches in a direction, in pixels.
fn reach(label: Option<&Label>, direction: Point, font: f64) -> f64 {
    let Some(label) = label else {
        return 0.4 * font;
    };
    let [left, right, up, down] = label.reach().map(|reach| reach * font);
    let across = if direction[0] > 0.0 { right } else { left };
    let along = if direction[1] > 0.0 { down } else { up };
    (direction[0] * across).hypot(direction[1] * along) + 2.0
}

/// What a note would cover.
fn cost(
    sketch: &Sketch,
    labels: &[Option<Label>],
    placed: &[NoteBox],
    candidate: &NoteBox,
    [bond, font]: [f64; 2],
) -> f64 {
    let scaled = |point: Point| [point[0] * bond, point[1] * bond];
    let mut cost = 0.0;
    for line in &sketch.bonds {
        let [from, to] = line.atoms.map(|atom| scaled(sketch.atoms[atom].place));
        let covered = (0..=8)
            .map(|step| f64::from(step) / 8.0)
            .filter(|part| {
                let point = [
                    from[0] + part * (to[0] - from[0]),
                    from[1] + part * (to[1] - from[1]),
                ];
                candidate.holds(point, 2.0)
            })
            .count();
        cost += 6.0 * covered as f64;
    }
    for (atom, label) in sketch.atoms.iter().zip(labels) {
        let [x, y] = scaled(atom.place);
        let (middle, half) = match label {
            Some(label) => {
                let [left, right, up, down] = label.reach().map(|reach| reach * font);
                (
                    [x + (right - left) / 2.0, y + (down - up) / 2.0],
                    [f64::midpoint(left, right), f64::midpoint(up, down)],
                )
            }
            None => ([x, y], [1.0, 1.0]),
        };
        if candidate.meets(middle, half) {
            cost += 15.0;
        }
    }
    let others = placed
        .iter()
        .filter(|other| candidate.meets(other.middle, other.half));
    cost + 40.0 * others.count() as f64
}

impl Canvas {
    /// Soft discs behind each set of atoms, joined along the bonds between them. One group a set carries the
    /// opacity, so that overlaps do not darken; where sets share an atom the earlier shows as a rim.
    pub(super) fn discs(&mut self, sketch: &Sketch, marks: &Marks<'_>) {
        let radius = (0.36 * self.bond).max(0.75 * self.font);
        for (number, (set, color)) in marks.sets.iter().enumerate() {
            let _ = write!(
                self.body,
                "<g opacity=\"0.45\" fill=\"{color}\" stroke=\"{color}\" stroke-linecap=\"round\">"
            );
            for bond in &sketch.bonds {
                if bond.atoms.iter().all(|atom| set[*atom]) {
                    let [from, to] = bond.atoms.map(|atom| self.places[atom]);
                    let _ = write!(
                        self.body,
                        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke-width=\"{:.1}\"/>",
                        tidy(from[0]),
                        tidy(from[1]),
                        tidy(to[0]),
                        tidy(to[1]),
                        radius * 0.9
                    );
                }
            }
            for (atom, _) in set.iter().enumerate().filter(|(_, on)| **on) {
                let later = marks.sets[number + 1..].iter().filter(|(set, _)| set[atom]);
                let radius = radius * (1.0 + 0.35 * later.count() as f64);
                let [x, y] = self.places[atom];
                let _ = write!(
                    self.body,
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" stroke=\"none\"/>",
                    tidy(x),
                    tidy(y)
                );
            }
            self.body.push_str("</g>");
        }
    }

    /// A wash for each number: red above 0 with a solid rim, blue below with a dashed one.
    ///
    /// Three discs one in the other fade out towards the rim; a gradient would need an id.
    pub(super) fn washes(&mut self, marks: &Marks<'_>) {
        for (atom, &value) in marks.washes.iter().enumerate() {
            if value.abs() < FAINT {
                continue;
            }
            let [x, y] = self.places[atom];
            let [x, y] = [tidy(x), tidy(y)];
            let (color, dashes) = if value > 0.0 {
                (ABOVE, "")
            } else {
                (BELOW, " stroke-dasharray=\"2.2 2.2\"")
            };
            for share in [0.62, 0.48, 0.34] {
                let _ = write!(
                    self.body,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"{color}\" fill-opacity=\"{:.2}\"/>",
                    share * self.bond,
                    0.24 * value.abs()
                );
            }
            if value.abs() >= RIM_FROM {
                let _ = write!(
                    self.body,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"none\" stroke=\"{color}\" \
                     stroke-width=\"1\" stroke-opacity=\"{:.2}\"{dashes}/>",
                    0.48 * self.bond,
                    0.35 + 0.5 * value.abs()
                );
            }
        }
    }

    /// The notes, white on a dark plate, so that they read on any page.
    pub(super) fn notes(&mut self, marks: &Marks<'_>) {
        let size = note_size(self.font);
        let boxes = std::mem::take(&mut self.note_boxes);
        for ((_, text), place) in marks.notes.iter().zip(boxes) {
            let [x, y] = place.middle;
            let [half_width, half_height] = place.half;
            let _ = write!(
                self.body,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{half_height:.1}\" \
                 fill=\"#37474f\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"{size:.1}\" \
                 font-weight=\"bold\" fill=\"#fff\">{}</text>",
                tidy(x - half_width),
                tidy(y - half_height),
                2.0 * half_width,
                2.0 * half_height,
                tidy(x),
                tidy(y + 0.35 * size),
                escape(text)
            );
        }
    }
}
