//! Reactive groups of impurities and the kinds of agent that act on them.

use super::FateKind;
use crate::structures::Motif;

/// A group, its name and what acts on it, with the verb.
pub(super) struct Group {
    pub(super) motif: Motif,
    pub(super) name: &'static str,
    /// True where a tertiary amine consumes it too.
    pub(super) alkylates: bool,
    pub(super) acted_on_by: &'static [(FateKind, &'static str)],
}

const fn group(
    smarts: &'static str,
    name: &'static str,
    alkylates: bool,
    acted_on_by: &'static [(FateKind, &'static str)],
) -> Group {
    Group {
        motif: Motif::new(smarts),
        name,
        alkylates,
        acted_on_by,
    }
}

const ACYLATING: &[(FateKind, &str)] = &[
    (FateKind::Hydrolysis, "hydrolyses"),
    (FateKind::Amine, "consumes"),
];
const ALKYLATING: &[(FateKind, &str)] = &[
    (FateKind::Amine, "is alkylated by"),
    (FateKind::Nucleophile, "is alkylated by"),
    (FateKind::Base, "slowly destroys"),
];
const FAST_ALKYLATING: &[(FateKind, &str)] = &[
    (FateKind::Hydrolysis, "hydrolyses"),
    (FateKind::Amine, "is alkylated by"),
    (FateKind::Nucleophile, "is alkylated by"),
];
const REDUCIBLE: &[(FateKind, &str)] = &[(FateKind::Reduction, "reduces")];

/// Groups in the order in which they are named.
pub(super) static GROUPS: [Group; 20] = [
    group(
        "[CX3](=[OX1])[F,Cl,Br,I]",
        "the acyl halide",
        false,
        ACYLATING,
    ),
    group(
        "[SX4](=[OX1])(=[OX1])[Cl,Br]",
        "the sulfonyl halide",
        false,
        ACYLATING,
    ),
    group("[NX2]=[CX2]=[OX1]", "the isocyanate", false, ACYLATING),
    group(
        "[CX4][OX2][SX4](=[OX1])(=[OX1])",
        "the sulfonate or sulfate ester",
        true,
        ALKYLATING,
    ),
    group(
        "[CX4;$(C[OX2,SX2])][Cl,Br,I]",
        "the alpha-halo ether or sulfide",
        true,
        FAST_ALKYLATING,
    ),
    group(
        "[CX4;H1,H2,H3;!$(C[OX2,SX2])][Cl,Br,I]",
        "the alkyl halide",
        true,
        ALKYLATING,
    ),
    group(
        "C1[O,S]C1",
        "the epoxide or episulfide",
        false,
        &[
            (FateKind::Amine, "opens"),
            (FateKind::Nucleophile, "opens"),
            (FateKind::Base, "slowly opens"),
        ],
    ),
    group(
        "C1NC1",
        "the aziridine",
        false,
        &[(FateKind::Amine, "opens"), (FateKind::Nucleophile, "opens")],
    ),
    group(
        "[CX3;H1,H2]=[OX1]",
        "the aldehyde",
        false,
        &[
            (FateKind::Amine, "condenses with"),
            (FateKind::Nucleophile, "adds to"),
            (FateKind::Reduction, "reduces"),
            (FateKind::Oxidation, "oxidises"),
        ],
    ),
    group(
        "[CX3;H1,H2]=[CX3][$([CX3]=[OX1]),$(C#N),$([SX4]=[OX1])]",
        "the Michael acceptor",
        false,
        &[
            (FateKind::Amine, "adds to"),
            (FateKind::Nucleophile, "adds to"),
            (FateKind::Reduction, "may reduce"),
        ],
    ),
    group("a[NX3+](=[OX1])[OX1-]", "the nitroarene", false, REDUCIBLE),
    group("[nX3+][OX1-]", "the N-oxide", false, REDUCIBLE),
    group(
        "[$([NX2]=[NX2+]=[NX1-]),$([NX2-][NX2+]#[NX1])]",
        "the azide",
        false,
        REDUCIBLE,
    ),
    group(
        "[$(a[NX2]=[OX1]),$(a[NX3;H1][OX2H1]),$([NX2]=[NX3+][OX1-]),$([#6][NX2]=[NX2][#6])]",
        "the nitroso, hydroxylamino, azo or azoxy compound",
        false,
        REDUCIBLE,
    ),
    group(
        "[CX4][OX2][NX2]=[OX1]",
        "the alkyl nitrite",
        false,
        &[
            (FateKind::Hydrolysis, "in acid hydrolyses"),
            (FateKind::Amine, "is nitrosated by"),
            (FateKind::Reduction, "reduces"),
        ],
    ),
    group(
        "[NX3][NX2]=[OX1]",
        "the N-nitroso compound in part (proof is needed, also of the hydrazine that may form)",
        false,
        REDUCIBLE,
    ),
    group(
        "[NX3;!$(N[#6]=[O,S]);!$(N~[O])]-[NX3;H1,H2;!$(N~[O])]",
        "the hydrazine",
        false,
        &[
            (FateKind::Carbonyl, "condenses with"),
            (FateKind::Oxidation, "oxidises"),
        ],
    ),
    group(
        "[NX3][Cl,Br]",
        "the N-halo amine",
        false,
        &[
            (FateKind::Reduction, "reduces"),
            (FateKind::Nucleophile, "reduces"),
        ],
    ),
    group(
        "[#6][BX3]([OX2])[OX2]",
        "the boronic acid or ester",
        false,
        &[
            (FateKind::Oxidation, "oxidises"),
            (FateKind::Base, "takes up, as its salt in water,"),
        ],
    ),
    group(
        "a[N+]#N",
        "the diazonium ion",
        false,
        &[
            (FateKind::Hydrolysis, "on warming hydrolyses"),
            (FateKind::Reduction, "reduces"),
        ],
    ),
];
