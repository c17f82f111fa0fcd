//! Hand-offs of single borders: which rows of the overhead table, how often, where and at what price.

#[allow(
    dead_code,
    reason = "each test file uses a part of the shared programs"
)]
mod program;

use concerted_model::figure::Input;
use concerted_model::handover::{Carries, Exchange, HandOff, Sourcing};
use concerted_model::partner::ServiceArea::{
    self, Analysis, Chemistry, Clinic, PhysicalForm, Programme, Regulatory, Toxicology,
};
use concerted_partners::hand_offs;
use concerted_reference::Reference;

use program::{FIVE, read};

fn exchange(from: (&str, ServiceArea), to: (&str, ServiceArea), carries: Carries) -> Exchange {
    Exchange {
        from: from.0.to_owned(),
        from_area: from.1,
        to: to.0.to_owned(),
        to_area: to.1,
        carries,
    }
}

fn sourcing(sites: &[(ServiceArea, &str)]) -> Sourcing {
    sites
        .iter()
        .map(|(area, site)| (*area, (*site).to_owned()))
        .collect()
}

fn work(exchanges: &[Exchange], sites: &[(ServiceArea, &str)]) -> Vec<HandOff> {
    hand_offs(
        &read(FIVE),
        Reference::embedded(),
        exchanges,
        &sourcing(sites),
    )
}

fn keys(work: &[HandOff]) -> Vec<&str> {
    work.iter().map(|hand_off| hand_off.key.as_str()).collect()
}

#[test]
fn one_site_needs_no_hand_off() {
    let all = program::exchanges();
    let sites = [
        (Chemistry, "all-1"),
        (Analysis, "all-1"),
        (PhysicalForm, "all-1"),
    ];
    assert!(work(&all, &sites).is_empty());
    assert!(work(&all, &[]).is_empty());
}

#[test]
fn methods_and_processes_move_once_for_each_pair_of_sites() {
    let exchanges = [
        exchange(("A05", Analysis), ("C12", Regulatory), Carries::Method),
        exchange(("A01", Analysis), ("C07", Regulatory), Carries::Method),
        exchange(("C08", Chemistry), ("S04", PhysicalForm), Carries::Process),
        exchange(("C04", Chemistry), ("S04", PhysicalForm), Carries::Process),
        exchange(("C02", Chemistry), ("S01", PhysicalForm), Carries::Document),
    ];
    let sites = [
        (Analysis, "all-2"),
        (Regulatory, "all-1"),
        (Chemistry, "all-1"),
        (PhysicalForm, "all-2"),
    ];
    let found = work(&exchanges, &sites);
    assert_eq!(
        keys(&found),
        [
            "handoff.H02.all-1-all-2",
            "handoff.H03.all-2-all-1",
            "handoff.H04.all-2-all-1",
            "handoff.H06.all-2-all-1",
        ]
    );
    // The earliest exchange of each pair carries it: C04 comes before C08, A01 before A05.
    assert_eq!(found[0].after.as_deref(), Some("C04"));
    assert_eq!(found[0].before.as_deref(), Some("S04"));
    assert_eq!(found[1].after.as_deref(), Some("A01"));
    // Two sites of one company: six tenths of H02, 4 to 16, likely 8 weeks (hand-off table).
    let weeks = found[0].weeks;
    assert!((weeks.low - 2.4).abs() < 1e-12 && (weeks.mode - 4.8).abs() < 1e-12);
    assert!((found[0].cost_thousands.mode - 72.0).abs() < 1e-9);
    let on_path: Vec<bool> = found.iter().map(|hand_off| hand_off.on_path).collect();
    assert_eq!(on_path, [true, true, false, false]);
}

#[test]
fn one_shipment_is_paid_once_and_waited_for_by_each_receiver() {
    let exchanges = [
        exchange(("C06", Chemistry), ("T05", Toxicology), Carries::Material),
        exchange(("C06", Chemistry), ("T04", Toxicology), Carries::Material),
        exchange(("C11", Chemistry), ("T04", Toxicology), Carries::Material),
    ];
    let found = work(&exchanges, &[(Chemistry, "all-1"), (Toxicology, "tox-1")]);
    assert_eq!(
        keys(&found),
        [
            "handoff.H07.C06-T04",
            "handoff.H07.C06-T05",
            "handoff.H07.C11-T04",
            "handoff.H05.C06-T04",
            "handoff.H05.C06-T05",
            "handoff.H05.C11-T04",
        ]
    );
    let costs: Vec<f64> = found.iter().map(|one| one.cost_thousands.mode).collect();
    let total: f64 = costs.iter().sum();
    // Two shipments of 8 and two receipts of 12 thousand.
    assert!((total - 40.0).abs() < 1e-9, "{costs:?}");
    assert!(found.iter().all(|one| one.weeks.mode > 0.0 && one.on_path));
    assert_eq!(found[0].after.as_deref(), Some("C06"));
    assert_eq!(found[3].after.as_deref(), Some("handoff.H07.C06-T04"));
}

#[test]
fn only_further_manufacturers_need_contract_audit_and_quality_system() {
    let exchanges = program::exchanges();
    let always = [
        (Toxicology, "tox-1"),
        (Clinic, "unit-1"),
        (Regulatory, "client-1"),
        (Programme, "client-1"),
        (Chemistry, "all-1"),
    ];
    let extra = |analysis, form| {
        let sites: Vec<_> = always
            .into_iter()
            .chain([(Analysis, analysis), (PhysicalForm, form)])
            .collect();
        let found = work(&exchanges, &sites);
        found
            .into_iter()
            .filter(|one| ["H01", "H08", "H09"].contains(&one.overhead.as_str()))
            .collect::<Vec<_>>()
    };
    assert!(extra("all-1", "all-1").is_empty());
    assert!(extra("all-2", "all-1").is_empty());
    let found = extra("lab-1", "all-1");
    assert_eq!(
        keys(&found),
        [
            "handoff.H01.all-1-lab-1",
            "handoff.H08.all-1-lab-1",
            "handoff.H09.all-1-lab-1",
        ]
    );
    assert!(!found[0].on_path && !found[2].on_path && found[1].on_path);
    // Quality systems meet in the draft of Module 3.
    assert_eq!(found[1].before.as_deref(), Some("Q03"));
    assert!(found[1].after.is_some());
    // The company with two areas is still one company.
    assert_eq!(extra("lab-1", "lab-1").len(), 3);
}

#[test]
fn every_hand_off_cites_its_row_with_the_weaker_state() {
    let found = work(
        &program::exchanges(),
        &[
            (Chemistry, "chem-1"),
            (Analysis, "lab-1"),
            (Toxicology, "tox-1"),
        ],
    );
    assert!(found.len() > 8);
    for hand_off in &found {
        let [Input::Reference(citation, text)] = &hand_off.inputs[..] else {
            panic!("{:?}", hand_off.inputs);
        };
        assert_eq!(citation.row, hand_off.overhead);
        assert_eq!(citation.status.word(), "assumed");
        assert!(text.contains("weeks"), "{text}");
    }
    let mut unique = keys(&found);
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), found.len());
    for (place, hand_off) in found.iter().enumerate() {
        let first = hand_off.after.as_deref().unwrap_or_default();
        let waits = found.iter().position(|other| other.key == first);
        assert!(waits.is_none_or(|other| other < place), "{}", hand_off.key);
    }
}

#[test]
fn an_activity_at_a_site_of_its_own_stays_there() {
    let text = format!("{FIVE}\n[[activity]]\nid = \"s04\"\nsite = \"lab-1\"\n");
    let exchanges = [exchange(
        ("C04", Chemistry),
        ("S04", PhysicalForm),
        Carries::Process,
    )];
    let found = hand_offs(
        &read(&text),
        Reference::embedded(),
        &exchanges,
        &sourcing(&[(Chemistry, "all-1"), (PhysicalForm, "all-1")]),
    );
    assert_eq!(keys(&found), ["handoff.H02.all-1-lab-1"]);
}

#[test]
fn the_order_of_exchanges_does_not_matter() {
    let sites = [
        (Chemistry, "all-1"),
        (Analysis, "lab-1"),
        (PhysicalForm, "lab-1"),
    ];
    let forward = program::exchanges();
    let mut backward = forward.clone();
    backward.reverse();
    assert_eq!(work(&forward, &sites), work(&backward, &sites));
}
