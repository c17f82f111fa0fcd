//! Structures for the page.

use concerted_molecule::{DrawOptions, Molecule};

/// A drawn structure, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Structure {
    /// SVG that the structure crate made.
    pub(super) svg: Option<String>,
    /// Why there is no drawing.
    pub(super) reason: String,
}

/// Draws a structure with some of its atoms highlighted.
pub(super) fn draw(
    smiles: Option<&str>,
    name: &str,
    atoms: &[usize],
    (width, height): (u32, u32),
) -> Structure {
    let Some(smiles) = smiles else {
        return Structure {
            svg: None,
            reason: "structure not known".to_owned(),
        };
    };
    let options = DrawOptions {
        width,
        height,
        highlight_atoms: atoms,
        title: Some(name),
        ..DrawOptions::default()
    };
    match Molecule::parse(smiles).and_then(|molecule| molecule.draw_svg(&options)) {
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
}
