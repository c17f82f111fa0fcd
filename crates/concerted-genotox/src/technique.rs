//! Which technique is likely to measure an impurity at trace level.

use concerted_molecule::Molecule;

use concerted_hazard::AlertHit;

/// A technique for trace analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Technique {
    /// Headspace gas chromatography with mass spectrometry.
    HeadspaceGasChromatography,
    /// Gas chromatography with mass spectrometry.
    GasChromatography,
    /// Derivatisation, then liquid chromatography with tandem mass spectrometry.
    DerivatisationLiquidChromatography,
    /// Liquid chromatography with tandem mass spectrometry.
    LiquidChromatography,
}

impl Technique {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::HeadspaceGasChromatography => "headspace GC–MS",
            Self::GasChromatography => "GC–MS",
            Self::DerivatisationLiquidChromatography => "derivatisation and LC–MS/MS",
            Self::LiquidChromatography => "LC–MS/MS",
        }
    }
}

/// Alerts of groups that react with water, methanol or amines while they are measured.
const REACTIVE: &[&str] = &[
    "acyl-halide",
    "alkyl-sulfate",
    "alkyl-sulfonate",
    "aziridine",
    "diazo",
    "epoxide",
    "isocyanate",
    "mustard",
    "sulfonyl-halide",
];

/// Proposes a technique by simple rules of property, to be confirmed in the laboratory.
///
/// M < 110 g/mol without hydrogen-bond donor: headspace GC–MS; M < 200 g/mol without donor: GC–MS; heavier
/// reactive electrophiles: derivatisation; all others LC–MS/MS. Charged structures are never volatile. The
/// bounds are our working rule, not a guideline.
///
/// ```
/// use concerted_genotox::{Technique, propose_technique, screen};
/// use concerted_molecule::Molecule;
/// let chloride = Molecule::parse("CC(C)Cl")?;
/// assert_eq!(propose_technique(&chloride, &screen(&chloride)), Technique::HeadspaceGasChromatography);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn propose_technique(molecule: &Molecule, alerts: &[AlertHit]) -> Technique {
    let volatile = molecule.donor_count() == Some(0)
        && !molecule.canonical_smiles().contains("+]")
        && molecule.charge() == 0;
    let mass = molecule.molar_mass();
    if volatile && mass < 110.0 {
        Technique::HeadspaceGasChromatography
    } else if volatile && mass < 200.0 {
        Technique::GasChromatography
    } else if alerts.iter().any(|hit| REACTIVE.contains(&hit.rule)) {
        Technique::DerivatisationLiquidChromatography
    } else {
        Technique::LiquidChromatography
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use concerted_hazard::screen;

    #[test]
    fn techniques_of_typical_impurities() {
        let cases = [
            ("CCCl", Technique::HeadspaceGasChromatography),
            ("CC(C)OS(C)(=O)=O", Technique::GasChromatography),
            ("ONc1ccccc1", Technique::LiquidChromatography),
            (
                "Cc1ccc(S(=O)(=O)OCCc2ccccc2)cc1",
                Technique::DerivatisationLiquidChromatography,
            ),
            (
                "O=NN1CCn2c(nnc2C(F)(F)F)C1",
                Technique::LiquidChromatography,
            ),
        ];
        for (smiles, technique) in cases {
            let molecule = Molecule::parse(smiles).unwrap();
            assert_eq!(
                propose_technique(&molecule, &screen(&molecule)),
                technique,
                "{smiles}"
            );
        }
    }
}
