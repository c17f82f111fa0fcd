//! Roles, load and required contact of small teams.

use std::collections::BTreeMap;

use concerted_model::figure::{Figures, Input};
use concerted_model::finding::Severity;
use concerted_model::handover::{HandOff, ThreePoint, WorkItem};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_model::team::Involvement::{Accountable, Consulted, Responsible};
use concerted_reference::{Reference, Strategy};
use concerted_team::{TeamOptions, TeamOutcome, assess, assess_traced};

const BASE: &str = r#"
format_version = 1
name = "team"
start = 2027-01-04

company = [
  { id = "client", name = "Client", kind = "client" },
  { id = "maker", name = "Maker", kind = "cdmo" },
  { id = "tester", name = "Tester", kind = "cro" },
]
site = [
  { id = "client-1", name = "Office", company = "client" },
  { id = "maker-1", name = "Plant", company = "maker" },
  { id = "tester-1", name = "Laboratory", company = "tester" },
]

[[post]]
id = "manager"
name = "Programme manager, client"
company = "client"
role = ["programme manager"]
deputy = "chemist"

[[post]]
id = "chemist"
name = "Process chemist, maker"
company = "maker"
role = ["process chemist", "quality assurance"]
capacity = 0.5
deputy = "manager"

[[post]]
id = "analyst"
name = "Analyst, tester"
company = "tester"
role = ["analytical scientist"]
deputy = "manager"

[[post]]
id = "quality"
name = "Quality, client"
company = "client"
role = ["quality assurance (client)"]
may_approve = true
deputy = "manager"
"#;

fn read(text: &str) -> Program {
    let loaded = concerted_document::read_texts(&[("program.toml", text)]);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded
        .program
        .expect("a text without problems is a program")
}

fn item(key: &str, owner: &str, site: &str, after: &[&str]) -> WorkItem {
    WorkItem {
        key: key.to_owned(),
        name: format!("Work {key}"),
        area: ServiceArea::Chemistry,
        owner: owner.to_owned(),
        site: Some(site.to_owned()),
        days: 10.0,
        after: after.iter().map(|key| (*key).to_owned()).collect(),
    }
}

fn batch_and_test() -> Vec<WorkItem> {
    vec![
        item("C06", "process chemist", "maker-1", &[]),
        item(
            "C07",
            "analytical scientist with toxicologist",
            "tester-1",
            &["C06"],
        ),
        item(
            "C12",
            "quality assurance (client)",
            "client-1",
            &["C07", "C06"],
        ),
    ]
}

fn run(text: &str, work: &[WorkItem]) -> TeamOutcome {
    assess(&read(text), Reference::embedded(), work, &[])
}

fn ids(outcome: &TeamOutcome) -> Vec<&str> {
    outcome
        .findings
        .iter()
        .map(|finding| finding.id.as_str())
        .collect()
}

fn shipment(from: &str, to: &str) -> HandOff {
    let point = ThreePoint {
        low: 1.0,
        mode: 1.5,
        high: 4.0,
    };
    HandOff {
        key: format!("handoff.H07.{from}-{to}"),
        overhead: "H07".to_owned(),
        name: "Shipment".to_owned(),
        after: Some(from.to_owned()),
        before: Some(to.to_owned()),
        from_site: "maker-1".to_owned(),
        to_site: "tester-1".to_owned(),
        weeks: point,
        cost_thousands: point,
        on_path: true,
        inputs: Vec::new(),
    }
}

#[test]
fn roles_give_each_activity_its_posts() {
    let outcome = run(BASE, &batch_and_test());
    let team = &outcome.team;
    assert_eq!(team.posts("C06", Responsible), ["chemist"]);
    assert_eq!(team.posts("C07", Responsible), ["analyst"]);
    // The role names the client, so its own quality assurance does it and not the maker's.
    assert_eq!(team.posts("C12", Responsible), ["quality"]);
    for key in ["C06", "C07", "C12"] {
        assert_eq!(team.posts(key, Accountable), ["manager"]);
    }
    assert!(team.posts("C07", Consulted).is_empty());
    assert_eq!(
        outcome.ledger.number("team.accountable_by_default"),
        Some(3.0)
    );
    assert!(ids(&outcome).is_empty(), "{:?}", outcome.findings);
}

#[test]
fn the_company_of_the_site_decides_between_equal_roles() {
    let work = |site| [item("C12", "quality assurance", site, &[])];
    let plain = BASE.replace("quality assurance (client)", "quality assurance");
    for (site, post) in [("maker-1", "chemist"), ("client-1", "quality")] {
        assert_eq!(
            run(&plain, &work(site)).team.posts("C12", Responsible),
            [post]
        );
    }
}

#[test]
fn an_entered_assignment_overrides_roles_in_any_case() {
    let text = format!(
        "{BASE}\n[[assignment]]\npost = \"quality\"\nactivity = \"c06\"\ninvolvement = \"responsible\"\n"
    );
    let outcome = run(&text, &batch_and_test());
    assert_eq!(outcome.team.posts("C06", Responsible), ["quality"]);
    assert_eq!(outcome.team.posts("C06", Accountable), ["manager"]);
}

#[test]
fn an_assignment_to_work_that_is_left_out_is_told() {
    let text = format!(
        "{BASE}\n[[assignment]]\npost = \"quality\"\nactivity = \"t09\"\ninvolvement = \"informed\"\n"
    );
    let outcome = run(&text, &batch_and_test());
    assert_eq!(ids(&outcome), ["team.assignment_unknown:assignment"]);
    assert!(outcome.findings[0].message.contains("t09"));
}

#[test]
fn contact_is_required_where_work_depends_on_work() {
    let outcome = run(BASE, &batch_and_test());
    let pairs: Vec<_> = outcome
        .pairs
        .iter()
        .map(|pair| (pair.first.as_str(), pair.second.as_str(), pair.strength))
        .collect();
    assert_eq!(
        pairs,
        [
            ("analyst", "chemist", 1.0),
            ("analyst", "quality", 1.0),
            ("chemist", "quality", 1.0),
        ]
    );
    let first = &outcome.pairs[0];
    assert_eq!(first.interfaces.len(), 1);
    assert_eq!(
        (
            first.interfaces[0].giver.as_str(),
            first.interfaces[0].receiver.as_str()
        ),
        ("C06", "C07")
    );
    assert!(outcome.pairs.iter().all(|pair| pair.crosses_companies));
    assert_eq!(outcome.ledger.number("team.required_pairs"), Some(3.0));
    assert_eq!(outcome.ledger.number("team.cross_company_pairs"), Some(3.0));
    // Each of the three posts is in two of three equal pairs; the first by id counts.
    assert_eq!(outcome.hub.as_ref().unwrap().0, "analyst");
    assert!((outcome.hub.unwrap().1 - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn the_strength_of_a_pair_counts_its_interfaces() {
    let outcome = run(
        BASE,
        &[
            item("C06", "process chemist", "maker-1", &[]),
            item("C08", "process chemist", "maker-1", &["C06"]),
            item("A05", "analytical scientist", "tester-1", &["c06", "c08"]),
        ],
    );
    assert_eq!(outcome.pairs.len(), 1);
    assert!((outcome.pairs[0].strength - 2.0).abs() < 1e-12);
    assert_eq!(outcome.pairs[0].interfaces.len(), 2);
}

#[test]
fn a_hand_off_links_work_and_needs_somebody_on_one_side() {
    let work = [
        item("C06", "process chemist", "maker-1", &[]),
        item("T04", "analytical scientist", "tester-1", &[]),
    ];
    let check = |text: &str| {
        let mut test = shipment("C06", "T04");
        test.key = "handoff.H05.C06-T04".to_owned();
        test.after = Some("handoff.H07.C06-T04".to_owned());
        let hand_offs = [shipment("C06", "T04"), test];
        assess(&read(text), Reference::embedded(), &work, &hand_offs)
    };
    let outcome = check(BASE);
    assert_eq!(outcome.pairs.len(), 1);
    assert!(ids(&outcome).is_empty());
    // The analyst sits at the client now: the maker hands over, so nothing is said.
    let staffed = BASE.replace("company = \"tester\"\nrole", "company = \"client\"\nrole");
    assert!(ids(&check(&staffed)).is_empty());
    // Nobody at either side: one note for both hand-offs.
    let neither = staffed.replace("company = \"maker\"\nrole", "company = \"client\"\nrole");
    let outcome = check(&neither);
    assert_eq!(ids(&outcome), ["team.hand_off_party:post"]);
    let finding = &outcome.findings[0];
    assert_eq!(finding.severity, Severity::Note);
    let part = "No post of Maker, Tester is known";
    assert!(finding.message.contains(part), "{}", finding.message);
    assert!(
        finding
            .message
            .contains("handoff.H05.C06-T04, handoff.H07.C06-T04")
    );
}

#[test]
fn a_missing_role_is_one_finding_with_all_its_work() {
    let mut work = batch_and_test();
    work.push(item("T04", "study director", "tester-1", &[]));
    work.push(item("T05", "study director", "tester-1", &[]));
    work.push(item("X", "", "tester-1", &[]));
    let outcome = run(BASE, &work);
    assert_eq!(
        ids(&outcome),
        [
            "team.role_unfilled:role.",
            "team.role_unfilled:role.study-director"
        ]
    );
    let finding = &outcome.findings[1];
    assert_eq!(finding.severity, Severity::Major);
    assert!(finding.message.contains("T04, T05"), "{}", finding.message);
    assert_eq!(outcome.ledger.number("team.unfilled_activities"), Some(3.0));
}

#[test]
fn exactly_one_post_answers() {
    let without = BASE.replace("\"programme manager\"", "\"observer\"");
    let outcome = run(&without, &batch_and_test());
    assert_eq!(ids(&outcome), ["team.nobody_accountable:post"]);
    let two = ["chemist", "analyst"].map(|post| {
        format!("\n[[assignment]]\npost = \"{post}\"\nactivity = \"C06\"\ninvolvement = \"accountable\"\n")
    });
    let outcome = run(&format!("{BASE}{}", two.concat()), &batch_and_test());
    assert_eq!(ids(&outcome), ["team.several_accountable:activity.C06"]);
    assert_eq!(
        outcome.ledger.number("team.accountable_by_default"),
        Some(2.0)
    );
}

#[test]
fn quality_decisions_need_permission() {
    let outcome = run(&BASE.replace("may_approve = true", ""), &batch_and_test());
    assert_eq!(ids(&outcome), ["team.approval:post"]);
}

#[test]
fn posts_with_work_have_a_deputy() {
    let check = |from: &str, to: &str| run(&BASE.replace(from, to), &batch_and_test());
    let analyst = "role = [\"analytical scientist\"]\ndeputy = \"manager\"";
    let outcome = check(analyst, "role = [\"analytical scientist\"]");
    assert_eq!(ids(&outcome), ["team.deputy_missing:post"]);
    assert!(
        outcome.findings[0]
            .message
            .contains("1 post with work: analyst")
    );
}

#[test]
fn load_is_work_against_the_time_the_post_has() {
    let parallel = [
        item("C06", "process chemist", "maker-1", &[]),
        item("C08", "process chemist", "maker-1", &[]),
    ];
    let outcome = run(BASE, &parallel);
    let load = &outcome.loads[0];
    // Half a day on each of two activities for ten days, at a capacity of one half.
    assert_eq!(
        (load.days, load.window_days, load.capacity),
        (20.0, 10.0, 0.5)
    );
    assert!((load.load - 2.0).abs() < 1e-12);
    assert_eq!(ids(&outcome), ["team.load:post.chemist"]);
    let part = "2 activities with 20 days of activity at an assumed half of a working day each, within 10 working days at 50 % = 200 %.";
    assert!(
        outcome.findings[0].message.ends_with(part),
        "{}",
        outcome.findings[0].message
    );
    let mut serial = parallel;
    serial[1].after = vec!["c06".to_owned()];
    let outcome = run(BASE, &serial);
    assert!((outcome.loads[0].load - 1.0).abs() < 1e-12);
    assert!(ids(&outcome).is_empty());
}

#[test]
fn capacity_and_durations_are_ancestors_of_load() {
    let text = format!("{BASE}\n[[activity]]\nid = \"c06\"\nlikely = \"10 d\"\n");
    let program = read(&text);
    let options = TeamOptions {
        origins: BTreeMap::from([("C07".to_owned(), vec![program.start.input()])]),
        shared: vec![Input::Figure("plan.sourcing".into())],
    };
    let outcome = assess_traced(
        &program,
        Reference::embedded(),
        &batch_and_test(),
        &[],
        &options,
    );
    let figures = Figures::resolve(&outcome.ledger, &program.entered);
    let ancestors = figures.ancestors("team.post.chemist.load");
    for leaf in [
        "entered.post.chemist.capacity",
        "entered.activity.c06.likely",
        "entered.start",
        "plan.sourcing",
        "assumed.work_intensity",
    ] {
        assert!(ancestors.contains(&leaf.into()), "{leaf}: {ancestors:?}");
    }
    let other = figures.ancestors("team.post.analyst.load");
    assert!(other.contains(&"assumed.post_capacity".into()));
    assert!(!other.contains(&"entered.post.chemist.capacity".into()));
}

#[test]
fn a_circle_of_work_does_not_hang() {
    let work = [
        item("A", "process chemist", "maker-1", &["B"]),
        item("B", "process chemist", "maker-1", &["A"]),
    ];
    assert_eq!(run(BASE, &work).loads.len(), 1);
}

#[test]
fn a_program_without_posts_gets_one_note() {
    let outcome = run(
        "format_version = 1\nname = \"x\"\nstart = 2027-01-04\n",
        &batch_and_test(),
    );
    assert_eq!(ids(&outcome), ["team.no_post:post"]);
    assert_eq!(outcome.ledger.derivations().count(), 0);
}

#[test]
fn the_whole_template_with_few_posts_is_told_in_few_findings() {
    let work: Vec<WorkItem> = Reference::embedded()
        .template()
        .iter()
        .map(|row| WorkItem {
            name: row.name.clone(),
            days: row.likely_weeks * 5.0,
            after: row
                .predecessors(Strategy::TwoBatches)
                .unwrap_or_default()
                .to_vec(),
            ..item(&row.id, &row.owner_role, "maker-1", &[])
        })
        .collect();
    let outcome = run(BASE, &work);
    let found = ids(&outcome);
    assert!(found.contains(&"team.role_unfilled:post"));
    assert!(found.len() <= 6, "{found:?}");
    assert_eq!(outcome, run(BASE, &work));
}
