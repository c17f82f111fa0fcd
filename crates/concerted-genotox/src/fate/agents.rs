//! What a step contains that can act on an impurity.

use concerted_molecule::Molecule;

use super::FateKind;
use crate::route_view::{Present, StepView};
use crate::structures::Motif;

/// Amine with a free hydrogen, ammonia too.
static AMINE: Motif =
    Motif::new("[NX3;H1,H2,H3;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-C#N);!$(N-S(=O)=O)]");
/// Tertiary amine or pyridine: takes an alkyl group, but no acyl group for good.
static TERTIARY: Motif = Motif::new(
    "[$([NX3;H0;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N])]([CX4])[CX4]),$([n;X2;r6]1:c:c:c:c:c1)]",
);
static BASE: Motif =
    Motif::new("[$([OX1H1-]),$([OX1-][CX4]),$([OX1-]C(=O)[OX1-]),$([OX1-]C(=O)[OX2H1])]");
static NUCLEOPHILE: Motif = Motif::new(
    "[$([SX2H1][#6]),$([SX1H1-]),$([SX1-2]),$([SX1-][#6]),$([SX3](=O)([OX1-])[OX1-,OX2H1]),$([SX1]=[SX4]([OX1-])=O),$([SX1-][SX4](=O)=O)]",
);
static CARBONYL: Motif = Motif::new("[CX3;$([CH2]),$([CH1][#6]),$(C([#6])[#6])]=[OX1]");
static REDUCTANT: Motif = Motif::new(
    "[$([BH4-]),$([BH3-]),$([BH1-]),$([AlH4-]),$([AlH2]),$([AlH1]),$([SiH1]),$([O-]S(=O)S(=O)[O-]),$([Zn+0]),$([Fe+0]),$([Sn+2]),$([BH3]),$([PX3]([#6])([#6])[#6])]",
);
static OXIDANT: Motif = Motif::new(
    "[$([OX2H1,OX1-,OX2][OX2H1,OX1-,OX2]),$([OX1-]Cl),$([OX2H1]Cl),$([Mn](=O)),$([Cr](=O)),$([I;X3,X4,X5])]",
);

/// What acts in a step, by kind, with the name of the first material that does.
pub(super) struct Agents<'v, 'a> {
    view: &'v StepView<'a>,
}

impl<'v, 'a> Agents<'v, 'a> {
    pub(super) fn of(view: &'v StepView<'a>) -> Self {
        Self { view }
    }

    /// The name of what acts in a way; tertiary amines count only against groups that alkylate.
    pub(super) fn named(&self, kind: FateKind, alkylates: bool) -> Option<String> {
        let by = |motif: &'static Motif| {
            self.first(|present| {
                present
                    .molecule
                    .is_some_and(|molecule| motif.is_in(molecule))
            })
        };
        match kind {
            FateKind::Hydrolysis => self
                .first(Present::is_water)
                .or_else(|| self.view.has_aqueous_work_up().then(|| "Water".to_owned())),
            FateKind::Base => by(&BASE),
            FateKind::Amine => by(&AMINE).or_else(|| if alkylates { by(&TERTIARY) } else { None }),
            FateKind::Nucleophile => by(&NUCLEOPHILE),
            FateKind::Carbonyl => by(&CARBONYL),
            FateKind::Reduction => self.first(|present| present.molecule.is_some_and(is_reductant)),
            FateKind::Oxidation => by(&OXIDANT),
            _ => None,
        }
    }

    fn first(&self, acts: impl Fn(&Present<'a>) -> bool) -> Option<String> {
        self.view
            .present
            .iter()
            .find(|present| acts(present))
            .map(|present| present.material.name.clone())
    }
}

/// True for hydrogen, hydrides, metals that give electrons, dithionite and phosphines.
pub(crate) fn is_reductant(molecule: &Molecule) -> bool {
    molecule.canonical_smiles() == "[H][H]" || REDUCTANT.is_in(molecule)
}
