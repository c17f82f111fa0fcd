//! Which technique is likely to measure an impurity at trace level, with the reasons and the work it adds.

use concerted_hazard::AlertHit;
use concerted_hazard::literature::{ELDER_2008, EMA_NITROSAMINES, Literature};
use concerted_molecule::Molecule;

use crate::structures::{Motif, has_carbon};

/// A technique for trace analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Technique {
    /// Headspace gas chromatography with mass spectrometry.
    HeadspaceGasChromatography,
    /// Gas chromatography with mass spectrometry.
    GasChromatography,
    /// Derivatisation to something volatile, then gas chromatography with mass spectrometry.
    DerivatisationGasChromatography,
    /// Derivatisation, then liquid chromatography with tandem mass spectrometry.
    DerivatisationLiquidChromatography,
    /// Liquid chromatography with tandem mass spectrometry.
    LiquidChromatography,
    /// Liquid chromatography with ultraviolet detection.
    LiquidChromatographyUltraviolet,
    /// Derivatisation, then liquid chromatography with ultraviolet detection.
    DerivatisationUltraviolet,
    /// Ion chromatography with conductivity detection.
    IonChromatography,
}

impl Technique {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::HeadspaceGasChromatography => "headspace GC–MS",
            Self::GasChromatography => "GC–MS",
            Self::DerivatisationGasChromatography => "derivatisation and GC–MS",
            Self::DerivatisationLiquidChromatography => "derivatisation and LC–MS/MS",
            Self::LiquidChromatography => "LC–MS/MS",
            Self::LiquidChromatographyUltraviolet => "HPLC–UV",
            Self::DerivatisationUltraviolet => "derivatisation and HPLC–UV",
            Self::IonChromatography => "ion chromatography",
        }
    }

    /// What it adds to the development of a method besides the usual, as a sentence; `None` where nothing.
    pub fn added_work(self) -> Option<&'static str> {
        match self {
            Self::DerivatisationGasChromatography
            | Self::DerivatisationLiquidChromatography
            | Self::DerivatisationUltraviolet => Some(
                "The derivatisation has to be shown to be complete and its product needs a standard of its own.",
            ),
            Self::HeadspaceGasChromatography => Some(
                "The substance must dissolve in a high-boiling solvent and must not make the impurity on heating.",
            ),
            Self::GasChromatography => Some(
                "The impurity must be extracted from the substance, or the substance kept out of the injector.",
            ),
            Self::LiquidChromatography | Self::LiquidChromatographyUltraviolet => None,
            Self::IonChromatography => Some(
                "The substance must be kept off the column, for instance by extraction or by switching.",
            ),
        }
    }
}

/// A proposed technique with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct TechniqueProposal {
    /// The technique.
    pub technique: Technique,
    /// Why, as sentences.
    pub reasons: Vec<String>,
    /// Where such methods are described.
    pub references: Vec<Literature>,
}

/// A review of trace analysis of mutagenic impurities by class of structure.
const LIU_2010: Literature = Literature {
    id: "liu-2010",
    citation: "Liu DQ, Sun M, Kord AS, Journal of Pharmaceutical and Biomedical Analysis 51 (2010) 999",
    doi: Some("10.1016/j.jpba.2009.11.009"),
    confirmed: true,
};
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
    "sulfinyl-halide",
    "sulfonyl-halide",
    "sultone",
];
/// Alerts of groups that do not survive a hot injector.
const THERMOLABILE: &[&str] = &[
    "alkyl-azoxy",
    "aromatic-n-oxide",
    "arylhydroxylamine",
    "azide",
    "diazo",
    "hydroxylamine",
    "n-nitro",
    "peroxide",
    "triazene",
];
/// Largest molar mass in g/mol of what is taken for volatile enough for a headspace.
const HEADSPACE_BELOW: f64 = 110.0;
/// Largest molar mass in g/mol of what is taken for volatile enough for gas chromatography.
const GAS_BELOW: f64 = 200.0;
/// Largest molar mass in g/mol of a nitrosamine that passes gas chromatography undecomposed.
const NITROSAMINE_GAS_BELOW: f64 = 160.0;
/// Largest molar mass in g/mol of an aldehyde that is measured as a derivative.
const ALDEHYDE_BELOW: f64 = 130.0;

static AZIDE_ION: Motif =
    Motif::new("[$([NX1-]=[NX2+]=[NX1-]),$([NX2-]=[NX2+]=[NX1-]),$([NX2H1]=[NX2+]=[NX1-])]");
static SMALL_HYDRAZINE: Motif =
    Motif::new("[NX3;H1,H2;!$(N[#6]=[O,S])][NX3;H1,H2;!$(N[#6]=[O,S])]");
static ALDEHYDE: Motif = Motif::new("[CX3;H1,H2]=[OX1]");
static NITROSAMINE: Motif = Motif::new("[NX3][NX2]=[OX1]");

/// Proposes a technique by simple rules of property, to be confirmed in the laboratory.
///
/// The technique of [`technique_proposal`].
///
/// ```
/// use concerted_genotox::{Technique, propose_technique};
/// use concerted_hazard::screen;
/// use concerted_molecule::Molecule;
/// let chloride = Molecule::parse("CC(C)Cl")?;
/// assert_eq!(propose_technique(&chloride, &screen(&chloride)), Technique::HeadspaceGasChromatography);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn propose_technique(molecule: &Molecule, alerts: &[AlertHit]) -> Technique {
    technique_proposal(molecule, alerts).technique
}

/// Proposes a technique with reasons, to be confirmed in the laboratory.
///
/// The first that applies: inorganic ions, ion chromatography; hydrazine, hydroxylamine and small hydrazines without
/// chromophore, derivatisation and GC–MS; nitrosamines below 160 g/mol without hydrogen-bond donor, GC–MS, others
/// LC–MS/MS; thermally labile groups, LC–MS/MS; acyl and sulfonyl halides and isocyanates and aldehydes below
/// 130 g/mol, derivatisation and LC–MS/MS; without donor and charge below 110 g/mol headspace GC–MS and below
/// 200 g/mol GC–MS; heavier electrophiles, derivatisation and LC–MS/MS; all else LC–MS/MS. The bounds are our working
/// rule for volatility, not a guideline.
///
/// ```
/// use concerted_genotox::{Technique, technique_proposal};
/// use concerted_hazard::screen;
/// use concerted_molecule::Molecule;
/// let azide = Molecule::parse("[Na+].[N-]=[N+]=[N-]")?;
/// let proposal = technique_proposal(&azide, &screen(&azide));
/// assert_eq!(proposal.technique, Technique::IonChromatography);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn technique_proposal(molecule: &Molecule, alerts: &[AlertHit]) -> TechniqueProposal {
    let (technique, reason) =
        special(molecule, alerts).unwrap_or_else(|| by_volatility(molecule, alerts));
    let has = |rules: &[&str]| alerts.iter().any(|hit| rules.contains(&hit.rule));
    let mut references = vec![LIU_2010];
    if NITROSAMINE.is_in(molecule) {
        references.push(EMA_NITROSAMINES);
    }
    if has(&[
        "alkyl-halide",
        "benzylic-halide",
        "allylic-halide",
        "halo-ether",
    ]) {
        references.push(ELDER_2008);
    }
    let mut reasons = vec![reason];
    reasons.extend(technique.added_work().map(str::to_owned));
    TechniqueProposal {
        technique,
        reasons,
        references,
    }
}

/// [`technique_proposal`] for what has to be quantified: no mass spectrometer is needed where the level is that of an
/// ordinary impurity.
///
/// From 500 ppm on, the reporting threshold of ICH Q3A for doses up to 2 g/day, LC–MS/MS gives way to HPLC–UV.
///
/// ```
/// use concerted_genotox::{Technique, technique_proposal_at};
/// use concerted_hazard::screen;
/// use concerted_molecule::Molecule;
/// let aldehyde = Molecule::parse("CC=O")?;
/// let at = |ppm| technique_proposal_at(&aldehyde, &screen(&aldehyde), Some(ppm)).technique;
/// assert_eq!(at(7785.0), Technique::DerivatisationUltraviolet);
/// assert_eq!(at(4.5), Technique::DerivatisationLiquidChromatography);
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn technique_proposal_at(
    molecule: &Molecule,
    alerts: &[AlertHit],
    quantitation_ppm: Option<f64>,
) -> TechniqueProposal {
    const TRACE_BELOW_PPM: f64 = 500.0;
    let mut proposal = technique_proposal(molecule, alerts);
    if quantitation_ppm.is_none_or(|ppm| ppm < TRACE_BELOW_PPM) {
        return proposal;
    }
    proposal.technique = match proposal.technique {
        Technique::LiquidChromatography => Technique::LiquidChromatographyUltraviolet,
        Technique::DerivatisationLiquidChromatography => Technique::DerivatisationUltraviolet,
        _ => return proposal,
    };
    proposal.reasons.push(
        "At the level of an ordinary impurity ultraviolet detection is enough, where it carries a chromophore."
            .to_owned(),
    );
    proposal
}

/// Groups that decide the technique whatever the volatility.
fn special(molecule: &Molecule, alerts: &[AlertHit]) -> Option<(Technique, String)> {
    let mass = molecule.molar_mass();
    let has = |rules: &[&str]| alerts.iter().any(|hit| rules.contains(&hit.rule));
    let chosen = if !has_carbon(molecule)
        && (AZIDE_ION.is_in(molecule) || molecule.components().len() > 1)
    {
        (
            Technique::IonChromatography,
            "It is an inorganic ion: neither volatile nor held by a reversed phase.".to_owned(),
        )
    } else if (SMALL_HYDRAZINE.is_in(molecule) && mass < HEADSPACE_BELOW)
        || molecule.canonical_smiles() == "NO"
    {
        (
            Technique::DerivatisationGasChromatography,
            "It is small, polar and basic and carries no chromophore; with an aldehyde or ketone it gives a volatile hydrazone or oxime.".to_owned(),
        )
    } else if NITROSAMINE.is_in(molecule) {
        nitrosamine(molecule)
    } else if has(&[
        "acyl-halide",
        "sulfinyl-halide",
        "sulfonyl-halide",
        "isocyanate",
    ]) {
        (
            Technique::DerivatisationLiquidChromatography,
            "It reacts with water and alcohols in the sample, so it is caught as an amide, ester or urea first.".to_owned(),
        )
    } else if has(THERMOLABILE) {
        (
            Technique::LiquidChromatography,
            "It carries a group that decomposes in a hot injector.".to_owned(),
        )
    } else if ALDEHYDE.is_in(molecule) && mass < ALDEHYDE_BELOW {
        (
            Technique::DerivatisationLiquidChromatography,
            "It is a small aldehyde, which is measured as a hydrazone.".to_owned(),
        )
    } else {
        return None;
    };
    Some(chosen)
}

fn nitrosamine(molecule: &Molecule) -> (Technique, String) {
    let mass = molecule.molar_mass();
    if molecule.donor_count() == Some(0) && mass < NITROSAMINE_GAS_BELOW {
        let reason = format!(
            "A nitrosamine of {mass:.0} g/mol without hydrogen-bond donor is volatile; LC–MS/MS is the alternative where the substance itself makes nitrosamine on heating."
        );
        (Technique::GasChromatography, reason)
    } else {
        let reason = format!(
            "A nitrosamine of {mass:.0} g/mol is not volatile enough, or would lose NO on heating."
        );
        (Technique::LiquidChromatography, reason)
    }
}

fn by_volatility(molecule: &Molecule, alerts: &[AlertHit]) -> (Technique, String) {
    let mass = molecule.molar_mass();
    let volatile = molecule.donor_count() == Some(0)
        && !molecule.canonical_smiles().contains("+]")
        && molecule.charge() == 0;
    let described = format!(
        "With {mass:.0} g/mol, {} heavy atoms and {}",
        molecule.heavy_atom_count(),
        if volatile {
            "neither hydrogen-bond donor nor charge"
        } else {
            "a hydrogen-bond donor or a charge"
        }
    );
    if volatile && mass < HEADSPACE_BELOW {
        (
            Technique::HeadspaceGasChromatography,
            format!("{described} it is likely to pass into a headspace."),
        )
    } else if volatile && mass < GAS_BELOW {
        (
            Technique::GasChromatography,
            format!("{described} it is likely to be volatile enough for an injector."),
        )
    } else if alerts.iter().any(|hit| REACTIVE.contains(&hit.rule)) {
        (
            Technique::DerivatisationLiquidChromatography,
            format!(
                "{described} it is not volatile, and it reacts with water, alcohols or amines in the sample."
            ),
        )
    } else {
        (
            Technique::LiquidChromatography,
            format!("{described} it is not volatile, and it keeps in solution."),
        )
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
            ("CN(C)N=O", Technique::GasChromatography),
            ("NN", Technique::DerivatisationGasChromatography),
            ("NO", Technique::DerivatisationGasChromatography),
            ("CNN", Technique::DerivatisationGasChromatography),
            ("[Na+].[N-]=[N+]=[N-]", Technique::IonChromatography),
            ("[N-]=[N+]=[N-]", Technique::IonChromatography),
            ("[Na+].O=N[O-]", Technique::IonChromatography),
            ("CC=O", Technique::DerivatisationLiquidChromatography),
            ("CC(=O)Cl", Technique::DerivatisationLiquidChromatography),
            ("[N-]=[N+]=NCc1ccccc1", Technique::LiquidChromatography),
        ];
        for (smiles, technique) in cases {
            let molecule = Molecule::parse(smiles).unwrap();
            let proposal = technique_proposal(&molecule, &screen(&molecule));
            assert_eq!(
                proposal.technique, technique,
                "{smiles}: {:?}",
                proposal.reasons
            );
            assert!(!proposal.reasons[0].is_empty());
        }
    }
}
