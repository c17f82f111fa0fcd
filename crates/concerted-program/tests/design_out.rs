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
id = "ethyl-acetate"
name = "Ethyl acetate"
kind = "solvent"
smiles = "CCOC(C)=O"
density = "0.90 g/mL"
"#;
    let declared = ", alternative = [\"propylene-oxide\", \"ethyl-acetate\"]";
    let text = MESYLATE
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
    let (clean, dirty) = (place("ethyl-acetate"), place("propylene-oxide"));
    assert_eq!(dirty.fate, Some(TargetFate::Gone));
    assert_eq!(dirty.brings, ["Propylene oxide"]);
    assert!(clean.brings.is_empty());
    assert!(clean.rank < dirty.rank);
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
