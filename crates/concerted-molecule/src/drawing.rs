//! Structures as SVG for the report.
//!
//! Layout and wedges are the engine's; what is drawn with them is ours, because the engine's own picture
//! paints boxes behind its labels and so needs an opaque background.

mod labels;
mod marks;
mod sketch;
mod svg;

use crate::error::MoleculeError;
use crate::guard;
use crate::molecule::Molecule;

/// Beyond this many atoms no label would be legible at the size of a report.
const MAX_ATOMS: usize = 250;

/// A set of atoms that a drawing sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Highlight<'a> {
    /// The atoms.
    pub atoms: &'a [usize],
    /// The color of their discs, as `#rgb` or `#rrggbb`.
    pub color: &'a str,
}

/// How a structure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawOptions<'a> {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Atoms set off by a colored disc, and the bonds between them.
    pub highlight_atoms: &'a [usize],
    /// The color of the discs, as `#rgb` or `#rrggbb`.
    pub highlight_color: &'a str,
    /// Further sets of atoms in colors of their own; an atom of several sets shows all of them as rims.
    pub highlights: &'a [Highlight<'a>],
    /// Short notes such as `+1`, each beside its atom.
    pub notes: &'a [(usize, String)],
    /// A signed number for each atom, in order, drawn as a wash: red with a solid rim above 0, blue with a dashed
    /// one below. Numbers that are not finite count as 0.
    pub values: &'a [f64],
    /// The size of a number that gets the full wash; the largest of the numbers if absent.
    pub value_range: Option<f64>,
    /// What a screen reader says; the canonical SMILES if absent.
    pub title: Option<&'a str>,
}

impl Default for DrawOptions<'_> {
    fn default() -> Self {
        Self {
            width: 320,
            height: 220,
            highlight_atoms: &[],
            highlight_color: "#f5a623",
            highlights: &[],
            notes: &[],
            values: &[],
            value_range: None,
            title: None,
        }
    }
}

impl Molecule {
    /// The structure as one `<svg>` element to be placed into an HTML page.
    ///
    /// It has no XML prolog, no ids and no style sheet, so that any number can stand on one page; the
    /// background is transparent, carbon and bonds take the color of the text around it. Aromatic rings
    /// are drawn with alternating bonds, known configurations with wedges.
    ///
    /// ```
    /// use concerted_molecule::{DrawOptions, Molecule};
    /// let svg = Molecule::parse("CCO")?.draw_svg(&DrawOptions { highlight_atoms: &[2], ..DrawOptions::default() })?;
    /// assert!(svg.starts_with("<svg ") && svg.contains("<title>CCO</title>"));
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    ///
    /// # Errors
    /// [`MoleculeError::NoSuchAtom`], [`MoleculeError::Color`], [`MoleculeError::TooLargeToDraw`] beyond 250
    /// atoms, [`MoleculeError::Unsupported`] if the engine finds no layout.
    pub fn draw_svg(&self, options: &DrawOptions<'_>) -> Result<String, MoleculeError> {
        let graph = self.heavy_graph();
        let atoms = graph.atom_count();
        if atoms > MAX_ATOMS {
            return Err(MoleculeError::TooLargeToDraw {
                atoms,
                limit: MAX_ATOMS,
            });
        }
        let marks = marks::Marks::new(self, options)?;
        let sketch = guard::run(atoms, || sketch::Sketch::lay_out(graph))??;
        let title = options.title.unwrap_or(self.canonical_smiles());
        Ok(svg::write(&sketch, options, &marks, title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(smiles: &str, options: &DrawOptions<'_>) -> String {
        Molecule::parse(smiles).unwrap().draw_svg(options).unwrap()
    }

    #[test]
    fn it_stands_on_its_own_and_beside_others() {
        let options = DrawOptions {
            title: Some("<A & \"B\">"),
            ..DrawOptions::default()
        };
        let svg = draw("N[C@@H](CC(=O)O)Cc1ccccc1", &options);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
        assert!(
            svg.contains("<title>&lt;A &amp; &quot;B&quot;&gt;</title>"),
            "{svg}"
        );
        for forbidden in ["<?xml", " id=", "<style", "NaN", "inf", "-0.0 ", "<rect"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
        assert_eq!(svg, draw("N[C@@H](CC(=O)O)Cc1ccccc1", &options));
    }

    #[test]
    fn aromatic_rings_are_drawn_with_alternating_bonds() {
        // Six ring bonds and three inner lines.
        assert_eq!(
            draw("c1ccccc1", &DrawOptions::default())
                .matches("<line")
                .count(),
            9
        );
    }

    #[test]
    fn configuration_is_drawn() {
        let polygons = |smiles: &str| {
            draw(smiles, &DrawOptions::default())
                .matches("<polygon")
                .count()
        };
        let lines = |smiles: &str| {
            draw(smiles, &DrawOptions::default())
                .matches("<line")
                .count()
        };
        assert_eq!(polygons("CC(N)C(=O)O"), 0);
        let wedged = |smiles: &str| polygons(smiles) == 1 || lines(smiles) > lines("CC(N)C(=O)O");
        assert!(wedged("C[C@H](N)C(=O)O") && wedged("C[C@@H](N)C(=O)O"));
        assert_ne!(
            draw(
                "C[C@H](N)C(=O)O",
                &DrawOptions {
                    title: Some(""),
                    ..DrawOptions::default()
                }
            ),
            draw(
                "C[C@@H](N)C(=O)O",
                &DrawOptions {
                    title: Some(""),
                    ..DrawOptions::default()
                }
            )
        );
    }

    #[test]
    fn highlighted_atoms_and_the_bonds_between_them_are_set_off() {
        let options = DrawOptions {
            highlight_atoms: &[1, 2],
            highlight_color: "#c0ffee",
            ..DrawOptions::default()
        };
        let svg = draw("CCO", &options);
        assert_eq!(svg.matches("<circle").count(), 2, "{svg}");
        assert!(svg.contains("#c0ffee"), "{svg}");
        assert_eq!(
            draw("CCO", &DrawOptions::default())
                .matches("<circle")
                .count(),
            0
        );
        let explicit = Molecule::parse("CCO")
            .unwrap()
            .with_explicit_hydrogens()
            .unwrap();
        assert_eq!(
            explicit
                .draw_svg(&DrawOptions {
                    highlight_atoms: &[8],
                    ..options
                })
                .unwrap()
                .matches("<circle")
                .count(),
            1
        );
    }

    #[test]
    fn sets_have_colors_of_their_own() {
        let svg = draw(
            "CCO",
            &DrawOptions {
                highlight_atoms: &[0],
                highlights: &[
                    Highlight {
                        atoms: &[0, 1],
                        color: "#0072b2",
                    },
                    Highlight {
                        atoms: &[],
                        color: "#cc79a7",
                    },
                ],
                ..DrawOptions::default()
            },
        );
        assert_eq!(svg.matches("<circle").count(), 3, "{svg}");
        assert!(svg.contains("#0072b2") && !svg.contains("#cc79a7"), "{svg}");
        // The shared atom shows the earlier set as a rim around the later.
        let radii: Vec<f64> = svg
            .split(" r=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(
            radii[0] > radii[1] && (radii[1] - radii[2]).abs() < 1e-9,
            "{radii:?}"
        );
    }

    #[test]
    fn notes_stand_beside_their_atoms_and_inside_the_picture() {
        let notes = [
            (1, "+1".to_owned()),
            (3, "−1".to_owned()),
            (3, "<&".to_owned()),
        ];
        let [width, height] = [120, 90];
        let options = DrawOptions {
            width,
            height,
            notes: &notes,
            ..DrawOptions::default()
        };
        let svg = draw("CN(CCO)N=O", &options);
        assert!(
            svg.contains(">+1<") && svg.contains(">−1 &lt;&amp;<"),
            "{svg}"
        );
        let plates: Vec<[f64; 4]> = svg
            .split("<rect ")
            .skip(1)
            .map(|rest| {
                ["x", "y", "width", "height"].map(|key| {
                    let start = rest.find(&format!("{key}=\"")).unwrap() + key.len() + 2;
                    rest[start..].split('"').next().unwrap().parse().unwrap()
                })
            })
            .collect();
        assert_eq!(plates.len(), 2);
        for [x, y, wide, high] in &plates {
            assert!(*x >= 0.0 && *y >= 0.0, "{svg}");
            assert!(
                x + wide <= f64::from(width) && y + high <= f64::from(height),
                "{svg}"
            );
        }
        let [first, second] = [plates[0], plates[1]];
        let apart = (0..2).any(|axis| {
            first[axis] + first[axis + 2] <= second[axis]
                || second[axis] + second[axis + 2] <= first[axis]
        });
        assert!(apart, "{svg}");
    }

    #[test]
    fn numbers_are_a_wash_by_sign_and_size() {
        let values = [2.0, -1.0, 0.0, f64::NAN];
        let with = |value_range| {
            draw(
                "CCOC",
                &DrawOptions {
                    values: &values,
                    value_range,
                    ..DrawOptions::default()
                },
            )
        };
        let svg = with(None);
        // Three discs and a rim for each of the two numbers that are not 0.
        assert_eq!(svg.matches("<circle").count(), 8, "{svg}");
        assert!(
            svg.contains("fill=\"#b2182b\" fill-opacity=\"0.24\""),
            "{svg}"
        );
        assert!(
            svg.contains("fill=\"#2166ac\" fill-opacity=\"0.12\""),
            "{svg}"
        );
        assert_eq!(svg.matches("stroke-dasharray").count(), 1, "{svg}");
        assert!(with(Some(4.0)).contains("fill=\"#b2182b\" fill-opacity=\"0.12\""));
        // Hydrogens hand theirs to the atom that carries them.
        let explicit = Molecule::parse("C").unwrap();
        let explicit = explicit.with_explicit_hydrogens().unwrap();
        let options = DrawOptions {
            values: &[0.0, 1.0, 1.0, 1.0, 1.0],
            ..DrawOptions::default()
        };
        assert!(explicit.draw_svg(&options).unwrap().contains("#b2182b"));
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let ethanol = Molecule::parse("CCO").unwrap();
        let with = |atoms, color| {
            ethanol.draw_svg(&DrawOptions {
                highlight_atoms: atoms,
                highlight_color: color,
                ..DrawOptions::default()
            })
        };
        assert_eq!(
            with(&[3], "#fff"),
            Err(MoleculeError::NoSuchAtom { atom: 3, count: 3 })
        );
        for color in ["red", "#12", "#12345g", "\"/><script>", ""] {
            assert_eq!(
                with(&[], color),
                Err(MoleculeError::Color {
                    color: color.into()
                })
            );
        }
        let refused = |options: DrawOptions<'_>| ethanol.draw_svg(&options).unwrap_err();
        let no_atom = MoleculeError::NoSuchAtom { atom: 3, count: 3 };
        let default = DrawOptions::default();
        let notes = [(3, "+1".to_owned())];
        assert_eq!(
            refused(DrawOptions {
                notes: &notes,
                ..default
            }),
            no_atom
        );
        assert_eq!(
            refused(DrawOptions {
                values: &[0.0; 4],
                ..default
            }),
            no_atom
        );
        let highlights = [Highlight {
            atoms: &[3],
            color: "#fff",
        }];
        assert_eq!(
            refused(DrawOptions {
                highlights: &highlights,
                ..default
            }),
            no_atom
        );
        let highlights = [Highlight {
            atoms: &[],
            color: "blue",
        }];
        let color = MoleculeError::Color {
            color: "blue".into(),
        };
        assert_eq!(
            refused(DrawOptions {
                highlights: &highlights,
                ..default
            }),
            color
        );
        let long = Molecule::parse(&"C".repeat(MAX_ATOMS + 1)).unwrap();
        assert_eq!(
            long.draw_svg(&DrawOptions::default()),
            Err(MoleculeError::TooLargeToDraw {
                atoms: MAX_ATOMS + 1,
                limit: MAX_ATOMS
            })
        );
    }

    #[test]
    fn every_kind_of_structure_is_drawn() {
        for smiles in [
            "C",
            "O",
            "[Pd]",
            "[H][H]",
            "[Na+].[Cl-]",
            "[2H]C(Cl)(Cl)Cl",
            "C#N",
            "N=[N+]=[N-]",
            "Cl[Pd]Cl",
            "CC(=O)O[Pd]OC(C)=O",
            "C/C=C/C",
            "CC=CC",
            "F/C=C\\F",
            "C12C3C4C1C5C2C3C45",
            "[13CH4]",
            "OB(O)c1ccccc1",
            "[Li]CCCC",
            "c1ccc2c(c1)[nH]c1ccccc12",
        ] {
            let svg = draw(
                smiles,
                &DrawOptions {
                    width: 90,
                    height: 60,
                    ..DrawOptions::default()
                },
            );
            assert!(
                !svg.contains("NaN") && !svg.contains("inf"),
                "{smiles}: {svg}"
            );
        }
        draw(
            "CCO",
            &DrawOptions {
                width: 0,
                height: 0,
                ..DrawOptions::default()
            },
        );
    }
}
