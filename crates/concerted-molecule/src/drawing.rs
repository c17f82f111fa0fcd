//! Structures as SVG for the report.
//!
//! Layout and wedges are the engine's; what is drawn with them is ours, because the engine's own picture
//! paints boxes behind its labels and so needs an opaque background.

mod labels;
mod sketch;
mod svg;

use crate::error::MoleculeError;
use crate::guard;
use crate::molecule::Molecule;

/// Beyond this many atoms no label would be legible at the size of a report.
const MAX_ATOMS: usize = 250;

/// How a structure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawOptions<'a> {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Atoms set off by a colored disc, and the bonds between them.
    pub highlight_atoms: &'a [usize],
    /// The color of the discs, as `#rgb` or `#rrggbb`.
    pub highlight_color: &'a str,
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
        if !is_color(options.highlight_color) {
            return Err(MoleculeError::Color {
                color: options.highlight_color.to_owned(),
            });
        }
        let mut highlighted = vec![false; atoms];
        for atom in options.highlight_atoms {
            highlighted[self.heavy_atom(*atom)?] = true;
        }
        let sketch = guard::run(atoms, || sketch::Sketch::lay_out(graph))??;
        let title = options.title.unwrap_or(self.canonical_smiles());
        Ok(svg::write(&sketch, options, &highlighted, title))
    }
}

/// Whether a color can stand in an attribute as it is.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
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
