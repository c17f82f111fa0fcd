//! Names of by-products that chemists know by name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_model::material::Material;
use concerted_molecule::Molecule;

use crate::structures::Motif;

const NAMES: &[(&str, &str)] = &[
    ("CC(=O)O", "acetic acid"),
    ("CC(=O)[O-]", "acetate"),
    ("O=CO", "formic acid"),
    ("O=C[O-]", "formate"),
    ("O=C(O)C(F)(F)F", "trifluoroacetic acid"),
    ("O=C([O-])C(F)(F)F", "trifluoroacetate"),
    ("CS(=O)(=O)O", "methanesulfonic acid"),
    ("CS(=O)(=O)[O-]", "methanesulfonate"),
    ("Cc1ccc(S(=O)(=O)O)cc1", "p-toluenesulfonic acid"),
    ("Cc1ccc(S(=O)(=O)[O-])cc1", "p-toluenesulfonate"),
    ("O=C(O)C(=O)O", "oxalic acid"),
    ("O=C(O)CC(O)(CC(=O)O)C(=O)O", "citric acid"),
    ("BrC", "methyl bromide"),
    ("BrC(C)C", "isopropyl bromide"),
    ("BrCC", "ethyl bromide"),
    ("CC(C)I", "isopropyl iodide"),
    ("CC(C)OS(=O)(=O)c1ccc(C)cc1", "isopropyl tosylate"),
    ("CC(C)OS(=O)(=O)c1ccccc1", "isopropyl besylate"),
    ("CC(C)OS(C)(=O)=O", "isopropyl mesylate"),
    ("CCCCOS(C)(=O)=O", "butyl mesylate"),
    ("CCCOS(C)(=O)=O", "propyl mesylate"),
    ("CCI", "ethyl iodide"),
    ("CCOS(=O)(=O)OCC", "diethyl sulfate"),
    ("CCOS(=O)(=O)c1ccc(C)cc1", "ethyl tosylate"),
    ("CCOS(=O)(=O)c1ccccc1", "ethyl besylate"),
    ("CCOS(C)(=O)=O", "ethyl mesylate"),
    ("CI", "methyl iodide"),
    ("CN(C)N=O", "N-nitrosodimethylamine (NDMA)"),
    ("CCN(CC)N=O", "N-nitrosodiethylamine (NDEA)"),
    ("COS(=O)(=O)OC", "dimethyl sulfate"),
    ("COS(=O)(=O)c1ccc(C)cc1", "methyl tosylate"),
    ("COS(=O)(=O)c1ccccc1", "methyl besylate"),
    ("COS(C)(=O)=O", "methyl mesylate"),
    ("ClC", "methyl chloride"),
    ("ClC(C)C", "isopropyl chloride"),
    ("ClCC", "ethyl chloride"),
    ("C=CC#N", "acrylonitrile"),
    ("C=CCl", "vinyl chloride"),
    ("C=O", "formaldehyde"),
    ("CC=O", "acetaldehyde"),
    ("NN", "hydrazine"),
    ("ClCOCCl", "bis(chloromethyl) ether"),
    ("COCCl", "chloromethyl methyl ether"),
    ("CN(C)C(=O)Cl", "dimethylcarbamoyl chloride"),
    ("CCN(CC)C(=O)Cl", "diethylcarbamoyl chloride"),
    ("COP(=O)(OC)OC", "trimethyl phosphate"),
    ("CCOP(=O)(OCC)OCC", "triethyl phosphate"),
    ("ClCc1ccccc1", "benzyl chloride"),
    ("BrCc1ccccc1", "benzyl bromide"),
    ("OCCCCCl", "4-chlorobutanol"),
    ("OCCCCBr", "4-bromobutanol"),
    ("CCON=O", "ethyl nitrite"),
    ("CC(C)ON=O", "isopropyl nitrite"),
    ("CON=O", "methyl nitrite"),
    ("C1CN1", "aziridine"),
    ("C1CO1", "ethylene oxide"),
    ("CC(C)N(C(C)C)N=O", "N-nitrosodiisopropylamine (NDIPA)"),
    ("CCN(C(C)C)N=O", "N-nitrosoethylisopropylamine (NEIPA)"),
    ("CCCCN(CCCC)N=O", "N-nitrosodibutylamine (NDBA)"),
    (
        "CN(CCCC(=O)O)N=O",
        "N-nitroso-N-methyl-4-aminobutyric acid (NMBA)",
    ),
    ("O=NN1CCCCC1", "N-nitrosopiperidine"),
    ("O=NN1CCOCC1", "N-nitrosomorpholine"),
    ("O=NN1CCCC1", "N-nitrosopyrrolidine"),
];

/// Acids and their ions that serve as counter-ions.
static ACID: Motif = Motif::new("[$([CX3](=O)[OX2H1,OX1-]),$([SX4](=O)(=O)[OX2H1,OX1-])]");
/// Atoms without hydrogen up to which an acid in a salt is a counter-ion and not the compound itself.
const COUNTER_ION_ATOMS: usize = 13;

/// The name of the component of a material that is judged as the impurity.
///
/// An acid that is only the counter-ion of a salt does not bear the name of the salt.
pub(crate) fn component_name(
    material: &Material,
    whole: Option<&Molecule>,
    component: &Molecule,
) -> String {
    let salt = whole.is_some_and(|whole| whole.heavy_atom_count() > component.heavy_atom_count());
    let counter_ion = component.heavy_atom_count() <= COUNTER_ION_ATOMS && ACID.is_in(component);
    if !salt || !counter_ion || material.moiety.is_some() {
        return material.name.clone();
    }
    common_name(component).map_or_else(|| format!("part of {}", material.name), str::to_owned)
}

/// The name of a structure, where it is in the list.
pub(crate) fn common_name(molecule: &Molecule) -> Option<&'static str> {
    static INDEX: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    INDEX
        .get_or_init(|| {
            NAMES
                .iter()
                .map(|(smiles, name)| {
                    let molecule =
                        Molecule::parse(smiles).expect("a test reads every structure named here");
                    (molecule.canonical_smiles().to_owned(), *name)
                })
                .collect()
        })
        .get(molecule.canonical_smiles())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_depend_on_spelling() {
        let of = |smiles: &str| common_name(&Molecule::parse(smiles).unwrap());
        assert_eq!(of("O=S(C)(=O)OC(C)C"), Some("isopropyl mesylate"));
        assert_eq!(of("CCCCCCCl"), None);
    }
}
