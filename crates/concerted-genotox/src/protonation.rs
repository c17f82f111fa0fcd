//! Salts written with charges, `C[NH2+]C.[Cl-]`, read as amine and acid, `CNC.Cl`, so that every rule sees the amine.

use concerted_molecule::Molecule;

use crate::formation::Reaction;
use crate::structures::Motif;

static AMMONIUM: Motif = Motif::new(
    "[$([NX4+;H1,H2,H3,H4;!$(N~[!#6;!#1;!#7;!$([OX2])])]),$([nX3+;H1]),$([NX3+;H1,H2;$(N=[#6])])]",
);
/// Anions of strong acids; a weak one, such as acetate, keeps its charge and so balances a base.
static STRONG_ANION: Motif =
    Motif::new("[$([Cl-]),$([Br-]),$([I-]),$([OX1-][SX4](=O)(=O)[#6,OX2])]");
static DEPROTONATIONS: [Reaction; 6] = [
    Reaction::new("[NX4+;H3;!$(N~[!#6;!#1;!#7;!$([OX2])]):1]>>[NH2+0:1]"),
    Reaction::new("[NX4+;H2;!$(N~[!#6;!#1;!#7;!$([OX2])]):1]>>[NH1+0:1]"),
    Reaction::new("[NX4+;H1;!$(N~[!#6;!#1;!#7;!$([OX2])]):1]>>[NH0+0:1]"),
    Reaction::new("[nX3+;H1:1]>>[nH0+0:1]"),
    Reaction::new("[NX3+;H2;$(N=[#6]):1]>>[NH1+0:1]"),
    Reaction::new("[NX3+;H1;$(N=[#6]):1]>>[NH0+0:1]"),
];
static PROTONATION: Reaction =
    Reaction::new("[OX1-:1][SX4:2](=[OX1:3])=[OX1:4]>>[OH1+0:1][S:2](=[O:3])=[O:4]");

/// Most groups that one component gives its protons up from; a structure with more keeps the rest.
const MOST_GROUPS: usize = 8;

/// The structure with ammonium ions and the anions of strong acids uncharged; as it was where it has none.
///
/// A proton is moved as often as both partners are found: an ammonium without a strong anion stays, because what
/// holds its proton (acetate, carbonate) is no strong acid either.
pub(crate) fn uncharged(molecule: Molecule) -> Molecule {
    // Most structures carry no charge: two searches less.
    if !molecule.canonical_smiles().contains('+') {
        return molecule;
    }
    if !(AMMONIUM.is_in(&molecule) && STRONG_ANION.is_in(&molecule)) {
        return molecule;
    }
    let mut parts = molecule.components();
    for _ in 0..MOST_GROUPS {
        let giver = parts
            .iter()
            .enumerate()
            .find_map(|(index, part)| Some((index, deprotonated(part)?)));
        let taker = parts
            .iter()
            .enumerate()
            .find_map(|(index, part)| Some((index, protonated(part)?)));
        let (Some((from, base)), Some((to, acid))) = (giver, taker) else {
            break;
        };
        if from == to {
            // An inner salt such as taurine: the proton stays within the component.
            break;
        }
        parts[from] = base;
        parts[to] = acid;
    }
    let text: Vec<&str> = parts.iter().map(Molecule::canonical_smiles).collect();
    Molecule::parse(&text.join(".")).unwrap_or(molecule)
}

fn deprotonated(part: &Molecule) -> Option<Molecule> {
    if part.canonical_smiles() == "[NH4+]" {
        return Molecule::parse("N").ok();
    }
    if !AMMONIUM.is_in(part) {
        return None;
    }
    DEPROTONATIONS
        .iter()
        .find_map(|reaction| reaction.products(&[part]).into_iter().next())
}

fn protonated(part: &Molecule) -> Option<Molecule> {
    let acid = match part.canonical_smiles() {
        "[Cl-]" => "Cl",
        "[Br-]" => "Br",
        "[I-]" => "I",
        _ if STRONG_ANION.is_in(part) => return PROTONATION.products(&[part]).into_iter().next(),
        _ => return None,
    };
    Molecule::parse(acid).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(smiles: &str, expected: &str) {
        let of = |smiles: &str| Molecule::parse(smiles).unwrap();
        assert_eq!(uncharged(of(smiles)), of(expected), "{smiles}");
    }

    #[test]
    fn protons_go_back_to_the_acid() {
        check("C[NH2+]C.[Cl-]", "CNC.Cl");
        check("CC[NH+](CC)CC.[Br-]", "CCN(CC)CC.Br");
        check("[NH3+]CCCl.[Cl-]", "NCCCl.Cl");
        check("[NH3+]CC[NH3+].[Cl-].[Cl-]", "NCCN.Cl.Cl");
        check("c1cc[nH+]cc1.[Cl-]", "c1ccncc1.Cl");
        check("CC[NH3+].CS(=O)(=O)[O-]", "CCN.CS(=O)(=O)O");
        check("[NH3+]N.[Cl-]", "NN.Cl");
        check("[NH3+]N.OS(=O)(=O)[O-]", "NN.OS(=O)(=O)O");
        check("[NH3+]O.[Cl-]", "NO.Cl");
        check("[NH3+]Nc1ccccc1.[Cl-]", "NNc1ccccc1.Cl");
    }

    #[test]
    fn other_charges_stay() {
        for smiles in [
            "CC[NH3+].CC(=O)[O-]",
            "CC[N+](CC)(CC)CC.[Cl-]",
            "[Na+].[Cl-]",
            "[NH3+]CC(=O)[O-]",
            "CNC.Cl",
        ] {
            check(smiles, smiles);
        }
    }
}
