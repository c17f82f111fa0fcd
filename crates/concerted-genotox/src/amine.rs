//! Amines that nitrosation makes into N-nitroso compounds, and the agents that do it.

use concerted_molecule::Molecule;

use crate::formation::Reaction;
use crate::structures::Motif;

/// How an amine becomes vulnerable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Vulnerable {
    /// Secondary amine: nitrosated directly.
    Secondary,
    /// Formamide or acetamide of a secondary amine: releases it on hydrolysis.
    Amide,
    /// Tertiary amine: loses one group first, far slower.
    Tertiary,
}

impl Vulnerable {
    /// Every kind.
    pub(crate) const ALL: [Self; 3] = [Self::Secondary, Self::Amide, Self::Tertiary];

    /// What it is, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Secondary => "a secondary amine",
            Self::Amide => "an amide that can release a secondary amine",
            Self::Tertiary => "a tertiary amine, which reacts far more slowly",
        }
    }

    /// The N-nitroso compounds of a structure.
    pub(crate) fn nitrosated(self, molecule: &Molecule) -> Vec<Molecule> {
        let (motif, reaction) = match self {
            Self::Secondary => (&SECONDARY, &FROM_SECONDARY),
            Self::Amide => (&AMIDE, &FROM_AMIDE),
            Self::Tertiary => (&TERTIARY, &FROM_TERTIARY),
        };
        if motif.is_in(molecule) {
            reaction.products(&[molecule])
        } else {
            Vec::new()
        }
    }
}

static SECONDARY: Motif =
    Motif::new("[NX3;H1;!$(N-[!#6]);!$(N-[#6]=[O,S,N]);!$(N-C#N);$(N-[CX4])]");
static AMIDE: Motif = Motif::new("[NX3]([CX4])([CX4])[CX3;H1,$(C[CH3])]=[OX1]");
static TERTIARY: Motif = Motif::new("[NX3;H0]([CX4])([#6;!$([#6]=[O,S,N])])[CX4;!R;H1,H2,H3]");
static FROM_SECONDARY: Reaction =
    Reaction::new("[NX3;H1;!$(N-[!#6]);!$(N-[#6]=[O,S,N]);!$(N-C#N);$(N-[CX4]):1]>>[NH0:1]N=O");
static FROM_AMIDE: Reaction =
    Reaction::new("[NX3:1]([CX4:2])([CX4:3])[CX3;H1,$(C[CH3])]=[OX1]>>[N:1]([C:2])([C:3])N=O");
static FROM_TERTIARY: Reaction = Reaction::new(
    "[NX3;H0:1]([CX4:2])([#6;!$([#6]=[O,S,N]):3])[CX4;!R;H1,H2,H3]>>[N:1]([#6:2])([#6:3])N=O",
);

/// How strong a nitrosating agent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agent {
    /// Nitric acid and nitrogen dioxide: contain or make nitrous gases.
    NitrogenOxide,
    /// Nitrite, nitrous acid and its esters, nitrosyl halides, nitrosonium salts.
    Nitrosating,
}

static NITRITE: Motif = Motif::new(
    "[$([OX1-][NX2]=[OX1]),$([OX2H1][NX2]=[OX1]),$([OX2;$(O[CX4])][NX2]=[OX1]),$([Cl,Br][NX2]=[OX1]),$([N+]#[O]),$([NX2+]=[OX1]),$([NX1]#[OX1+]),$([NX2](=[OX1])[NX3+](=[OX1])[OX1-]),$([NX2](=[OX1])O[SX4])]",
);
static NITROGEN_OXIDE: Motif =
    Motif::new("[$([OX2H1][NX3+](=[OX1])[OX1-]),$([OX1]=[NX2;v4]),$([OX1-][NX3+](=[OX1])[OX1-])]");

/// The agent that a structure is, if it is one. Nitrate salts count as a nitrogen oxide, as they may carry nitrite.
pub(crate) fn agent(molecule: &Molecule) -> Option<Agent> {
    if NITRITE.is_in(molecule) {
        Some(Agent::Nitrosating)
    } else if NITROGEN_OXIDE.is_in(molecule) {
        Some(Agent::NitrogenOxide)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Vulnerable, smiles: &str, expected: &[&str]) {
        let products = kind.nitrosated(&Molecule::parse(smiles).unwrap());
        let expected: Vec<_> = expected
            .iter()
            .map(|smiles| Molecule::parse(smiles).unwrap())
            .collect();
        assert_eq!(products, expected, "{smiles}");
    }

    #[test]
    fn nitrosamines_of_amines() {
        check(Vulnerable::Secondary, "CNC", &["CN(C)N=O"]);
        check(
            Vulnerable::Secondary,
            "FC(F)(F)c1nnc2n1CCNC2",
            &["O=NN1CCn2c(nnc2C(F)(F)F)C1"],
        );
        check(Vulnerable::Secondary, "CNc1ccccc1", &["CN(N=O)c1ccccc1"]);
        check(Vulnerable::Secondary, "CN", &[]);
        check(Vulnerable::Secondary, "CC(=O)NC", &[]);
        check(Vulnerable::Secondary, "c1cc[nH]c1", &[]);
        check(Vulnerable::Amide, "CN(C)C=O", &["CN(C)N=O"]);
        check(Vulnerable::Amide, "CC(=O)N(C)C", &["CN(C)N=O"]);
        check(Vulnerable::Tertiary, "CCN(CC)CC", &["CCN(CC)N=O"]);
        check(Vulnerable::Tertiary, "CN1CCOCC1", &["O=NN1CCOCC1"]);
        check(Vulnerable::Tertiary, "CN(C)C=O", &[]);
        check(Vulnerable::Tertiary, "c1ccncc1", &[]);
    }

    #[test]
    fn agents() {
        let of = |smiles: &str| agent(&Molecule::parse(smiles).unwrap());
        for smiles in [
            "[Na+].O=N[O-]",
            "ON=O",
            "CC(C)CCON=O",
            "CC(C)(C)ON=O",
            "ClN=O",
            "N#[O+]",
            "O=NOS(=O)(=O)O",
        ] {
            assert_eq!(of(smiles), Some(Agent::Nitrosating), "{smiles}");
        }
        for smiles in ["O[N+](=O)[O-]", "[K+].[O-][N+](=O)[O-]"] {
            assert_eq!(of(smiles), Some(Agent::NitrogenOxide), "{smiles}");
        }
        for smiles in [
            "CN=O",
            "O=[N+]([O-])c1ccccc1",
            "CN(C)N=O",
            "O",
            "[Na+].[N-]=[N+]=[N-]",
        ] {
            assert_eq!(of(smiles), None, "{smiles}");
        }
    }
}
