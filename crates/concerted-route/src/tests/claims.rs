//! Claims: true, false or unknown.

use super::{TWO_ROUTES, assessed, text};

#[track_caller]
fn check(body: &str, claim: &str, expected: [&str; 2]) {
    let outcome = assessed(body);
    let found = ["rh", "ta"].map(|route| text(&outcome, &format!("route.{route}.claim.{claim}")));
    assert_eq!(found, expected, "{claim}");
}

#[test]
fn claims_of_the_two_routes() {
    check(TWO_ROUTES, "benign-solvents", ["true", "true"]);
    check(TWO_ROUTES, "stereocontrol", ["false", "true"]);
    check(TWO_ROUTES, "scalability", ["false", "true"]);
}

#[test]
fn a_yield_that_rests_on_memory_is_no_argument() {
    check(TWO_ROUTES, "yield", ["unknown", "unknown"]);
    let sure = TWO_ROUTES
        .replace(", status = \"memory\"", "")
        .replace(", status = \"assumed\"", "");
    // 0.90 (0.85 to 0.95) · 0.98 against 0.92: the intervals overlap.
    check(&sure, "yield", ["unknown", "unknown"]);
    let narrow = sure.replace(", low = \"85 %\", high = \"95 %\"", "");
    check(&narrow, "yield", ["false", "true"]);
}

#[test]
fn what_is_not_stated_is_unknown() {
    check(
        &TWO_ROUTES.replace("pressure = \"250 psi\"\n", ""),
        "scalability",
        ["unknown", "true"],
    );
    check(
        &TWO_ROUTES.replace("temperature = \"45 degC\"\n", ""),
        "scalability",
        ["false", "unknown"],
    );
    let silent = TWO_ROUTES.replace("enantiomeric_excess = \"99.95 %\"\n", "");
    check(&silent, "stereocontrol", ["false", "unknown"]);
    check(
        &TWO_ROUTES.replace("\"200 g/L\"", "\"20 g/L\""),
        "scalability",
        ["false", "false"],
    );
}

#[test]
fn stereocontrol_is_no_claim_on_a_product_without_stereocenter() {
    let flat = TWO_ROUTES
        .replace("N[C@@H](CC(=O)", "NC(=CC(=O)")
        .replace("N[C@@H](", "NC(=");
    check(&flat, "stereocontrol", ["not applicable", "not applicable"]);
}

#[test]
fn an_excess_that_nobody_measured_is_no_argument() {
    for status in ["memory", "assumed"] {
        let value =
            format!("enantiomeric_excess = {{ value = \"99.95 %\", status = \"{status}\" }}");
        let body = TWO_ROUTES.replace("enantiomeric_excess = \"99.95 %\"", &value);
        check(&body, "stereocontrol", ["false", "unknown"]);
    }
}
