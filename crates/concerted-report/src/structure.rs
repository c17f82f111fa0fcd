//! Structures for the page.

use concerted_molecule::{DrawOptions, Molecule, MoleculeError};

/// A drawn structure, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Structure {
    /// SVG that the structure crate made.
    pub(crate) svg: Option<String>,
    /// Why there is no drawing.
    pub(crate) reason: String,
}

/// Draws a structure with some of its atoms highlighted.
pub(crate) fn draw(
    smiles: Option<&str>,
    name: &str,
    atoms: &[usize],
    size: (u32, u32),
) -> Structure {
    draw_notes(smiles, name, (atoms, &[]), size)
}

/// Draws a structure with some of its atoms highlighted and short notes beside some.
pub(crate) fn draw_notes(
    smiles: Option<&str>,
    name: &str,
    (atoms, notes): (&[usize], &[(usize, String)]),
    (width, height): (u32, u32),
) -> Structure {
    let Some(smiles) = smiles else {
        return Structure {
            svg: None,
            reason: "structure not known".to_owned(),
        };
    };
    drawn(Molecule::parse(smiles).and_then(|molecule| {
        let (width, height) = fitting(&molecule, (width, height));
        molecule.draw_svg(&DrawOptions {
            width,
            height,
            highlight_atoms: atoms,
            notes,
            title: Some(name),
            ..DrawOptions::default()
        })
    }))
}

/// Draws a structure with a wash on each atom for a signed number.
pub(crate) fn draw_values(
    molecule: &Molecule,
    name: &str,
    values: &[f64],
    (width, height): (u32, u32),
) -> Structure {
    let (width, height) = fitting(molecule, (width, height));
    drawn(molecule.draw_svg(&DrawOptions {
        width,
        height,
        values,
        title: Some(name),
        ..DrawOptions::default()
    }))
}

/// The size that a structure needs of the size there is: a bond has a largest length, so that a molecule of few
/// atoms would stand lost in a large box.
fn fitting(molecule: &Molecule, (width, height): (u32, u32)) -> (u32, u32) {
    let (most_wide, most_high) = match molecule.atom_count() {
        0..=4 => (120, 80),
        5..=8 => (170, 120),
        9..=12 => (215, 155),
        _ => return (width, height),
    };
    (width.min(most_wide), height.min(most_high))
}

fn drawn(svg: Result<String, MoleculeError>) -> Structure {
    match svg {
        Ok(svg) => Structure {
            svg: Some(svg),
            reason: String::new(),
        },
        Err(error) => Structure {
            svg: None,
            reason: format!("not drawn: {error}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_says_why() {
        assert_eq!(
            draw(None, "x", &[], (100, 80)).reason,
            "structure not known"
        );
        let broken = draw(Some("C1CC"), "x", &[], (100, 80));
        assert!(broken.svg.is_none() && broken.reason.starts_with("not drawn: "));
        assert!(draw(Some("CCO"), "x", &[2], (100, 80)).svg.is_some());
    }

    #[test]
    fn a_small_structure_has_a_small_box() {
        let size = |smiles: &str, size| fitting(&Molecule::parse(smiles).unwrap(), size);
        assert_eq!(size("C=O", (260, 190)), (120, 80));
        assert_eq!(size("C=O", (100, 190)), (100, 80));
        let large = "CC(=O)Oc1ccccc1C(=O)Oc1ccccc1";
        assert_eq!(size(large, (260, 190)), (260, 190));
    }
}
