//! Design out: what is proposed, in which order, and that its effects are those of a real plan.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use concerted_document::{Loaded, read_folder, read_texts};
use concerted_model::figure::{FigureValue, Figures};
use concerted_program::design_out::{
    DesignOptions, DesignOut, DesignOutcome, EffectOf, Proposal, ProposalKind, TO_BE_EXAMINED,
    TargetFate, design_out,
};
use concerted_program::{PlanOptions, plan};
use concerted_reference::Reference;

fn search(loaded: &Loaded, options: &DesignOptions) -> DesignOutcome {
    let program = loaded.program.as_ref().expect("the text is a program");
    design_out(&loaded.files, program, Reference::embedded(), options)
}

fn without_plans() -> DesignOptions {
    DesignOptions {
        plans: 0,
        ..DesignOptions::default()
    }
}

fn example(name: &str) -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    read_folder(&folder).unwrap()
}

/// The entry of the impurity whose name or key contains a text.
#[track_caller]
fn of<'a>(outcome: &'a DesignOutcome, text: &str) -> &'a DesignOut {
    outcome
        .designs
        .iter()
        .find(|design| design.name.contains(text) || design.impurity.contains(text))
        .unwrap_or_else(|| panic!("no `{text}` in {:#?}", outcome.designs))
}

#[track_caller]
fn effect(proposal: &Proposal, what: EffectOf) -> (Option<FigureValue>, Option<FigureValue>) {
    let effect = proposal
        .effects
        .iter()
        .find(|effect| effect.what == what)
        .unwrap_or_else(|| panic!("no {what:?} in {proposal:#?}"));
    (effect.before.clone(), effect.after.clone())
}

const MESYLATE: &str = r#"
format_version = 1
name = "Mesylate"
start = 2027-01-04
[substance]
material = "salt"
moiety = "base"
[[use]]
id = "market"
name = "Market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "10 y"
[[material]]
id = "base"
name = "Base"
kind = "substance"
smiles = "CCCCN(C)C"
[[material]]
id = "salt"
name = "Salt"
kind = "substance"
smiles = "CCCCN(C)C.CS(=O)(=O)O"
moiety = "base"
[[material]]
id = "acid"
name = "Methanesulfonic acid"
kind = "reagent"
smiles = "CS(=O)(=O)O"
[[material]]
id = "isopropanol"
name = "2-Propanol"
kind = "solvent"
smiles = "CC(C)O"
density = "0.786 g/mL"
EXTRA
[[step]]
id = "salt-step"
name = "Salt formation"
product = "salt"
yield = "90 %"
input = [
  { material = "base", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 1.1 },
  { material = "isopropanol", role = "solvent", volume = "10 L/kg"DECLARED },
  { material = "isopropanol", role = "solvent", volume = "2 L/kg", work_up = true },
]
operation = [{ kind = "reaction" }, { kind = "crystallization", solvent = "isopropanol" }]
[[route]]
id = "only"
name = "Only route"
step = ["salt-step"]
"#;

fn mesylate(extra: &str, declared: &str) -> Loaded {
    let text = MESYLATE
        .replace("EXTRA", extra)
        .replace("DECLARED", declared);
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    loaded
}

#[test]
fn another_solvent_removes_isopropyl_mesylate() {
    let loaded = mesylate("", "");
    let outcome = search(&loaded, &without_plans());
    let ester = of(&outcome, "sopropyl m");
    let first = &ester.proposals[0];
    assert_eq!(first.fate, Some(TargetFate::Gone));
    assert!(
        matches!(first.kind, ProposalKind::Curated { .. }),
        "{first:#?}"
    );
    assert!(first.caution.as_ref().unwrap().starts_with(TO_BE_EXAMINED));
    assert!(first.brings.is_empty());
    let (before, after) = effect(first, EffectOf::InScope);
    let count = |value: Option<FigureValue>| value.and_then(|value| value.number()).unwrap();
    assert!((count(before) - count(after) - 1.0).abs() < 1e-9);
    // Both inputs, the wash included, and the operation; and the new material.
    let change = first.change.as_ref().unwrap();
    assert_eq!(change.edits.len(), 4, "{}", change.sentence());
    // The mass balance still holds, so the intensity is known on both sides and differs by the density.
    let (before, after) = effect(first, EffectOf::Pmi);
    assert!(before.is_some() && after.is_some() && before != after);
}

#[test]
fn what_the_document_declares_comes_first() {
    let acetone = r#"
[[material]]
id = "propanone"
name = "Propanone"
kind = "solvent"
smiles = "CC(C)=O"
density = "0.784 g/mL"
"#;
    let loaded = mesylate(acetone, ", alternative = [\"propanone\"]");
    let outcome = search(&loaded, &without_plans());
    let first = &of(&outcome, "sopropyl m").proposals[0];
    assert_eq!(first.kind, ProposalKind::Declared);
    assert_eq!(first.caution, None);
    assert_eq!(first.key, "salt-step-isopropanol-propanone");
    // The curated list names acetone too: one material, one proposal.
    let same = of(&outcome, "sopropyl m")
        .proposals
        .iter()
        .filter(|proposal| proposal.key.ends_with("propanone") || proposal.key.ends_with("acetone"))
        .count();
    assert_eq!(same, 1);
}

#[test]
fn a_replacement_with_an_alert_of_its_own_ranks_below() {
    // An epoxide as solvent: no alcohol, so the ester goes, but it is an alkylating agent itself.
    let extra = r#"
[[material]]
id = "propylene-oxide"
name = "Propylene oxide"
kind = "reagent"
smiles = "CC1CO1"
density = "0.83 g/mL"
[[material]]
id = "acetonitrile"
name = "Acetonitrile"
kind = "solvent"
smiles = "CC#N"
density = "0.78 g/mL"
"#;
    let declared = ", alternative = [\"propylene-oxide\", \"acetonitrile\"]";
    let text = MESYLATE
        // As a solvent of the crystallization it would stay, whatever the reagent is.
        .replace(", solvent = \"isopropanol\"", "")
        .replace("EXTRA", extra)
        .replace("DECLARED", declared)
        // As a reagent it is an impurity; as a solvent it would be a residual solvent.
        .replace(
            "\"isopropanol\", role = \"solvent\", volume = \"10",
            "\"isopropanol\", role = \"reagent\", volume = \"10",
        )
        .replace(
            "  { material = \"isopropanol\", role = \"solvent\", volume = \"2 L/kg\", work_up = true },\n",
            "",
        );
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let outcome = search(&loaded, &without_plans());
    let ester = of(&outcome, "sopropyl m");
    let place = |key: &str| {
        let found = ester.proposals.iter().find(|own| own.key.ends_with(key));
        found.unwrap_or_else(|| panic!("no `{key}` in {ester:#?}"))
    };
    let (clean, dirty) = (place("acetonitrile"), place("propylene-oxide"));
    assert_eq!(dirty.fate, Some(TargetFate::Gone));
    assert_eq!(dirty.brings, ["Propylene oxide"]);
    assert!(clean.brings.is_empty());
    assert!(clean.rank < dirty.rank);
}

#[test]
fn another_reagent_leaves_the_solvent_of_an_operation() {
    let extra = r#"
[[material]]
id = "ethyl-acetate"
name = "Ethyl acetate"
kind = "solvent"
smiles = "CCOC(C)=O"
density = "0.90 g/mL"
"#;
    let text = MESYLATE
        .replace("EXTRA", extra)
        .replace("DECLARED", ", alternative = [\"ethyl-acetate\"]")
        .replace(
            "\"isopropanol\", role = \"solvent\", volume = \"10",
            "\"isopropanol\", role = \"reagent\", volume = \"10",
        )
        .replace(
            "  { material = \"isopropanol\", role = \"solvent\", volume = \"2 L/kg\", work_up = true },\n",
            "",
        );
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let outcome = search(&loaded, &without_plans());
    // The crystallization still runs in 2-propanol, so the ester still arises.
    let key = "salt-step-isopropanol-ethyl-acetate".to_owned();
    let ester = of(&outcome, "sopropyl m");
    assert!(ester.without_effect.contains(&key), "{ester:#?}");
}

/// Salt formation in methanol, then a recrystallization from 2-propanol with more acid: two esters.
const TWO_STEPS: &str = r#"
[[material]]
id = "crude"
name = "Crude salt"
kind = "intermediate"
smiles = "CCCCN(C)C.CS(=O)(=O)O"
[[material]]
id = "methanol"
name = "Methanol"
kind = "solvent"
smiles = "CO"
density = "0.791 g/mL"
[[material]]
id = "water"
name = "Water"
kind = "water"
smiles = "O"
[[step]]
id = "first"
name = "Salt formation"
product = "crude"
yield = "90 %"
input = [
  { material = "base", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 1.1 },
  { material = "methanol", role = "solvent", volume = "10 L/kg" },
]
[[step]]
id = "second"
name = "Recrystallization"
product = "salt"
yield = "90 %"
input = [
  { material = "crude", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 0.1 },
  { material = "isopropanol", role = "solvent", volume = "10 L/kg" },
]
[[step]]
id = "first-in-water"
name = "Salt formation in water"
product = "crude"
yield = "90 %"
input = [
  { material = "base", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 1.1 },
  { material = "water", role = "water", volume = "10 L/kg" },
]
[[step]]
id = "second-in-water"
name = "Recrystallization from water"
product = "salt"
yield = "90 %"
input = [
  { material = "crude", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 0.1 },
  { material = "water", role = "water", volume = "10 L/kg" },
]
"#;

fn two_steps(routes: &[(&str, [&str; 2])]) -> Loaded {
    let (head, _) = MESYLATE.split_once("EXTRA").unwrap();
    let mut text = format!("{head}{TWO_STEPS}");
    for (id, steps) in routes {
        text.extend([format!(
            "[[route]]\nid = \"{id}\"\nname = \"{id}\"\nstep = {steps:?}\n"
        )]);
    }
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    loaded
}

#[test]
fn one_material_that_two_changes_bring_is_added_once() {
    let loaded = two_steps(&[("only", ["first", "second"])]);
    let outcome = search(&loaded, &without_plans());
    assert_eq!(outcome.designs.len(), 2, "{:#?}", outcome.designs);
    let best = outcome.designs.iter().map(|design| &design.proposals[0]);
    let edits: Vec<_> = best
        .flat_map(|best| best.change.as_ref().unwrap().edits.iter())
        .collect();
    let both = outcome.together.as_ref().unwrap();
    let joined = &both.change.as_ref().unwrap().edits;
    // Both bring the same solvent, which the document does not have.
    assert_eq!(joined.len() + 1, edits.len(), "{edits:#?}");
    assert!(edits.iter().all(|edit| joined.contains(edit)));
    let (_, after) = effect(both, EffectOf::InScope);
    assert_eq!(after.and_then(|value| value.number()), Some(0.0));
}

#[test]
fn changes_that_contradict_each_other_are_refused_with_the_reason() {
    let loaded = two_steps(&[
        ("present", ["first", "second"]),
        ("early-water", ["first-in-water", "second"]),
        ("late-water", ["first", "second-in-water"]),
    ]);
    let outcome = search(&loaded, &without_plans());
    for design in &outcome.designs {
        let first = &design.proposals[0];
        assert!(first.key.starts_with("route-"), "{first:#?}");
    }
    assert!(outcome.together.is_none());
    let refused = outcome
        .refused
        .iter()
        .find(|refused| refused.key.contains("-and-"))
        .unwrap();
    assert!(refused.key.contains("early-water") && refused.key.contains("late-water"));
    assert!(!refused.reason.is_empty());
}

#[test]
fn steps_of_another_branch_do_not_count_as_later_steps() {
    let branch = r#"
[[material]]
id = "crude"
name = "Crude salt"
kind = "intermediate"
smiles = "CCCCN(C)C.CS(=O)(=O)O"
[[material]]
id = "wet"
name = "Wet ethyl acetate"
kind = "solvent"
smiles = "CCOC(C)=O"
[[material]]
id = "dry"
name = "Dry ethyl acetate"
kind = "intermediate"
smiles = "CCOC(C)=O"
density = "0.90 g/mL"
[[step]]
id = "salt-step"
name = "Salt formation"
product = "crude"
yield = "90 %"
input = [
  { material = "base", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 1.1 },
  { material = "isopropanol", role = "solvent", volume = "10 L/kg" },
]
[[step]]
id = "drying"
name = "Drying"
product = "dry"
yield = "90 %"
input = [{ material = "wet", role = "reactant" }]
[[step]]
id = "last"
name = "Recrystallization"
product = "salt"
yield = "90 %"
input = [
  { material = "crude", role = "reactant" },
  { material = "dry", role = "solvent", volume = "10 L/kg" },
]
[[route]]
id = "branch-first"
name = "Drying first"
step = ["drying", "salt-step", "last"]
[[route]]
id = "salt-first"
name = "Salt first"
step = ["salt-step", "drying", "last"]
"#;
    let (head, _) = MESYLATE.split_once("EXTRA").unwrap();
    let loaded = read_texts(&[("program.toml", &format!("{head}{branch}"))]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let outcome = search(&loaded, &without_plans());
    assert_eq!(outcome.route.as_deref(), Some("branch-first"));
    // The same steps in another order of writing: nothing arises earlier.
    let ester = of(&outcome, "sopropyl m");
    let key = "route-salt-first".to_owned();
    assert!(ester.without_effect.contains(&key), "{ester:#?}");
}

#[test]
fn a_declared_step_takes_the_place_of_another() {
    let extra = r#"
[[material]]
id = "water"
name = "Water"
kind = "water"
smiles = "O"
[[step]]
id = "salt-in-water"
name = "Salt formation in water"
product = "salt"
yield = "70 %"
input = [
  { material = "base", role = "reactant" },
  { material = "acid", role = "acid", equivalents = 1.0 },
  { material = "water", role = "water", volume = "5 L/kg" },
]
"#;
    let text = MESYLATE
        .replace("EXTRA", extra)
        .replace("DECLARED", "")
        .replace(
            "yield = \"90 %\"",
            "yield = \"90 %\"\nalternative = [\"salt-in-water\"]",
        );
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let outcome = search(&loaded, &without_plans());
    let first = &of(&outcome, "sopropyl m").proposals[0];
    assert_eq!(first.key, "step-salt-step-salt-in-water");
    assert_eq!(first.fate, Some(TargetFate::Gone));
}

#[test]
fn a_change_that_breaks_the_balance_is_refused_with_its_reason() {
    // Methyl iodide brings the methyl group; phosphoric acid for the sulfonic acid would lose the sulfur.
    let loaded = mesylate("", "");
    let outcome = search(&loaded, &without_plans());
    let refused = outcome
        .refused
        .iter()
        .find(|refused| refused.key.ends_with("phosphoric-acid"))
        .unwrap();
    assert!(refused.reason.contains("errors"), "{}", refused.reason);
}

#[test]
fn the_nitrite_free_route_is_first_and_its_effects_are_those_of_a_plan() {
    let loaded = example("nitrosation-risk");
    let options = DesignOptions::default();
    let outcome = search(&loaded, &options);
    let worst = &outcome.designs[0];
    assert!(worst.cohort_of_concern, "{worst:#?}");
    let first = &worst.proposals[0];
    assert_eq!(first.key, "route-nitrite-free");
    assert_eq!(first.kind, ProposalKind::Declared);
    assert_eq!(first.fate, Some(TargetFate::Gone));
    // The same as planning with the other route.
    let program = loaded.program.as_ref().unwrap();
    for (route, after) in [("diazonium", false), ("nitrite-free", true)] {
        let plan = plan(
            program,
            Reference::embedded(),
            &PlanOptions {
                route: Some(route.to_owned()),
                ..options.plan.clone()
            },
            &mut |_| {},
        )
        .unwrap();
        let pick = |what| {
            let (before, changed) = effect(first, what);
            if after { changed } else { before }
        };
        let milestone = &plan.milestones.iter().find(|own| own.activity == "k05");
        assert_eq!(
            pick(EffectOf::FirstDose),
            Some(FigureValue::Date(milestone.unwrap().p80))
        );
        let value = |key: &str| Some(plan.figures.get(key).unwrap().value.clone());
        assert_eq!(pick(EffectOf::PlanCost), value("plan.cost"));
        assert_eq!(pick(EffectOf::Pmi), value(&format!("route.{route}.pmi")));
    }
    // The sulfonate ester of the shared salt step needs another solvent.
    let ester = of(&outcome, "sopropyl m");
    assert!(
        ester
            .without_effect
            .contains(&"route-nitrite-free".to_owned())
    );
    assert_eq!(ester.proposals[0].fate, Some(TargetFate::Gone));
    assert!(ester.proposals[0].key.starts_with("salt-isopropanol-"));
}

#[test]
fn a_route_that_is_not_the_programs_choice_can_be_looked_at() {
    let loaded = example("nitrosation-risk");
    let options = DesignOptions {
        route: Some("nitrite-free".to_owned()),
        ..without_plans()
    };
    let outcome = search(&loaded, &options);
    assert_eq!(outcome.route.as_deref(), Some("nitrite-free"));
    let ester = of(&outcome, "sopropyl m");
    assert_eq!(ester.proposals[0].fate, Some(TargetFate::Gone));
}

#[test]
fn the_same_search_gives_the_same_answer_at_any_number_of_threads() {
    let loaded = example("nitrosation-risk");
    let options = DesignOptions {
        plans: 1,
        ..DesignOptions::default()
    };
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| format!("{:?}", search(&loaded, &options)))
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn every_effect_is_a_figure_with_an_origin_in_the_users_document() {
    let loaded = example("nitrosation-risk");
    let program = loaded.program.as_ref().unwrap();
    let outcome = search(&loaded, &without_plans());
    let figures = Figures::resolve(&outcome.ledger, &program.entered);
    let mut seen = 0;
    for proposal in outcome.designs.iter().flat_map(|own| &own.proposals) {
        for effect in &proposal.effects {
            for (value, figure) in [
                (&effect.before, &effect.before_figure),
                (&effect.after, &effect.after_figure),
            ] {
                let Some(value) = value else {
                    assert!(figure.is_none());
                    continue;
                };
                let figure = figures.get(figure.as_ref().unwrap().as_str()).unwrap();
                assert_eq!(&figure.value, value);
                assert!(!figures.ancestors(figure.id.as_str()).is_empty());
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_concern_of_the_list_is_a_rule() {
    let alerts = concerted_genotox_rules();
    for row in Reference::embedded().replacements() {
        for concern in &row.concern {
            assert!(
                concern == "any" || alerts.contains(concern),
                "{}: {concern}",
                row.id
            );
        }
    }
}

fn concerted_genotox_rules() -> Vec<String> {
    let alerts = concerted_hazard::catalogue().iter().map(|own| own.id);
    let formations = concerted_genotox::formation_catalogue()
        .into_iter()
        .map(|own| own.id);
    alerts.chain(formations).map(ToOwned::to_owned).collect()
}

fn advice(proposals: &[Proposal]) -> Vec<&str> {
    let advice = proposals.iter().filter(|own| own.change.is_none());
    advice.map(|own| own.key.as_str()).collect()
}

#[test]
fn esters_and_hot_cyclic_ethers_are_no_way_out_of_free_sulfonic_acid() {
    let extra = r#"
[[material]]
id = "ethyl-acetate"
name = "Ethyl acetate"
kind = "solvent"
smiles = "CCOC(C)=O"
density = "0.90 g/mL"
"#;
    let text = MESYLATE
        .replace("EXTRA", extra)
        .replace("DECLARED", ", alternative = [\"ethyl-acetate\"]")
        .replace(
            "yield = \"90 %\"",
            "yield = \"90 %\"\ntemperature = \"65 degC\"",
        );
    let loaded = read_texts(&[("program.toml", &text)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let outcome = search(&loaded, &without_plans());
    let ester = of(&outcome, "sopropyl m");
    let computed: Vec<&Proposal> = ester
        .proposals
        .iter()
        .filter(|own| own.change.is_some())
        .collect();
    let with = |end: &str| computed.iter().find(|own| own.key.ends_with(end));
    let declared = with("isopropanol-ethyl-acetate").unwrap();
    assert_eq!(declared.brings.len(), 1, "{declared:#?}");
    let ring = with("2-methyltetrahydrofuran").unwrap();
    assert_eq!(ring.brings.len(), 2, "{ring:#?}");
    let first = computed[0];
    assert!(first.brings.is_empty(), "{first:#?}");
    assert_eq!(
        first.fate.unwrap().word(),
        "no longer foreseen by the rules"
    );
    // Nobody declared another ester, and none is proposed.
    for own in &computed {
        let proposed = !matches!(own.kind, ProposalKind::Declared);
        assert!(!(proposed && own.key.ends_with("acetate")), "{own:#?}");
    }
}

#[test]
fn general_advice_is_given_once_and_a_first_step_is_not_moved() {
    let outcome = search(&mesylate("", ""), &without_plans());
    for design in &outcome.designs {
        assert!(
            !advice(&design.proposals)
                .iter()
                .any(|key| key.starts_with("advice-any-"))
        );
    }
    // The only step cannot be placed earlier.
    assert_eq!(advice(&outcome.general), ["advice-any-recrystallization"]);

    let outcome = search(&example("nitrosation-risk"), &without_plans());
    assert!(outcome.designs.len() > 1);
    assert_eq!(
        advice(&outcome.general),
        ["advice-any-earlier", "advice-any-recrystallization"]
    );
    for own in &outcome.general {
        assert!(
            own.sentence.contains("only a measured purge counts"),
            "{own:#?}"
        );
    }
}

#[test]
fn a_scavenger_that_is_charged_already_is_not_proposed() {
    let route = |quench: &str| {
        let text = format!(
            r#"
format_version = 1
name = "Nitrite"
start = 2027-01-04
[substance]
material = "product"
[[use]]
id = "market"
name = "Market"
stage = "market"
maximum_daily_dose = "100 mg/d"
duration = "10 y"
[[material]]
id = "amine"
name = "Morpholine"
kind = "starting-material"
smiles = "C1COCCN1"
[[material]]
id = "nitrite"
name = "Sodium nitrite"
kind = "reagent"
smiles = "[Na+].[O-]N=O"
[[material]]
id = "acid"
name = "Hydrochloric acid"
kind = "reagent"
smiles = "Cl"
[[material]]
id = "sulfamic"
name = "Sulfamic acid"
kind = "reagent"
smiles = "NS(=O)(=O)O"
[[material]]
id = "product"
name = "Product"
kind = "substance"
smiles = "O=C(c1ccccc1)N1CCOCC1"
[[step]]
id = "only-step"
name = "Only step"
product = "product"
yield = "90 %"
input = [
  {{ material = "amine", role = "reactant" }},
  {{ material = "nitrite", role = "reagent", equivalents = 1.1 }},
  {{ material = "acid", role = "acid", equivalents = 2.0 }},
  {quench}
]
[[route]]
id = "only"
name = "Only route"
step = ["only-step"]
"#
        );
        let loaded = read_texts(&[("program.toml", &text)]);
        assert!(loaded.program.is_some(), "{:#?}", loaded.problems);
        loaded
    };
    let scavenger = |quench: &str| {
        let outcome = search(&route(quench), &without_plans());
        let nitroso = outcome.designs.iter().find(|own| own.cohort_of_concern);
        advice(&nitroso.unwrap().proposals).contains(&"advice-nitrite-scavenged-before-amine")
    };
    assert!(scavenger(""));
    assert!(!scavenger(
        "{ material = \"sulfamic\", role = \"quench\", work_up = true },"
    ));
}

#[test]
fn a_change_that_costs_mass_or_steps_says_so() {
    let mut said = 0;
    for name in ["nitrosation-risk", "sitagliptin"] {
        let outcome = search(&example(name), &without_plans());
        for proposal in outcome.designs.iter().flat_map(|own| &own.proposals) {
            let counted = [EffectOf::Pmi, EffectOf::Steps, EffectOf::MaterialCost];
            let worse = proposal.effects.iter().any(|effect| {
                let number = |value: &Option<FigureValue>| value.as_ref()?.number();
                let both = number(&effect.before).zip(number(&effect.after));
                counted.contains(&effect.what)
                    && both.is_some_and(|(before, after)| after > 1.2 * before)
            });
            assert_eq!(
                proposal.sentence.contains("At the price of"),
                worse,
                "{proposal:#?}"
            );
            said += usize::from(worse);
        }
    }
    assert!(said > 0);
}
