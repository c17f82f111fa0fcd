//! Reductions.

use super::{StepClass, StepRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{
    All, Any, AromaticRings, Atoms, Gained, Lost, Not, OneReactant, Rings, Same,
};

/// Looked at before the deprotections: an ester that becomes a primary alcohol frees a hydroxyl too.
pub(super) const ESTERS: &[StepRule] = &[StepRule {
    class: StepClass::Reduction,
    id: "ester_reduced_to_alcohol",
    name: "ester reduced to alcohol",
    when: All(&[
        OneReactant,
        Gained(&["primary-alcohol"]),
        Lost(&["methyl-ester", "ethyl-ester", "ester", "benzyl-ester"]),
        Not(&Lost(&["acetyl-ester", "carbonate", "silyl-ether"])),
        Any(&[
            Lost(&["methyl-ester", "ethyl-ester", "benzyl-ester"]),
            Not(&Rings(Below, 0)),
        ]),
        Atoms("O", Below, 0),
        Not(&Gained(&["acid"])),
    ]),
    examples: &["CCOC(=O)c1ccccc1>>OCc1ccccc1"],
}];

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::Reduction,
        id: "nitro_reduced",
        name: "nitro reduced",
        when: All(&[
            OneReactant,
            Lost(&["nitro", "nitroso"]),
            Gained(&["any-nh2", "hydroxylamine", "aniline-nh2"]),
            Atoms("O", Below, 0),
        ]),
        examples: &["O=[N+]([O-])c1ccccc1>>Nc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "ketone_or_aldehyde_to_alcohol",
        name: "ketone or aldehyde to alcohol",
        when: All(&[
            OneReactant,
            Lost(&["carbonyl", "aldehyde", "ketone", "imide"]),
            Gained(&["hydroxyl"]),
            Atoms("H", Above, 0),
        ]),
        examples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "acid_or_amide_to_alcohol_or_aldehyde",
        name: "acid or amide to alcohol or aldehyde",
        when: All(&[
            OneReactant,
            Lost(&["acid", "acyl-halide", "amide", "weinreb", "anhydride"]),
            Gained(&["primary-alcohol", "aldehyde"]),
            Not(&Gained(&["nitrile"])),
            Atoms("O", Below, 1),
        ]),
        examples: &["OC(=O)CCc1ccccc1>>OCCCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "amide_to_amine",
        name: "amide to amine",
        when: All(&[
            OneReactant,
            Lost(&["amide", "primary-amide", "urea", "imide", "carbamate"]),
            Gained(&["amine"]),
            Atoms("O", Below, 0),
            Same("nitrile"),
        ]),
        examples: &["CCNC(=O)c1ccccc1>>CCNCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "nitrile_to_amine_or_aldehyde",
        name: "nitrile to amine or aldehyde",
        when: All(&[
            OneReactant,
            Lost(&["nitrile"]),
            Gained(&["alkyl-nh2", "aldehyde", "amine"]),
            Atoms("H", Above, -4),
            Not(&Atoms("O", Above, 1)),
        ]),
        examples: &["N#Cc1ccccc1>>NCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "ester_to_aldehyde_or_alcohol",
        name: "ester to aldehyde or alcohol",
        when: All(&[
            OneReactant,
            Lost(&["ester", "lactone"]),
            Gained(&["aldehyde", "hydroxyl"]),
            Any(&[Atoms("O", Below, 0), Atoms("H", Above, 1)]),
        ]),
        examples: &["O=C1CCCCO1>>OC1CCCCO1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "double_or_triple_bond_hydrogenated",
        name: "double or triple bond hydrogenated",
        when: All(&[
            OneReactant,
            Atoms("C", Is, 0),
            Atoms("Si", Is, 0),
            Lost(&["alkene", "alkyne"]),
            Atoms("H", Above, 0),
            Atoms("O", Is, 0),
        ]),
        examples: &["C=Cc1ccccc1>>CCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "imine_or_oxime_reduced",
        name: "imine or oxime reduced",
        when: All(&[
            OneReactant,
            Atoms("C", Is, 0),
            Atoms("Si", Is, 0),
            Lost(&["c=n", "imine", "oxime", "hydrazone", "iminium"]),
            Gained(&["amine", "any-nh2", "nh"]),
            Atoms("H", Above, -1),
            Not(&Lost(&["azide"])),
        ]),
        examples: &["CC(=NC)c1ccccc1>>CC(NC)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "carbonyl_to_methylene",
        name: "carbonyl to methylene",
        when: All(&[
            OneReactant,
            Atoms("C", Is, 0),
            Atoms("Si", Is, 0),
            Lost(&["carbonyl", "ketone", "amide"]),
            Atoms("O", Below, 0),
            Atoms("H", Above, 0),
        ]),
        examples: &["O=C(c1ccccc1)c1ccccc1>>c1ccccc1Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "sulfoxide_or_n_oxide_reduced",
        name: "sulfoxide or N-oxide reduced",
        when: All(&[
            OneReactant,
            Atoms("C", Is, 0),
            Atoms("Si", Is, 0),
            Lost(&["sulfoxide", "n-oxide", "sulfone"]),
            Atoms("O", Below, 0),
        ]),
        examples: &["CS(=O)c1ccccc1>>CSc1ccccc1"],
    },
    StepRule {
        class: StepClass::Reduction,
        id: "ring_hydrogenated",
        name: "ring hydrogenated",
        when: All(&[
            OneReactant,
            Atoms("C", Is, 0),
            Atoms("Si", Is, 0),
            AromaticRings(Below, 0),
            Atoms("H", Above, 0),
            Atoms("O", Is, 0),
        ]),
        examples: &["c1ccncc1>>C1CCNCC1"],
    },
];
