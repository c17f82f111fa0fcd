//! What the impurity walk foresees on whole routes: what it must find, what it must leave alone, and what it says of fate.

use std::fmt::Write;

use concerted_genotox::{FateKind, GenotoxOutcome, assess};
use concerted_model::finding::Severity;
use concerted_reference::Reference;

/// Steps, each a list of inputs (SMILES, role and further keys) and a product, with further keys of the step.
type Step<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

/// Assesses a route of steps; the SMILES `^` stands for the product of the step before.
#[track_caller]
fn outcome(steps: &[Step<'_>]) -> GenotoxOutcome {
    let mut text = String::from(
        "format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n[[use]]\nid = \"market\"\nname = \"Market\"\nstage = \"market\"\nmaximum_daily_dose = \"100 mg/d\"\nduration = \"30 y\"\n",
    );
    let mut ids = Vec::new();
    for (number, (inputs, product, conditions)) in steps.iter().enumerate() {
        let mut charged = String::new();
        for (position, (smiles, role)) in inputs.iter().enumerate() {
            let (role, rest) = role.split_once(',').unwrap_or((role, "work_up = false"));
            let mut id = format!("m{number}{position}");
            if *smiles == "^" {
                id = format!("product{}", number - 1);
            } else {
                let kind = match role {
                    "solvent" => "solvent",
                    "water" => "water",
                    "gas" => "gas",
                    _ => "reagent",
                };
                write!(text, "[[material]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\nsmiles = \"{smiles}\"\n").expect("a text takes what is written");
            }
            writeln!(
                charged,
                "{{ material = \"{id}\", role = \"{role}\", {rest} }},"
            )
            .expect("a text takes what is written");
        }
        let last = number + 1 == steps.len();
        let kind = if last { "substance" } else { "intermediate" };
        write!(text, "[[material]]\nid = \"product{number}\"\nname = \"product{number}\"\nkind = \"{kind}\"\nsmiles = \"{product}\"\n[[step]]\nid = \"s{number}\"\nname = \"s{number}\"\nproduct = \"product{number}\"\n{conditions}\ninput = [\n{charged}]\n").expect("a text takes what is written");
        ids.push(format!("\"s{number}\""));
    }
    write!(text, "[[route]]\nid = \"r\"\nname = \"route\"\nstep = [{}]\n[substance]\nmaterial = \"product{}\"\n",
        ids.join(", "),
        steps.len() - 1).expect("a text takes what is written");
    let loaded = concerted_document::read_texts(&[("program.toml", &text)]);
    assert!(loaded.error_count() == 0, "{:#?}", loaded.problems);
    assess(
        &loaded.program.expect("a text without errors is a program"),
        Reference::embedded(),
    )
}

/// What rules foresee, as rule and SMILES.
fn foreseen(outcome: &GenotoxOutcome) -> Vec<(&str, &str)> {
    let mut found: Vec<_> = outcome
        .impurities
        .iter()
        .flat_map(|impurity| {
            let smiles = impurity.smiles.as_deref().unwrap_or("-");
            impurity
                .causes
                .iter()
                .filter(|cause| cause.concern.is_some())
                .map(move |cause| (cause.rule.as_str(), smiles))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

const WASH: &str = "operation = [{ kind = \"reaction\" }, { kind = \"wash\", ph = 7 }, { kind = \"crystallization\" }]";

/// Everyday steps in which a chemist expects no mutagenic by-product: what is found there is noise.
const ORDINARY: &[(&str, Step<'static>)] = &[
    (
        "amide by carbodiimide",
        (
            &[
                ("OC(=O)c1ccccc1", "reactant"),
                ("NCc1ccccc1", "reactant, equivalents = 1.1"),
                ("CCN=C=NCCCN(C)C.Cl", "reagent, equivalents = 1.2"),
                ("CCN(CC)CC", "base, equivalents = 2.0"),
                ("CN(C)C=O", "solvent"),
                ("O", "water, work_up = true"),
            ],
            "O=C(NCc1ccccc1)c1ccccc1",
            WASH,
        ),
    ),
    (
        "Suzuki coupling of a free boronic acid",
        (
            &[
                ("Brc1ccncc1", "reactant"),
                ("OB(O)c1ccccc1", "reactant, equivalents = 1.1"),
                ("[K+].[K+].[O-]C([O-])=O", "base, equivalents = 2.0"),
                ("C1CCOC1", "solvent"),
                ("O", "water"),
            ],
            "c1ccc(cc1)-c1ccncc1",
            WASH,
        ),
    ),
    (
        "Boc group taken off an aliphatic amine",
        (
            &[
                ("CC(C)(C)OC(=O)N1CCCC(c2ccccc2)C1", "reactant"),
                ("OC(=O)C(F)(F)F", "acid, equivalents = 5.0"),
                ("ClCCl", "solvent"),
                ("[Na+].[OH-]", "base, equivalents = 6.0, work_up = true"),
            ],
            "c1ccc(cc1)C1CCCNC1",
            WASH,
        ),
    ),
    (
        "reductive amination",
        (
            &[
                ("O=Cc1ccccc1OC", "reactant"),
                ("C1CCNCC1", "reactant, equivalents = 1.1"),
                (
                    "[Na+].CC(=O)O[BH-](OC(C)=O)OC(C)=O",
                    "reagent, equivalents = 1.5",
                ),
                ("CC(=O)OCC", "solvent"),
            ],
            "COc1ccccc1CN1CCCCC1",
            WASH,
        ),
    ),
    (
        "phosphate salt in wet isopropanol",
        (
            &[
                ("CCCCN(C)C", "reactant"),
                ("OP(=O)(O)O", "acid, equivalents = 1.05"),
                ("CC(C)O", "solvent"),
                ("O", "water"),
            ],
            "CCCCN(C)C.OP(=O)(O)O",
            "temperature = \"70 degC\"",
        ),
    ),
    (
        "hydrochloride in ethyl acetate",
        (
            &[
                ("COc1ccc(CCN(C)C)cc1", "reactant"),
                ("Cl", "acid, equivalents = 1.05"),
                ("CC(=O)OCC", "solvent"),
            ],
            "COc1ccc(CCN(C)C)cc1.Cl",
            "temperature = \"40 degC\"",
        ),
    ),
    (
        "aromatic substitution with an amine",
        (
            &[
                ("Fc1ccc(C#N)cc1", "reactant"),
                ("C1COCCN1", "reactant, equivalents = 1.2"),
                ("[K+].[K+].[O-]C([O-])=O", "base, equivalents = 2.0"),
                ("CS(C)=O", "solvent"),
            ],
            "N#Cc1ccc(cc1)N1CCOCC1",
            "temperature = \"90 degC\"",
        ),
    ),
    (
        "ester hydrolysis",
        (
            &[
                ("CCOC(=O)c1ccc(NC(C)=O)cc1", "reactant"),
                ("[Na+].[OH-]", "base, equivalents = 1.2"),
                ("CCO", "solvent"),
                ("O", "water"),
                ("Cl", "acid, equivalents = 1.3, work_up = true"),
            ],
            "OC(=O)c1ccc(NC(C)=O)cc1",
            "temperature = \"25 degC\"",
        ),
    ),
    (
        "Grignard addition",
        (
            &[
                ("O=C1CCCCC1", "reactant"),
                ("C[Mg]Br", "reagent, equivalents = 1.2"),
                ("C1CCOC1", "solvent"),
                ("[NH4+].[Cl-]", "quench, work_up = true"),
                ("O", "water, work_up = true"),
            ],
            "CC1(O)CCCCC1",
            WASH,
        ),
    ),
];

#[test]
fn ordinary_steps_foresee_nothing() {
    let mut noise = Vec::new();
    for (name, step) in ORDINARY {
        let outcome = outcome(&[*step]);
        // A substance that is a secondary amine meets the nitrite of excipients whatever its steps are.
        let found = foreseen(&outcome);
        for found in found.iter().filter(|found| found.0 != "nitrite-trace") {
            noise.push(format!("{name}: {found:?}"));
        }
    }
    // Each of these is right, and known: hydrogen chloride cleaves ethyl acetate slowly, a note of lowered concern;
    // ethanol and hydrochloric acid meet in the work-up of the hydrolysis.
    assert_eq!(
        noise,
        [
            "hydrochloride in ethyl acetate: (\"ester-acidolysis\", \"CCCl\")",
            "ester hydrolysis: (\"alkyl-halide\", \"CCCl\")"
        ]
    );
}

/// The way by which sartans came to N-nitrosodimethylamine.
const TETRAZOLE: Step<'static> = (
    &[
        ("N#Cc1ccccc1-c1ccc(C)cc1", "reactant"),
        ("[Na+].[N-]=[N+]=[N-]", "reagent, equivalents = 2.0"),
        ("CN(C)C=O", "solvent"),
        ("[Na+].O=N[O-]", "quench, work_up = true"),
        ("Cl", "acid, equivalents = 3.0, work_up = true"),
    ],
    "Cc1ccc(cc1)-c1ccccc1-c1nnn[nH]1",
    "",
);

#[test]
fn an_azide_quench_in_dimethylformamide_makes_ndma() {
    let outcome = outcome(&[TETRAZOLE]);
    assert_eq!(foreseen(&outcome), [("n-nitroso", "CN(C)N=O")]);
}

#[test]
fn fates_name_the_step_and_the_agent() {
    let outcome = outcome(&[
        (
            &[
                ("OC(=O)c1ccc(C)cc1", "reactant"),
                ("O=S(Cl)Cl", "reagent, equivalents = 1.2"),
                ("CN(C)C=O", "catalyst, equivalents = 0.02"),
            ],
            "O=C(Cl)c1ccc(C)cc1",
            "",
        ),
        (
            &[
                ("^", "reactant"),
                ("C1CCNC1", "reactant, equivalents = 2.2"),
                ("O", "water, work_up = true"),
            ],
            "O=C(c1ccc(C)cc1)N1CCCC1",
            WASH,
        ),
    ]);
    assert_eq!(foreseen(&outcome), [("carbamoyl-chloride", "CN(C)C(=O)Cl")]);
    let carbamoyl = outcome
        .impurities
        .iter()
        .find(|impurity| impurity.smiles.as_deref() == Some("CN(C)C(=O)Cl"))
        .unwrap();
    let fates: Vec<_> = carbamoyl
        .fates
        .iter()
        .map(|fate| (fate.step.as_str(), fate.kind))
        .collect();
    assert_eq!(
        fates,
        [
            ("s1", FateKind::Hydrolysis),
            ("s1", FateKind::Amine),
            ("s1", FateKind::AqueousWash),
            ("s1", FateKind::Crystallization),
        ]
    );
    assert!(carbamoyl.fates.iter().all(|fate| fate.routes == ["r"]));
    let sentence = &carbamoyl.causes[0].sentence;
    assert!(
        sentence.ends_with("m12 in step s1 hydrolyses the acyl halide."),
        "{sentence}"
    );
}

#[test]
fn what_conditions_work_against_stays_a_note_with_one_argument() {
    let outcome = outcome(&[(
        &[
            ("CCCCN(C)C", "reactant"),
            ("CS(=O)(=O)O", "acid, equivalents = 0.98"),
            ("CC(C)O", "solvent"),
            ("CCO", "solvent"),
        ],
        "CCCCN(C)C.CS(=O)(=O)O",
        "",
    )]);
    for smiles in ["CC(C)OS(C)(=O)=O", "CCOS(C)(=O)=O"] {
        let ester = outcome
            .impurities
            .iter()
            .find(|impurity| impurity.smiles.as_deref() == Some(smiles))
            .unwrap();
        assert_eq!(ester.asks, ["expert_review:unlikely"]);
        let finding = outcome
            .findings
            .iter()
            .find(|finding| finding.subject == format!("impurity.{}", ester.key))
            .unwrap();
        assert_eq!(finding.severity, Severity::Note);
    }
}

#[test]
fn the_order_in_which_materials_are_written_does_not_matter() {
    let mut inputs: Vec<_> = TETRAZOLE.0.to_vec();
    inputs.rotate_left(2);
    let one = outcome(&[TETRAZOLE]);
    let other = outcome(&[(&inputs, TETRAZOLE.1, TETRAZOLE.2)]);
    assert_eq!(foreseen(&one), foreseen(&other));
}
