//! Acid–base balance of a step: is strong acid left over when all bases are neutralised?

use concerted_model::figure::Input;
use concerted_model::given::Traced;
use concerted_molecule::Molecule;

use crate::route_view::{Present, StepView};
use crate::structures::Motif;

/// A sulfonic acid that still has its proton.
static SULFONIC_ACID: Motif = Motif::new("[$([OX2H1][SX4](=[OX1])(=[OX1])[#6])]");
/// A proton of sulfuric acid.
static SULFURIC_ACID: Motif = Motif::new("[$([OX2H1][SX4](=[OX1])(=[OX1])[OX2])]");
/// Hydrogen chloride, bromide or iodide as a component of its own.
static HYDROGEN_HALIDE: Motif = Motif::new("[ClH1,BrH1,IH1]");
/// Nitrogen that binds a strong acid: aliphatic amines, amidines, pyridines and imidazoles.
static BASIC_NITROGEN: Motif = Motif::new(
    "[$([NX3;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a);!$(N-C#N)]),$([NX2;!$(N~[!#6;!#1])]=[#6][NX3]),$([n;X2;r6]1:c:c:c:c:c1),$([n;X2;r5]1:c:[nX3]:c:c1)]",
);
/// Oxygen that takes up one proton: hydroxide, alkoxide, carboxylate, carbonate, phosphate.
static BASIC_OXYGEN: Motif = Motif::new("[OX1-;!$(O[N+]);!$(OS(=O)=O);!$(ON=O);!$(OCl)]");
/// Hydride and carbanion bases, amide ions.
static STRONG_BASE: Motif = Motif::new("[#1-,CX3-,CX2-,NX2-]");

/// Moles of strong acid and of basic groups relative to the limiting input.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Balance {
    /// Strong acid.
    pub(crate) acid: f64,
    /// Basic groups.
    pub(crate) base: f64,
    /// What both rest on.
    pub(crate) inputs: Vec<Input>,
}

impl Balance {
    /// Acid that no base takes up; negative where base is left over.
    pub(crate) fn free_acid(&self) -> f64 {
        self.acid - self.base
    }
}

/// Strong acid groups of a structure.
pub(crate) fn acid_groups(molecule: &Molecule) -> usize {
    SULFONIC_ACID.count(molecule) + SULFURIC_ACID.count(molecule) + HYDROGEN_HALIDE.count(molecule)
}

/// Groups of a structure that take up a strong acid.
pub(crate) fn basic_groups(molecule: &Molecule) -> usize {
    BASIC_NITROGEN.count(molecule) + BASIC_OXYGEN.count(molecule) + STRONG_BASE.count(molecule)
}

/// Groups of a material in moles, or `None` where its amount is needed and not known.
fn moles(present: &Present<'_>, groups: usize) -> Option<Traced> {
    let equivalents = present.equivalents.as_ref()?;
    Some(Traced::new(
        equivalents.value * groups as f64,
        equivalents.inputs.iter().cloned(),
    ))
}

/// The balance of a step during its reaction; `None` where an amount that matters is not given.
///
/// acid = Σ n a and base = Σ n b over the inputs, n in moles relative to the limiting input, a strong acid
/// groups, b basic groups of one molecule. A salt counts with both of its parts. Solvents without basic
/// groups do not matter. Weak acids and pKa values are not weighed.
pub(crate) fn balance(step: &StepView<'_>) -> Option<Balance> {
    let mut balance = Balance {
        acid: 0.0,
        base: 0.0,
        inputs: Vec::new(),
    };
    for present in step.present.iter().filter(|present| !present.work_up) {
        let Some(molecule) = present.molecule else {
            continue;
        };
        let (acid, base) = (acid_groups(molecule), basic_groups(molecule));
        if acid + base == 0 {
            continue;
        }
        let acid = moles(present, acid)?;
        let base = moles(present, base)?;
        balance.acid += acid.value;
        balance.base += base.value;
        balance.inputs.extend(acid.inputs);
    }
    Some(balance)
}

/// True where the material brings acid that no base of its own neutralises.
pub(crate) fn is_free_acid(molecule: &Molecule) -> bool {
    acid_groups(molecule) > basic_groups(molecule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn groups(smiles: &str, acid: usize, base: usize) {
        let molecule = Molecule::parse(smiles).unwrap();
        assert_eq!(
            (acid_groups(&molecule), basic_groups(&molecule)),
            (acid, base),
            "{smiles}"
        );
    }

    #[test]
    fn groups_that_count() {
        groups("CS(=O)(=O)O", 1, 0);
        groups("CS(=O)(=O)[O-].[Na+]", 0, 0);
        groups("Cl", 1, 0);
        groups("Cl.O", 1, 0);
        groups("OS(=O)(=O)O", 2, 0);
        groups("CCN(CC)CC", 0, 1);
        groups("CCN.Cl", 1, 1);
        groups("CC(=O)NC", 0, 0);
        groups("Nc1ccccc1", 0, 0);
        groups("c1ccncc1", 0, 1);
        groups("[Na+].[OH-]", 0, 1);
        groups("[K+].[K+].[O-]C([O-])=O", 0, 2);
        groups("CC(C)(C)[O-].[K+]", 0, 1);
        groups("O=N[O-].[Na+]", 0, 0);
        groups("[Na+].[H-]", 0, 1);
        groups("ClCCl", 0, 0);
    }
}
