//! Names of by-products that chemists know by name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_molecule::Molecule;

const NAMES: &[(&str, &str)] = &[
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
    ("O=NN1CCCCC1", "N-nitrosopiperidine"),
    ("O=NN1CCOCC1", "N-nitrosomorpholine"),
    ("O=NN1CCCC1", "N-nitrosopyrrolidine"),
];

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
