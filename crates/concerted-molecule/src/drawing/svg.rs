//! A laid-out structure written as SVG.

use std::fmt::Write;

use super::DrawOptions;
use super::labels::{Label, Side, label};
use super::marks::{Marks, NoteBox, place_notes};
use super::sketch::{Point, Sketch, SketchBond, Wedge};

/// Longest bond, in pixels: small structures stay small.
const MAX_BOND: f64 = 34.0;
/// Font size in units of the bond length, and its bounds in pixels.
const FONT: f64 = 0.46;
const FONT_RANGE: [f64; 2] = [7.5, 15.0];
/// Free rim, in pixels.
const RIM: f64 = 6.0;
/// Half the width of a wedge's broad end and of the gap of a double bond, in units of the bond length.
const WEDGE: f64 = 0.13;
const GAP: f64 = 0.17;

/// The picture under way: everything in pixels.
pub(super) struct Canvas {
    pub(super) places: Vec<Point>,
    labels: Vec<Option<Label>>,
    pub(super) note_boxes: Vec<NoteBox>,
    pub(super) bond: f64,
    pub(super) font: f64,
    /// Labels without the colors of the elements, which would drown in a wash of the same color.
    plain: bool,
    pub(super) body: String,
}

/// Writes the picture.
pub(super) fn write(
    sketch: &Sketch,
    options: &DrawOptions<'_>,
    marks: &Marks<'_>,
    title: &str,
) -> String {
    let mut canvas = Canvas::fit(sketch, options, marks);
    canvas.plain = marks.washed();
    canvas.washes(marks);
    canvas.discs(sketch, marks);
    let stroke = (canvas.bond * 0.055).clamp(0.9, 1.7);
    let _ = write!(
        canvas.body,
        "<g stroke=\"currentColor\" stroke-width=\"{stroke:.2}\" stroke-linecap=\"round\" fill=\"currentColor\">"
    );
    for bond in &sketch.bonds {
        canvas.bond(sketch, bond);
    }
    let _ = write!(
        canvas.body,
        "</g><g font-family=\"Helvetica,Arial,sans-serif\" font-size=\"{:.1}\" fill=\"currentColor\">",
        canvas.font
    );
    for atom in 0..sketch.atoms.len() {
        canvas.label(atom);
    }
    canvas.notes(marks);
    let title = escape(title);
    let [width, height] = [options.width, options.height];
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><title>{title}</title>{}</g></svg>",
        canvas.body
    )
}

impl Canvas {
    /// Scales and centers the structure, labels and notes included.
    fn fit(sketch: &Sketch, options: &DrawOptions<'_>, marks: &Marks<'_>) -> Self {
        let labels: Vec<Option<Label>> = (0..sketch.atoms.len())
            .map(|atom| label(sketch, atom))
            .collect();
        let [width, height] = [f64::from(options.width), f64::from(options.height)];
        // Labels do not shrink below the smallest font, so the scale that fits is found by trying.
        let mut bond = MAX_BOND;
        let (mut low, mut high, mut font, mut note_boxes);
        loop {
            font = (FONT * bond).clamp(FONT_RANGE[0], FONT_RANGE[1]);
            (low, high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
            for (atom, label) in sketch.atoms.iter().zip(&labels) {
                let [left, right, up, down] = label
                    .as_ref()
                    .map_or([2.0; 4], |label| label.reach().map(|reach| reach * font));
                let [x, y] = [atom.place[0] * bond, atom.place[1] * bond];
                low = [low[0].min(x - left), low[1].min(y - up)];
                high = [high[0].max(x + right), high[1].max(y + down)];
            }
            note_boxes = place_notes(sketch, &labels, &marks.notes, [bond, font]);
            for NoteBox { middle, half } in &note_boxes {
                low = [
                    low[0].min(middle[0] - half[0]),
                    low[1].min(middle[1] - half[1]),
                ];
                high = [
                    high[0].max(middle[0] + half[0]),
                    high[1].max(middle[1] + half[1]),
                ];
            }
            let fits =
                high[0] - low[0] <= width - 2.0 * RIM && high[1] - low[1] <= height - 2.0 * RIM;
            if fits || bond < 4.0 {
                break;
            }
            bond *= 0.97;
        }
        let shift = [
            (width - low[0] - high[0]) / 2.0,
            (height - low[1] - high[1]) / 2.0,
        ];
        let places = sketch
            .atoms
            .iter()
            .map(|atom| {
                [
                    atom.place[0] * bond + shift[0],
                    atom.place[1] * bond + shift[1],
                ]
            })
            .collect();
        for note in &mut note_boxes {
            note.middle = [note.middle[0] + shift[0], note.middle[1] + shift[1]];
        }
        Self {
            places,
            labels,
            note_boxes,
            bond,
            font,
            plain: false,
            body: String::new(),
        }
    }

    fn bond(&mut self, sketch: &Sketch, bond: &SketchBond) {
        let [from, to] = self.ends(bond);
        let along = [to[0] - from[0], to[1] - from[1]];
        let length = along[0].hypot(along[1]);
        if length < 0.5 {
            return;
        }
        let across = [-along[1] / length, along[0] / length];
        match (bond.order, bond.wedge) {
            (_, Some(wedge)) => self.wedge(from, to, across, wedge),
            (2, _) => self.double(sketch, bond, [from, to], across),
            (3, _) => {
                for offset in [-1.0, 0.0, 1.0] {
                    self.parallel([from, to], across, offset * GAP * self.bond, 0.0);
                }
            }
            (4, _) => {
                for offset in [-1.5, -0.5, 0.5, 1.5] {
                    self.parallel([from, to], across, offset * GAP * 0.7 * self.bond, 0.0);
                }
            }
            _ => self.parallel([from, to], across, 0.0, 0.0),
        }
    }

    /// A double bond: one line on the axis and a shorter one inside the ring or on the fuller side; two
    /// lines astride the axis where the bond ends a chain.
    fn double(&mut self, sketch: &Sketch, bond: &SketchBond, ends: [Point; 2], across: Point) {
        let [first, second] = bond.atoms;
        let origin = self.places[first];
        let side_of =
            |point: Point| (point[0] - origin[0]) * across[0] + (point[1] - origin[1]) * across[1];
        let inside = if let Some(center) = bond.ring_center {
            let scale = self.bond;
            let place = sketch.atoms[first].place;
            side_of([
                origin[0] + (center[0] - place[0]) * scale,
                origin[1] + (center[1] - place[1]) * scale,
            ])
        } else if [first, second]
            .iter()
            .any(|atom| sketch.atoms[*atom].neighbors.len() == 1)
        {
            0.0
        } else {
            let others = [first, second]
                .into_iter()
                .flat_map(|atom| &sketch.atoms[atom].neighbors);
            others
                .filter(|atom| !bond.atoms.contains(atom))
                .map(|atom| side_of(self.places[*atom]).signum())
                .sum()
        };
        let gap = GAP * self.bond;
        if inside.abs() < 0.1 && bond.ring_center.is_none() {
            self.parallel(ends, across, gap / 2.0, 0.0);
            self.parallel(ends, across, -gap / 2.0, 0.0);
        } else {
            self.parallel(ends, across, 0.0, 0.0);
            self.parallel(ends, across, gap * inside.signum(), 0.13 * self.bond);
        }
    }

    /// A line beside the axis, shortened at unlabeled ends.
    fn parallel(&mut self, [from, to]: [Point; 2], across: Point, offset: f64, inset: f64) {
        let along = [across[1], -across[0]];
        let move_by = |point: Point, forward: f64| {
            [
                point[0] + across[0] * offset + along[0] * forward,
                point[1] + across[1] * offset + along[1] * forward,
            ]
        };
        let (from, to) = (move_by(from, inset), move_by(to, -inset));
        let _ = write!(
            self.body,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            tidy(from[0]),
            tidy(from[1]),
            tidy(to[0]),
            tidy(to[1])
        );
    }

    fn wedge(&mut self, from: Point, to: Point, across: Point, wedge: Wedge) {
        let broad = WEDGE * self.bond;
        match wedge {
            Wedge::Up => {
                let corner = |sign: f64| {
                    [
                        to[0] + sign * broad * across[0],
                        to[1] + sign * broad * across[1],
                    ]
                };
                let (left, right) = (corner(1.0), corner(-1.0));
                let _ = write!(
                    self.body,
                    "<polygon stroke=\"none\" points=\"{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\"/>",
                    tidy(from[0]),
                    tidy(from[1]),
                    tidy(left[0]),
                    tidy(left[1]),
                    tidy(right[0]),
                    tidy(right[1])
                );
            }
            Wedge::Down => {
                const HASHES: usize = 6;
                for hash in 1..=HASHES {
                    let part = hash as f64 / HASHES as f64;
                    let middle = [
                        from[0] + part * (to[0] - from[0]),
                        from[1] + part * (to[1] - from[1]),
                    ];
                    let half = [across[0] * broad * part, across[1] * broad * part];
                    let _ = write!(
                        self.body,
                        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
                        tidy(middle[0] - half[0]),
                        tidy(middle[1] - half[1]),
                        tidy(middle[0] + half[0]),
                        tidy(middle[1] + half[1])
                    );
                }
            }
        }
    }

    /// The ends of a bond, drawn back to the rims of the labels.
    fn ends(&self, bond: &SketchBond) -> [Point; 2] {
        let [from, to] = bond.atoms.map(|atom| self.places[atom]);
        [
            self.clear(bond.atoms[0], from, to),
            self.clear(bond.atoms[1], to, from),
        ]
    }

    /// Where the line from a label towards `to` leaves the label.
    fn clear(&self, atom: usize, from: Point, to: Point) -> Point {
        let Some(label) = &self.labels[atom] else {
            return from;
        };
        let along = [to[0] - from[0], to[1] - from[1]];
        // Charge and isotope stand high and narrow: only the symbol and the hydrogens keep bonds away.
        let half = label.symbol_width() / 2.0;
        let mut reach = [half, half, 0.45, 0.45];
        if label.hydrogens > 0 {
            match label.side {
                Side::Right => reach[1] += label.hydrogen_width(),
                Side::Left => reach[0] += label.hydrogen_width(),
                Side::Below => reach[3] += 0.85,
                Side::Above => reach[2] += 0.85,
            }
        }
        let [left, right, up, down] = reach.map(|reach| reach * self.font + 1.2);
        let part = |delta: f64, negative: f64, positive: f64| match delta {
            delta if delta > 1e-9 => positive / delta,
            delta if delta < -1e-9 => -negative / delta,
            _ => f64::INFINITY,
        };
        let share = part(along[0], left, right)
            .min(part(along[1], up, down))
            .min(0.45);
        [from[0] + share * along[0], from[1] + share * along[1]]
    }

    fn label(&mut self, atom: usize) {
        let Some(label) = &self.labels[atom] else {
            return;
        };
        let [x, y] = self.places[atom];
        let (font, half) = (self.font, label.symbol_width() / 2.0 * self.font);
        let baseline = y + 0.36 * font;
        let color = if self.plain { "" } else { color(label.symbol) };
        let mut text = |x: f64, y: f64, anchor: &str, size: f64, content: &str| {
            let size = if (size - 1.0).abs() < 1e-9 {
                String::new()
            } else {
                format!(" font-size=\"{:.1}\"", size * font)
            };
            let _ = write!(
                self.body,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\"{size}{color}>{content}</text>",
                tidy(x),
                tidy(y)
            );
        };
        text(x, baseline, "middle", 1.0, label.symbol);
        let mut right = x + half;
        if label.hydrogens > 0 {
            let (start, line) = match label.side {
                Side::Right => (right, baseline),
                Side::Left => (x - half - label.hydrogen_width() * font, baseline),
                Side::Below => (x - 0.36 * font, baseline + 0.9 * font),
                Side::Above => (x - 0.36 * font, baseline - 0.9 * font),
            };
            text(start, line, "start", 1.0, "H");
            if label.hydrogens > 1 {
                text(
                    start + 0.73 * font,
                    line + 0.22 * font,
                    "start",
                    0.7,
                    &label.hydrogens.to_string(),
                );
            }
            if label.side == Side::Right {
                right += label.hydrogen_width() * font;
            }
        }
        if !label.charge.is_empty() {
            let (left, raise) = if label.raised {
                (0.1, 0.72)
            } else {
                (0.0, 0.38)
            };
            text(
                right - left * font,
                baseline - raise * font,
                "start",
                0.75,
                &label.charge,
            );
        }
        if let Some(isotope) = label.isotope {
            text(
                x - half,
                baseline - 0.4 * font,
                "end",
                0.7,
                &isotope.to_string(),
            );
        }
    }
}

/// The fill of a label: the usual colors of the elements, darkened until they read on white and on grey.
fn color(symbol: &str) -> &'static str {
    match symbol {
        "N" => " fill=\"#2b55c4\"",
        "O" => " fill=\"#c8281e\"",
        "S" => " fill=\"#8a6d00\"",
        "F" | "Cl" => " fill=\"#1f7a34\"",
        "Br" => " fill=\"#96401a\"",
        "I" => " fill=\"#6b2a93\"",
        "P" => " fill=\"#b35900\"",
        "B" => " fill=\"#a0527a\"",
        _ => "",
    }
}

/// No negative zero in the output.
pub(super) fn tidy(value: f64) -> f64 {
    if value.abs() < 0.05 { 0.0 } else { value }
}

pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Control characters are not allowed in XML at all.
            other if other.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
