//! One functional group becomes another.

use super::{StepClass, StepRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{
    All, Atoms, Gained, Lost, Not, OneReactant, Rings, SeveralReactants,
};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::Interconversion,
        id: "azide_to_amine",
        name: "azide to amine",
        when: All(&[OneReactant, Lost(&["azide"]), Gained(&["amine", "any-nh2"])]),
        examples: &["[N-]=[N+]=NCc1ccccc1>>NCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "hydroxyl_to_halide",
        name: "hydroxyl to halide",
        when: All(&[Lost(&["hydroxyl", "phenol"]), Gained(&["halide"])]),
        examples: &["OCc1ccccc1.Br>>BrCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "acid_to_acid_halide",
        name: "acid to acid halide",
        when: All(&[Lost(&["acid"]), Gained(&["acyl-halide"])]),
        examples: &["OC(=O)c1ccccc1.O=S(Cl)Cl>>O=C(Cl)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "dehalogenation_or_deoxygenation",
        name: "dehalogenation or deoxygenation",
        when: All(&[
            OneReactant,
            Lost(&["halide", "hydroxyl"]),
            Not(&Rings(Above, 0)),
            Atoms("C", Is, 0),
        ]),
        examples: &["Brc1ccc2ncccc2c1>>c1ccc2ncccc2c1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "nitrile_made",
        name: "nitrile made",
        when: Gained(&["nitrile"]),
        examples: &["NC(=O)c1ccccc1>>N#Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "oxime_or_hydrazone_made",
        name: "oxime or hydrazone made",
        when: All(&[Gained(&["oxime"]), Lost(&["hydroxylamine", "carbonyl"])]),
        examples: &["O=Cc1ccccc1.NO>>ON=Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "azide_put_on",
        name: "azide put on",
        when: Gained(&["organic-azide"]),
        examples: &["BrCc1ccccc1.[N-]=[N+]=[N-]>>[N-]=[N+]=NCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "decarboxylation",
        name: "decarboxylation",
        when: All(&[OneReactant, Atoms("C", Below, 0), Lost(&["acid", "ester"])]),
        examples: &["OC(=O)CC(=O)c1ccccc1>>CC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "ammonia_or_hydrazine_in",
        name: "ammonia or hydrazine in",
        when: All(&[SeveralReactants, Gained(&["primary-amide", "any-nh2"])]),
        examples: &["OC(=O)c1ccccc1.N>>NC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "sulfonyl_halide_made",
        name: "sulfonyl halide made",
        when: Gained(&["sulfonyl-halide"]),
        examples: &["Nc1ccccc1.O=S=O.Cl>>O=S(=O)(Cl)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "nitrile_hydrolyzed",
        name: "nitrile hydrolyzed",
        when: All(&[Lost(&["nitrile"]), Gained(&["primary-amide", "acid"])]),
        examples: &["N#Cc1ccccc1>>OC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "isothiocyanate_made",
        name: "isothiocyanate made",
        when: Gained(&["isothiocyanate"]),
        examples: &["Nc1ccccc1.S=C(Cl)Cl>>S=C=Nc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "borylation",
        name: "borylation",
        when: All(&[Lost(&["diboron"]), Gained(&["organoboron"])]),
        examples: &["Brc1ccccc1.CC1(C)OB(B2OC(C)(C)C(C)(C)O2)OC1(C)C>>CC1(C)OB(c2ccccc2)OC1(C)C"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "cyanide_in",
        name: "cyanide in",
        when: Lost(&["cyanide-source"]),
        examples: &["Brc1ccccc1.N#C[Cu]>>N#Cc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "halogen_by_tetrahalomethane",
        name: "halogen by tetrahalomethane",
        when: All(&[Lost(&["tetrahalomethane"]), Lost(&["hydroxyl"])]),
        examples: &["OCc1ccccc1.BrC(Br)(Br)Br>>BrCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Interconversion,
        id: "hydrazine_in",
        name: "hydrazine in",
        when: Lost(&["ammonia", "free-hydrazine-itself"]),
        examples: &["Clc1ccncn1.NN>>NNc1ccncn1"],
    },
];
