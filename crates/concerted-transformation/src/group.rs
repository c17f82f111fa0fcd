//! Functional groups that are counted.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_molecule::{Pattern, PatternSet};

/// A functional group by its substructure. Where the group is one atom with what it holds, that atom comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionalGroup {
    /// Id, stable.
    pub id: &'static str,
    /// SMARTS.
    pub smarts: &'static str,
}

const fn group(id: &'static str, smarts: &'static str) -> FunctionalGroup {
    FunctionalGroup { id, smarts }
}

/// Every group that some rule counts, by id. Patterns are drawn by us.
pub const FUNCTIONAL_GROUPS: &[FunctionalGroup] = &[
    group("acetamide", "[#7][CX3](=O)[CH3]"),
    group("acetate", "[OX2;!$(O[CX3]=[O,S])][CX3](=O)[CH3]"),
    group("acetonide", "[CX4;R]([CH3])([CH3])([#8,#7;R])[#8,#7;R]"),
    group("acetyl-ester", "[OX2]([#6])[CX3](=O)[CH3]"),
    group("acid", "[CX3](=O)[OX2H,OX1-]"),
    group(
        "activated-alkene",
        "[CX3]=[CX3][$([CX3]=[OX1,NX2]),$([NX3+](=O)[O-]),$(N(=O)=O),$(C#N)]",
    ),
    group(
        "activated-ester",
        "[CX3](=O)[OX2][#7,$(c1c(F)c(F)c(F)c(F)c1F),$(c1ccc([N+](=O)[O-])cc1)]",
    ),
    group("acyl-halide", "[CX3](=[O,S])[F,Cl,Br,I]"),
    group("acyl-hydrazide", "[CX3](=O)[NX3][NX3]"),
    group("acyloin", "[OX2H][CX4][CX3](=O)[#6]"),
    group("alcohol", "[OX2H][CX4]"),
    group("aldehyde", "[CX3;H1,H2;!$(C[#7,#8,#16])]=[OX1]"),
    group("aldol", "[OX2H][CX4][CX4][CX3]=O"),
    group("alkanoyl-amide", "[#7][CX3](=O)[CX4,c]"),
    group("alkene", "[CX3;!$(C=[!#6])]=[CX3]"),
    group("alkyl-aryl-ether", "[c][OX2][CX4]"),
    group("alkyl-bromide", "[Br][CX4]"),
    group("alkyl-carbamate", "[#7][CX3](=O)[OX2][CX4]"),
    group("alkyl-chloride", "[Cl][CX4]"),
    group("alkyl-halide", "[F,Cl,Br,I][CX4]"),
    group("alkyl-nh2", "[NX3H2][CX4]"),
    group("alkyne", "[CX2]#[CX2]"),
    group("alloc", "[#7][CX3](=O)[OX2][CH2][CH]=[CH2]"),
    group("allyl-ester", "[CX3](=O)[OX2][CH2][CH]=[CH2]"),
    group("allyl-heteroatom", "[#8,#7][CH2][CH]=[CH2]"),
    group(
        "alpha-amino-acid",
        "[NX3H2,NX4H3+][CX4][CX3](=O)[OX2H,OX1-]",
    ),
    group("alpha-keto-acid", "[#6][CX3](=O)[CX3](=O)[OX2H,OX1-]"),
    group("amide", "[#7X3][CX3;$(C[#6]),H1]=[OX1]"),
    group(
        "amine",
        "[NX3;!$(N[#6]=[O,S,N]);!$(N[S,P]=O);!$(N[#7,#8]);!$(NC#N)]",
    ),
    group("ammonia", "[NX3H3,NX4H4+]"),
    group("ammonium", "[#7+;!$([#7+][O-]);!$([#7+]=*)]"),
    group("anhydride", "[CX3](=O)[OX2][CX3]=O"),
    group("aniline-nh2", "[NX3H2][c]"),
    group("any-nh2", "[NX3H2]"),
    group("aryl-halide", "[F,Cl,Br,I][c]"),
    group("aryl-methyl-ether", "[c][OX2][CH3]"),
    group("aryl-n", "c[NX3;!$(N=O)]"),
    group("aryl-o", "cO"),
    group("arylacrylic-acid", "c[CX3]=[CX3][CX3](=O)[OX2H,OX1-]"),
    group(
        "aspartate",
        "[NX3;!$(NC=O)][CX4]([CX3](=O)[OX2H])[CX4][CX3](=O)[OX2H]",
    ),
    group("azide", "[$(N=[N+]=[N-]),$([N-]=[N+]=N)]"),
    group("benzhydryl-heteroatom", "[#8,#7,#16][CX4H](c)c"),
    group("benzophenone-imine", "[NX2]=C(c)c"),
    group("benzyl-ester", "[#6][CX3](=O)[OX2][CH2]c1ccccc1"),
    group("benzyl-heteroatom", "[O,N,n,S;!$(N=*)][CH2]c1ccccc1"),
    group(
        "beta-amino-acid",
        "[NX3H2,NX4H3+][CX4][CX4][CX3](=O)[OX2H,OX1-]",
    ),
    group(
        "boc",
        "[#7,#16,$([OX2]([CX4,c])[CX3](=O)O)][CX3](=O)[OX2][CX4]([CH3])([CH3])[CH3]",
    ),
    group("c=n", "[CX3]=[NX2,NX3+]"),
    group("carbamate", "[#7][CX3](=O)[OX2][#6]"),
    group("carbon-nitro", "[#6][$([NX3](=O)=O),$([NX3+](=O)[O-])]"),
    group("carbonate", "[OX2][CX3](=O)[OX2]"),
    group(
        "carbonyl",
        "[CX3;!$(C[#7,#8,#16]);H1,H2,$(C([#6])[#6])]=[OX1]",
    ),
    group("cbz", "[#7][CX3](=O)[OX2][CH2]c1ccccc1"),
    group("chloroformate", "[Cl,Br,I,F][CX3](=O)[OX2]"),
    group(
        "cyanide-source",
        "[$([CX1-]#N),$(C(#N)[Cu,Zn,K,Na,Si,Sn]),$([CX2H]#N)]",
    ),
    group("cyanohydrin", "[OX2H][CX4]C#N"),
    group("cyclic-acetal", "[CX4;R]([OX2;R])[OX2,NX3;R]"),
    group("diboron", "[#5][#5]"),
    group("diol", "[OX2H][CX4][CX4][OX2H]"),
    group("disulfide", "[SX2][SX2]"),
    group("dmf", "[CH3]N([CH3])[CH]=O"),
    group("epoxide", "[OX2r3]1[#6r3][#6r3]1"),
    group("ester", "[CX3;$(C[#6]),H1](=O)[OX2][#6;!$([CX3]=[O,S,N])]"),
    group("ether", "[OX2;!$(O[CX3]=[O,S,N])]([#6])[#6]"),
    group("ethyl-ester", "[#6][CX3](=O)[OX2][CH2][CH3]"),
    group("fmoc", "[#7][CX3](=O)[OX2][CH2][CH]1c2ccccc2-c2ccccc12"),
    group("formamide", "[#7][CX3H]=O"),
    group("free-hydrazine-itself", "[NX3H2][NX3H2]"),
    group("fumarate", "[OX2H][CX3](=O)[CX3]=[CX3][CX3](=O)[OX2H]"),
    group("glycosidic-n", "[OX2;R][CX4;R][#7;R]"),
    group("grignard", "[Mg][#6]"),
    group("halide", "[F,Cl,Br,I][#6]"),
    group("halohydrin", "[OX2H][CX4][CX4][Cl,Br,I]"),
    group("hemiacetal", "[OX2H][CX4;R][OX2;R]"),
    group("hydantoin", "O=C1[#7]C(=O)[#7][CX4]1"),
    group("hydrazine", "[NX3][NX3]"),
    group("hydrazone", "[CX3]=[NX2][NX3]"),
    group(
        "hydroxy-amino-acid",
        "[OX2H][CX4][CX4]([NX3H2])[CX3](=O)[OX2H]",
    ),
    group("hydroxyketone-terminal", "[OX2H][CH2][CX3](=O)[#6]"),
    group("hydroxyl", "[OX2H;!$(OC=[O,S,N]);!$(O[N,S,P,B,O])]"),
    group("hydroxylamine", "[NX3][OX2H]"),
    group("hydroxyphenyl", "[OX2H]c1ccccc1"),
    group("imide", "[NX3]([CX3]=O)[CX3]=O"),
    group("imine", "[CX3;!$(C[#7,#8,#16])]=[NX2;!$(N[#7,#8,#16])]"),
    group("iminium", "[CX3]=[NX3+]"),
    group("isocyanate", "[NX2]=[CX2]=[O,S]"),
    group("isothiocyanate", "N=C=S"),
    group("ketal", "[CX4;!$(C[OX2H])]([OX2][#6,Si])[OX2][#6,Si]"),
    group("ketone", "[#6][CX3](=O)[#6]"),
    group("lactam", "[#7;R][CX3;R]=O"),
    group("lactone", "[#6;R][CX3;R](=O)[OX2;R][#6;R]"),
    group("leaving-halide", "[Cl,Br,I][#6]"),
    group(
        "mem-like",
        "[#8,#7;!$([#8,#7]1~*~*~*~*~1)][CX4;H1,H2][OX2;!R][CX4]",
    ),
    group("methyl-ester", "[CX3](=O)[OX2][CH3]"),
    group("mom", "[#7,#8][CH2][OX2][CX4]"),
    group("n-alkyl", "[#7;!$([N+](=O)[O-])][CX4]"),
    group(
        "n-carbamoyl-amino-acid",
        "[NX3H2]C(=O)[NX3][CX4][CX3](=O)[OX2H]",
    ),
    group("n-halide", "[#7][Cl,Br,I]"),
    group("n-hydrogen", "[#7;!H0]"),
    group("n-methyl", "[NX3;!$(NC=O)][CH3]"),
    group(
        "n-oxide",
        "[$([#7+][O-]);!$([#7](=O)[O-]);!$([#7](=[#7])=[#7])]",
    ),
    group("nh", "[#7;!H0;!$([NX3H2][CX3]=O)]"),
    group("nitrile", "[CX2]#[NX1]"),
    group("nitro", "[$([NX3](=O)=O),$([NX3+](=O)[O-])]"),
    group(
        "nitroalcohol",
        "[OX2H][CX4][CX4][$([NX3+](=O)[O-]),$(N(=O)=O)]",
    ),
    group("nitroso", "[#6,#7][NX2]=O"),
    group("organic-azide", "[#6,Si]N=[N+]=[N-]"),
    group("organoboron", "[#5][#6]"),
    group("organolithium", "[Li][#6]"),
    group("organotin", "[Sn][#6]"),
    group("organozinc", "[Zn][#6]"),
    group("oxime", "[CX3]=[NX2][OX2]"),
    group("peroxide", "[OX2][OX2]"),
    group("phenol", "[OX2H]c"),
    group("phosphate", "[OX2][PX4](=O)"),
    group("phosphonate", "[#6]P(=O)([OX2])[OX2]"),
    group("phosphonium", "[PX4+]"),
    group("phosphorane", "[PX4]=[#6]"),
    group("phthalimide", "[#6,#7,#8][#7]1C(=O)c2ccccc2C1=O"),
    group(
        "pictet-spengler-product",
        "[c;R]1[c;R][CX4;R][CX4;R][NX3;R][CX4;R]1",
    ),
    group("pmb", "[#8,#7,#16][CH2]c1ccc([OX2][CX4])cc1"),
    group("primary-alcohol", "[OX2H][CH2,CH3]"),
    group("primary-amide", "[NX3H2][CX3](=O)[#6]"),
    group(
        "primary-amine",
        "[NX3H2;!$(N[#6X3]=[O,S,N]);!$(N[S,P]=O);!$(N[#7,#8]);!$(NC#N)]",
    ),
    group("secondary-alcohol", "[OX2H][CX4;H1]"),
    group(
        "secondary-tertiary-amine",
        "[NX3;H0,H1;!$(N[#6]=[O,S,N]);!$(N[S,P]=O);!$(N[#7,#8]);!$(NC#N)]([#6])[#6]",
    ),
    group("sem", "[#7,#8][CH2][OX2][CH2][CH2][Si]"),
    group("silane-h", "[Si;!H0]"),
    group("silyl-c", "[CX2,c][Si]"),
    group("silyl-ether", "[OX2][Si]"),
    group("silyl-nitrogen-or-carbon", "[#7,#6X2][Si]"),
    group("sp3-o", "[CX4][OX2H]"),
    group("sulfide", "[#6][SX2][#6]"),
    group("sulfonamide", "[#7]S(=O)(=O)[#6,#7]"),
    group("sulfonate", "[#6][OX2]S(=O)(=O)[#6]"),
    group("sulfone", "[SX4](=O)(=O)([#6])[#6]"),
    group("sulfonyl-halide", "S(=O)(=O)[F,Cl,Br,I]"),
    group("sulfonyl-nitrogen", "[#7]S(=O)(=O)[#6]"),
    group("sulfoxide", "[SX3](=O)([#6])[#6]"),
    group("t-butyl-heteroatom", "[#7,#8,#16][CX4]([CH3])([CH3])[CH3]"),
    group(
        "teoc-troc",
        "[#7][CX3](=O)[OX2][CH2][$([CH2][Si]),$(C(Cl)(Cl)Cl)]",
    ),
    group("terminal-alkyne", "[CX2H]#[CX2]"),
    group("terminal-diol", "[OX2H][CH2][CX4;H1][OX2H]"),
    group(
        "tetrahalomethane",
        "[CX4]([Cl,Br,I])([Cl,Br,I])([Cl,Br,I])[Cl,Br,I]",
    ),
    group("thioamide", "[#7][CX3](=S)"),
    group("thioester", "[CX3](=O)[SX2]"),
    group("thiol", "[SX2H]"),
    group("thiol-or-thiolate", "[SX2H,SX1-,SX1;$([S]=[#6])]"),
    group("thp", "[#8,#7,#16][CX4;H1]1[CH2][CH2][CH2][CH2][OX2]1"),
    group("trifluoroacetamide", "[#7][CX3](=O)[CX4](F)(F)F"),
    group("trifluoroacetyl", "[#7,#8][CX3](=O)[CX4](F)(F)F"),
    group("trityl", "[#8,#7,#16][CX4](c)(c)c"),
    group(
        "tryptophan",
        "[NX3H2][CX4]([CH2]c1c[nH]c2ccccc12)[CX3](=O)[OX2H]",
    ),
    group(
        "tyrosine",
        "[NX3H2][CX4H1]([CH2]c1ccc([OX2H])cc1)[CX3](=O)[OX2H]",
    ),
    group("urea", "[#7][CX3](=O)[#7]"),
    group("vicinal-diol", "[OX2H][CX4][CX4][OX2H]"),
    group("weinreb", "[CX3](=O)N([CX4])[OX2][CX4]"),
];

/// The patterns in the order of the table.
pub(crate) fn set() -> &'static PatternSet {
    static SET: OnceLock<PatternSet> = OnceLock::new();
    SET.get_or_init(|| {
        let read = |group: &FunctionalGroup| {
            Pattern::parse(group.smarts).expect("a test reads every pattern of the table")
        };
        PatternSet::new(FUNCTIONAL_GROUPS.iter().map(read).collect())
    })
}

/// The place of a group in the table.
pub(crate) fn place(id: &str) -> Option<usize> {
    static PLACES: OnceLock<BTreeMap<&'static str, usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let ids = FUNCTIONAL_GROUPS.iter().map(|group| group.id);
        ids.enumerate().map(|(place, id)| (id, place)).collect()
    });
    places.get(id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_sorted_and_readable() {
        for group in FUNCTIONAL_GROUPS {
            assert!(Pattern::parse(group.smarts).is_ok(), "{}", group.id);
        }
        assert!(FUNCTIONAL_GROUPS.is_sorted_by(|first, second| first.id < second.id));
    }

    #[track_caller]
    fn check(smiles: &str, id: &str, expected: usize) {
        let molecule = concerted_molecule::Molecule::parse(smiles).unwrap();
        let place = place(id).unwrap();
        assert_eq!(
            set().patterns()[place].count(&molecule),
            expected,
            "{id} in {smiles}"
        );
    }

    #[test]
    fn groups_are_told_from_their_neighbors() {
        check("CC(=O)OCC", "ester", 1);
        check("CC(=O)O", "ester", 0);
        check("CC(=O)OC(C)=O", "ester", 0);
        check("CC(=O)NC", "amine", 0);
        check("CNC", "amine", 1);
        check("CC(C)(C)OC(=O)OC(=O)OC(C)(C)C", "boc", 0);
        check("CNC(=O)OC(C)(C)C", "boc", 1);
        check("CC(=O)C", "carbonyl", 1);
        check("CC(=O)OC", "carbonyl", 0);
        check("OB(O)c1ccccc1", "hydroxyl", 0);
        check("Oc1ccccc1", "hydroxyl", 1);
        check("CC(=O)O", "hydroxyl", 0);
        check("OC=CC(=O)O", "acid", 1);
        check("O[N+](=O)[O-]", "carbon-nitro", 0);
        check("Cc1ccccc1", "alkene", 0);
    }
}
