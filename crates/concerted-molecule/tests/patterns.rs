//! Substructures and reactions on structures of process chemistry.

use concerted_molecule::{Molecule, MoleculeError, Pattern, Transform};

fn parse(smiles: &str) -> Molecule {
    Molecule::parse(smiles).unwrap_or_else(|error| panic!("{smiles}: {error}"))
}

fn found(smarts: &str, smiles: &str) -> Vec<Vec<usize>> {
    Pattern::parse(smarts)
        .expect("the case is sound")
        .try_find(&parse(smiles))
        .expect("the case is sound")
}

fn made(reaction: &str, reactants: &[&str]) -> Vec<String> {
    let molecules: Vec<Molecule> = reactants.iter().map(|smiles| parse(smiles)).collect();
    let products = Transform::parse(reaction)
        .expect("the case is sound")
        .apply(&molecules.iter().collect::<Vec<_>>())
        .expect("the case is sound");
    products.iter().map(ToString::to_string).collect()
}

#[test]
fn matches_are_unique_and_ordered() {
    assert_eq!(found("c1ccccc1", "c1ccccc1").len(), 1);
    assert_eq!(found("CO", "COC"), [[0, 1], [2, 1]]);
    assert_eq!(found("OC", "COC"), [[1, 0], [1, 2]]);
    assert_eq!(found("[#6]", "CCC").len(), 3);
    assert_eq!(found("N", "CCC"), Vec::<Vec<usize>>::new());
    assert_eq!(found("[NX3;H1]", "FC(F)(F)c1nnc2n1CCNC2"), [[11]]);
    assert_eq!(found("[N+](=O)[O-]", "CN(=O)=O").len(), 1);
    assert_eq!(found("[$([NX3]N=O)]", "CN(C)N=O"), [[1]]);
    assert_eq!(found("C.O", "CO").len(), 1);
    assert_eq!(found("[C@](F)(Cl)(Br)I", "F[C@@](Cl)(Br)I").len(), 1);
    assert_eq!(found("[13C]", "C[13CH3]"), [[1]]);
}

#[test]
fn hydrogens_are_matched_where_they_are_written_out() {
    let pattern = Pattern::parse("[#1][NX3]").unwrap();
    let amine = parse("CNC");
    assert!(!pattern.matches(&amine));
    let explicit = amine.with_explicit_hydrogens().unwrap();
    assert_eq!(pattern.count(&explicit), 1);
    assert_eq!(
        pattern.find(&explicit)[0][1],
        1,
        "heavy atoms keep their numbers"
    );
    assert_eq!(Pattern::parse("[NX3;H1]").unwrap().count(&explicit), 1);
    assert_eq!(
        Pattern::parse("[OX2H]")
            .unwrap()
            .count(&parse("CO").with_explicit_hydrogens().unwrap()),
        1
    );
    assert_eq!(Pattern::parse("[CH3]").unwrap().count(&explicit), 2);
}

#[test]
fn broken_patterns_are_refused() {
    for smarts in [
        "", "[", "[C", "C(", "C)", "C1", "[$(C]", "[$()]", "!!", "[C;]", "(", "]", "[#999]", "é",
    ] {
        match Pattern::parse(smarts) {
            Err(error) => assert!(!error.to_string().is_empty()),
            // What the engine reads leniently must still answer.
            Ok(pattern) => drop(pattern.try_find(&parse("CCO"))),
        }
    }
    assert_eq!(Pattern::parse("").unwrap_err(), MoleculeError::Empty);
    assert!(matches!(
        Pattern::parse("[C"),
        Err(MoleculeError::Syntax { .. })
    ));
    assert!(matches!(
        Pattern::parse(&"[$(".repeat(200)),
        Err(MoleculeError::TooDeep { .. })
    ));
    assert!(matches!(
        Pattern::parse(&"C".repeat(5_001)),
        Err(MoleculeError::TooLong { .. })
    ));
}

#[test]
fn a_hopeless_search_is_given_up() {
    let pattern = Pattern::parse("*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~[Pd]").unwrap();
    let cage = parse(
        "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41",
    );
    assert!(matches!(
        pattern.try_find(&cage),
        Err(MoleculeError::SearchAbandoned { .. })
    ));
    assert!(!pattern.matches(&cage));
}

#[test]
fn an_alcohol_and_a_sulfonic_acid_make_the_ester() {
    let reaction = "[CX4:1][OX2H:2].[S:3](=[O:4])(=[O:5])[OX2H]>>[C:1][O:2][S:3](=[O:4])=[O:5]";
    assert_eq!(
        made(reaction, &["CC(C)O", "CS(=O)(=O)O"]),
        ["CC(C)OS(C)(=O)=O"]
    );
    assert_eq!(
        made(reaction, &["CS(=O)(=O)O", "CC(C)O"]),
        Vec::<String>::new()
    );
}

#[test]
fn a_secondary_amine_and_nitrite_make_the_nitrosamine() {
    let reaction = "[NX3;H1;!$(N-C=[O,S,N]):1].[OX2H1,OX1-][N:2]=[O:3]>>[N:1][N:2]=[O:3]";
    let nitrosamine = parse("O=NN1CCn2c(C1)nnc2C(F)(F)F").to_string();
    for nitrite in ["ON=O", "[O-]N=O", "[Na+].[O-]N=O", "N(=O)[O-].[K+]"] {
        assert_eq!(
            made(reaction, &["FC(F)(F)c1nnc2n1CCNC2", nitrite]),
            [nitrosamine.as_str()],
            "{nitrite}"
        );
        assert_eq!(
            made(reaction, &["Cl.FC(F)(F)c1nnc2n1CCNC2", nitrite]),
            [nitrosamine.as_str()],
            "{nitrite}"
        );
    }
    assert!(made(reaction, &["CC(=O)NC", "ON=O"]).is_empty());
    assert!(made(reaction, &["CN(C)C", "ON=O"]).is_empty());
}

#[test]
fn a_secondary_alcohol_and_hydrogen_chloride_make_the_chloride() {
    let reaction = "[CX4;H1:1][OX2H].[Cl;H1,-1:2]>>[C:1][Cl+0:2]";
    assert_eq!(made(reaction, &["CC(C)O", "Cl"]), ["CC(C)Cl"]);
    assert_eq!(made(reaction, &["CC(C)O", "[Na+].[Cl-]"]), ["CC(C)Cl"]);
    assert!(made(reaction, &["CO", "Cl"]).is_empty());
}

#[test]
fn a_nitroarene_is_reduced_to_the_hydroxylamine() {
    let reaction = "[c:1][N+:2](=[O:3])[O-]>>[c:1][NH1+0:2][OH1:3]";
    assert_eq!(made(reaction, &["Cc1ccc(cc1)N(=O)=O"]), ["Cc1ccc(NO)cc1"]);
    assert!(made(reaction, &["CN(=O)=O"]).is_empty());
}

#[test]
fn every_site_gives_its_product_once() {
    let reaction = "[CX4:1][OX2H]>>[C:1]Cl";
    assert_eq!(made(reaction, &["OCC(C)O"]), ["CC(Cl)CO", "CC(O)CCl"]);
    assert_eq!(made(reaction, &["OCCO"]), ["OCCCl"]);
    assert_eq!(
        made(reaction, &["CC[C@H](C)O"]),
        [parse("CC[C@H](C)Cl").to_string()]
    );
}

#[test]
fn unsound_products_are_left_out() {
    assert!(made("[CX4:1]>>[C:1](F)(F)(F)F", &["CC"]).is_empty());
}

#[test]
fn broken_reactions_are_refused() {
    for text in [
        "C",
        "C>C",
        "C>>",
        ">>C",
        "C>>C>>C",
        "C>O>C",
        "[C:1>>[C:1]",
        "C>>[",
        "[C:1]>>[C:1](",
        ">>",
    ] {
        let outcome = Transform::parse(text);
        assert!(
            matches!(outcome, Err(MoleculeError::Reaction { .. })),
            "{text}: {outcome:?}"
        );
    }
    let esterification = Transform::parse("[C:1][OH].[Cl:2]>>[C:1][Cl:2]").unwrap();
    assert_eq!(esterification.reactant_count(), 2);
    assert_eq!(
        esterification.apply(&[&parse("CO")]),
        Err(MoleculeError::ReactantCount {
            expected: 2,
            found: 1
        })
    );
}
