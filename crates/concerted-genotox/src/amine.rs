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
    /// N-methyl pyrrolidone and its kind: opens to an N-alkyl amino acid.
    Lactam,
    /// Urea or uronium with dimethylamino groups, such as coupling reagents: releases dimethylamine.
    Uronium,
    /// Tertiary amine: loses one group first, far slower.
    Tertiary,
    /// Tetraalkylammonium: brings or loses its way to a secondary amine.
    Quaternary,
}

impl Vulnerable {
    /// Every kind.
    pub(crate) const ALL: [Self; 6] = [
        Self::Secondary,
        Self::Amide,
        Self::Lactam,
        Self::Uronium,
        Self::Tertiary,
        Self::Quaternary,
    ];

    /// What it is, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Secondary => "a secondary amine",
            Self::Amide => "an amide that can release a secondary amine",
            Self::Lactam => "a lactam that can open to a secondary amine",
            Self::Uronium => "a urea or uronium that can release dimethylamine",
            Self::Tertiary => "a tertiary amine, which reacts far more slowly",
            Self::Quaternary => {
                "a tetraalkylammonium, which may bring the secondary amine as an impurity"
            }
        }
    }

    /// True where it counts only beside the agent itself, because it is so slow.
    pub(crate) fn is_slow(self) -> bool {
        matches!(self, Self::Tertiary | Self::Quaternary)
    }

    /// The N-nitroso compounds of a structure.
    pub(crate) fn nitrosated(self, molecule: &Molecule) -> Vec<Molecule> {
        let (motif, reaction) = match self {
            Self::Secondary => (&SECONDARY, &FROM_SECONDARY),
            Self::Amide => (&AMIDE, &FROM_AMIDE),
            Self::Lactam => (&LACTAM, &FROM_LACTAM),
            Self::Uronium => (&URONIUM, &FROM_URONIUM),
            Self::Tertiary => (&TERTIARY, &FROM_TERTIARY),
            Self::Quaternary => (&QUATERNARY, &FROM_QUATERNARY),
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
static LACTAM: Motif =
    Motif::new("[NX3;r5]1([CX4;!R])[CX3;r5](=[OX1])[CX4;H2;r5][CX4;H2;r5][CX4;H2;r5]1");
static URONIUM: Motif = Motif::new(
    "[NX3]([CH3])([CH3])[$([CX3](=[OX1])([NX3]([CH3])[CH3])[NX3]([CH3])[CH3]),$([CX3](=[NX3+])([NX3]([CH3])[CH3])[#8,#7])]",
);
static QUATERNARY: Motif = Motif::new("[NX4+;H0]([CX4])([CX4])([CX4])[CX4;!R]");
static FROM_SECONDARY: Reaction =
    Reaction::new("[NX3;H1;!$(N-[!#6]);!$(N-[#6]=[O,S,N]);!$(N-C#N);$(N-[CX4]):1]>>[NH0:1]N=O");
static FROM_AMIDE: Reaction =
    Reaction::new("[NX3:1]([CX4:2])([CX4:3])[CX3;H1,$(C[CH3])]=[OX1]>>[N:1]([C:2])([C:3])N=O");
static FROM_TERTIARY: Reaction = Reaction::new(
    "[NX3;H0:1]([CX4:2])([#6;!$([#6]=[O,S,N]):3])[CX4;!R;H1,H2,H3]>>[N:1]([#6:2])([#6:3])N=O",
);

static FROM_LACTAM: Reaction = Reaction::new(
    "[NX3;r5:1]1([CX4;!R:2])[CX3;r5:3](=[OX1:4])[CX4;H2;r5:5][CX4;H2;r5:6][CX4;H2;r5:7]1>>O=N[N:1]([C:2])[C:7][C:6][C:5][C:3](=[O:4])O",
);
static FROM_URONIUM: Reaction = Reaction::new(
    "[NX3:1]([CH3:2])([CH3:3])[$([CX3](=[OX1])([NX3]([CH3])[CH3])[NX3]([CH3])[CH3]),$([CX3](=[NX3+])([NX3]([CH3])[CH3])[#8,#7])]>>[N:1]([C:2])([C:3])N=O",
);
static FROM_QUATERNARY: Reaction =
    Reaction::new("[NX4+;H0:1]([CX4:2])([CX4:3])([CX4;!R])[CX4;!R]>>[NX3+0:1]([C:2])([C:3])N=O");

/// How strong a nitrosating agent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agent {
    /// Chloramine: makes a hydrazine first, which air or chlorine oxidises.
    Chloramine,
    /// Nitric acid, nitrates and their esters, nitrogen dioxide: contain or make nitrous gases.
    NitrogenOxide,
    /// Nitrite, nitrous acid and its esters, nitrosyl halides, nitrosonium salts, N-nitroso sulfonamides.
    Nitrosating,
}

/// A nitrite salt or nitrous acid, which nitrosates only in acid.
static INORGANIC_NITRITE: Motif = Motif::new("[OX1-,OX2H1][NX2]=[OX1]");
/// A nitrate salt or nitric acid, which a reductant turns into nitrite.
static NITRATE: Motif = Motif::new("[OX1-,OX2H1][NX3+](=[OX1])[OX1-]");
static CHLORAMINE: Motif = Motif::new("[NX3;H2]Cl");
static NITRITE: Motif = Motif::new(
    "[$([OX1-][NX2]=[OX1]),$([OX2H1][NX2]=[OX1]),$([OX2;$(O[CX4])][NX2]=[OX1]),$([Cl,Br][NX2]=[OX1]),$([N+]#[O]),$([NX2+]=[OX1]),$([NX1]#[OX1+]),$([NX2](=[OX1])[NX3+](=[OX1])[OX1-]),$([NX2](=[OX1])O[SX4]),$([NX2](=[OX1])[NX3][SX4])]",
);
static NITROGEN_OXIDE: Motif = Motif::new(
    "[$([OX2H1][NX3+](=[OX1])[OX1-]),$([OX1]=[NX2;v4]),$([OX1-][NX3+](=[OX1])[OX1-]),$([OX2]([CX4])[NX3+](=[OX1])[OX1-]),$([NX3+](=[OX1])([OX1-])[NX3+]),$([NX3+](=[OX1])([OX1-])[CX4]Br)]",
);

/// The agent that a structure is, if it is one. Nitrate salts count as a nitrogen oxide, as they may carry nitrite.
pub(crate) fn agent(molecule: &Molecule) -> Option<Agent> {
    if NITRITE.is_in(molecule) {
        Some(Agent::Nitrosating)
    } else if NITROGEN_OXIDE.is_in(molecule) {
        Some(Agent::NitrogenOxide)
    } else if CHLORAMINE.is_in(molecule) {
        Some(Agent::Chloramine)
    } else {
        None
    }
}

/// True for a nitrite salt or nitrous acid: without acid it hardly nitrosates.
pub(crate) fn needs_acid(molecule: &Molecule) -> bool {
    INORGANIC_NITRITE.is_in(molecule)
}

/// True for a nitrate salt or nitric acid.
pub(crate) fn is_nitrate(molecule: &Molecule) -> bool {
    NITRATE.is_in(molecule)
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
        check(Vulnerable::Lactam, "CN1CCCC1=O", &["CN(N=O)CCCC(=O)O"]);
        check(Vulnerable::Lactam, "O=C1CCCN1", &[]);
        check(Vulnerable::Uronium, "CN(C)C(=O)N(C)C", &["CN(C)N=O"]);
        check(
            Vulnerable::Uronium,
            "CN(C)C(=[N+](C)C)On1nnc2cccnc21.F[P-](F)(F)(F)(F)F",
            &["CN(C)N=O"],
        );
        check(Vulnerable::Uronium, "CN(C)C(=O)c1ccccc1", &[]);
        check(
            Vulnerable::Quaternary,
            "CCCC[N+](CCCC)(CCCC)CCCC.[Br-]",
            &["CCCCN(CCCC)N=O"],
        );
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
            "CN(N=O)S(=O)(=O)c1ccc(C)cc1",
        ] {
            assert_eq!(of(smiles), Some(Agent::Nitrosating), "{smiles}");
        }
        for smiles in [
            "O[N+](=O)[O-]",
            "[K+].[O-][N+](=O)[O-]",
            "O=[N+]([O-])OCC(O)CO",
            "OCC(Br)(CO)[N+](=O)[O-]",
        ] {
            assert_eq!(of(smiles), Some(Agent::NitrogenOxide), "{smiles}");
        }
        assert_eq!(of("NCl"), Some(Agent::Chloramine));
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
