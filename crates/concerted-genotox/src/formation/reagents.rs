//! Reagents and groups that several formation rules look for.

use concerted_molecule::Molecule;

use crate::structures::Motif;

/// Alcohol that can be alkylating once esterified: methanol, primary or secondary.
pub(super) static ALCOHOL: Motif = Motif::new("[CX4;H1,H2,H3][OX2H1]");
/// Carboxylic acid or its ion.
pub(super) static CARBOXYLIC_ACID: Motif =
    Motif::new("[CX3;!$(C([OX2])[OX2])](=[OX1])[OX2H1,OX1-]");
/// Primary or secondary amine, ammonia not counted.
pub(super) static AMINE: Motif =
    Motif::new("[NX3;H1,H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-C#N)]");
/// Tertiary amine, amidine or guanidine.
pub(super) static TERTIARY_AMINE: Motif = Motif::new(
    "[$([NX3;H0;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S])]([CX4])([CX4])[CX4]),$([NX2;!$(N~[!#6;!#1])]=[#6][NX3]),$([n;X2;r6]1:c:c:c:c:c1)]",
);
/// Hydroxide, alkoxide, phenoxide, carbonate, phosphate, hydride, carbanion and amide ions.
pub(super) static BASE_ANION: Motif = Motif::new(
    "[$([OX1H1-]),$([OX1-][CX4]),$([OX1-]C(=O)[OX1-]),$([OX1-]C(=O)[OX2H1]),$([OX1-]P([OX1-])[OX1-]),$([#1-]),$([CX3-]),$([NX2-;!$(N=*);!$(N-S)])]",
);
/// Peracid, persulfate or dioxirane: transfers oxygen without a catalyst.
pub(super) static PERACID: Motif =
    Motif::new("[$([OX2H1][OX2][CX3]=[OX1]),$([OX2H1][OX2][SX4]),$([OX2]1[OX2][CX4]1)]");
/// Hydrogen peroxide or an alkyl hydroperoxide: needs a catalyst or a base.
pub(super) static PEROXIDE: Motif = Motif::new("[$([OX2H1][OX2H1]),$([OX2H1][OX2][CX4])]");
/// Hypohalite, halogen, N-halo imide or amide.
pub(super) static HALOGENATOR: Motif = Motif::new(
    "[$([OX1-][Cl,Br]),$([OX2H1][Cl,Br]),$([OX2]([CX4])[Cl,Br]),$([Cl][Cl]),$([Br][Br]),$([NX3]([Cl,Br])[CX3]=[OX1]),$([NX3]([Cl,Br])[SX4]),$([NX2-]([Cl])[SX4])]",
);
/// Reagents that turn an acid into its chloride: thionyl, oxalyl and phosphorus chlorides, phosgene, Vilsmeier and Ghosez reagents.
pub(super) static CHLORINATOR: Motif = Motif::new(
    "[Cl][$([SX3](=[OX1])Cl),$([CX3](=[OX1])[CX3](=[OX1])Cl),$([PX4](=[OX1])(Cl)Cl),$([PX3](Cl)Cl),$([PX5](Cl)(Cl)(Cl)Cl),$([CX3;H1]=[NX3+]),$([CX3](=[CX3])[NX3])]",
);
/// Phosgene, diphosgene and triphosgene.
pub(super) static PHOSGENE: Motif =
    Motif::new("[CX3](=[OX1])([Cl,$([OX2]C(Cl)(Cl)Cl)])[Cl,$([OX2]C(Cl)(Cl)Cl)]");
/// Carbonyl transfer agents weaker than phosgene: carbonyldiimidazole and disuccinimidyl carbonate.
pub(super) static CARBONYL_TRANSFER: Motif = Motif::new(
    "[$([CX3](=[OX1])([n]1cncc1)[n]1cncc1),$([CX3](=[OX1])([OX2]N(C=O)C=O)[OX2]N(C=O)C=O)]",
);
/// Hydrogen chloride, bromide or iodide as a component of its own.
pub(super) static HYDROGEN_HALIDE: Motif = Motif::new("[ClH1,BrH1,IH1]");
/// Azide ion or silyl azide.
pub(super) static AZIDE_SOURCE: Motif =
    Motif::new("[$([NX1-]=[NX2+]=[NX1-]),$([NX1-]=[NX2+]=[NX2][SiX4])]");

static FORMALDEHYDE: Motif = Motif::new(
    "[$([CX3;H2]=[OX1]),$([CX4;H2]([OX2;H1])[OX2]),$([CX4;H2]1[OX2][CX4;H2][OX2][CX4;H2][OX2]1),$([CX4;H2;R]([NX3;R;$(N([CH2])([CH2])[CH2])])[NX3;R;$(N([CH2])([CH2])[CH2])]),$([CX4;H2]([OX2][CH3])[OX2][CH3]),$([CX4;H2]1[OX2][CH2][CH2][OX2]1)]",
);

/// True for formaldehyde, its hydrate and oligomers, trioxane, hexamine, dimethoxymethane and dioxolane.
pub(super) fn is_formaldehyde_source(molecule: &Molecule) -> bool {
    // Larger structures with a methylene acetal release it too, but they are judged as acetals.
    const LARGEST: usize = 10;
    molecule.heavy_atom_count() <= LARGEST && FORMALDEHYDE.is_in(molecule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reagents_are_recognised_in_their_common_spellings() {
        let of = |smiles: &str| Molecule::parse(smiles).unwrap();
        let cases: [(&Motif, &[&str], &[&str]); 8] = [
            (
                &PERACID,
                &["O=C(OO)c1cccc(Cl)c1", "[K+].OOS(=O)(=O)[O-]", "CC1(C)OO1"],
                &["OO", "CC(=O)O"],
            ),
            (&PEROXIDE, &["OO", "CC(C)(C)OO", "NC(N)=O.OO"], &["CCOOCC"]),
            (
                &CHLORINATOR,
                &[
                    "O=S(Cl)Cl",
                    "ClC(=O)C(=O)Cl",
                    "ClP(Cl)(Cl)=O",
                    "CC(C)=C(Cl)N(C)C",
                ],
                &["CC(=O)Cl", "CS(=O)(=O)Cl", "ClCCl"],
            ),
            (
                &PHOSGENE,
                &["ClC(Cl)=O", "O=C(OC(Cl)(Cl)Cl)OC(Cl)(Cl)Cl"],
                &["CCOC(=O)Cl", "CC(=O)Cl"],
            ),
            (
                &CARBONYL_TRANSFER,
                &["O=C(n1ccnc1)n1ccnc1"],
                &["O=C(O)c1ccc(cc1)n1ccnc1"],
            ),
            (
                &HALOGENATOR,
                &["[Na+].[O-]Cl", "ClN1C(=O)CCC1=O", "ClCl", "CC(C)(C)OCl"],
                &["CCl", "[Na+].[Cl-]", "ClCCl"],
            ),
            (
                &BASE_ANION,
                &[
                    "[Na+].[OH-]",
                    "CC(C)(C)[O-].[K+]",
                    "[K+].[K+].[O-]C([O-])=O",
                    "[Na+].[H-]",
                ],
                &[
                    "CC(=O)[O-].[Na+]",
                    "CS(=O)(=O)[O-].[Na+]",
                    "CCN(CC)CC",
                    "[Na+].[N-]=[N+]=[N-]",
                ],
            ),
            (
                &AZIDE_SOURCE,
                &["[Na+].[N-]=[N+]=[N-]", "C[Si](C)(C)N=[N+]=[N-]"],
                &["CN=[N+]=[N-]"],
            ),
        ];
        for (motif, members, others) in cases {
            for smiles in members {
                assert!(motif.is_in(&of(smiles)), "{smiles}");
            }
            for smiles in others {
                assert!(!motif.is_in(&of(smiles)), "{smiles}");
            }
        }
        for smiles in [
            "C=O",
            "OCO",
            "C1OCOCO1",
            "C1N2CN3CN1CN(C2)C3",
            "COCOC",
            "C1COCO1",
        ] {
            assert!(is_formaldehyde_source(&of(smiles)), "{smiles}");
        }
        for smiles in ["CC=O", "COC(C)OC", "CO", "C1CNCCN1"] {
            assert!(!is_formaldehyde_source(&of(smiles)), "{smiles}");
        }
    }
}
