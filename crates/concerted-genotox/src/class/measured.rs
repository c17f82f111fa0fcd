//! The class from tests: the user's own beside published ones, and what becomes of a conflict between them.

use concerted_model::impurity::TestOutcome;

use crate::class::{
    ClassCase, ClassGround, Classified, ImpurityClass, OwnTest, TestKind, own, publication,
};

/// Decides by tests. Own tests go first, within two bounds: a negative one without a source lowers no class, and none
/// lowers the class of a compound that the addendum of ICH M7 lists.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    let (weak, counting): (Vec<OwnTest>, Vec<OwnTest>) =
        case.tests.iter().cloned().partition(is_unsourced_negative);
    let weak_inputs = weak.iter().filter_map(|test| test.input.clone());
    classified.inputs.extend(weak_inputs);
    let own = own::decide(classified, &counting);
    let decided = if own {
        ask_for_report(classified, &counting);
        against_publication(classified, case);
        true
    } else {
        publication::decide(classified, case)
    };
    if !weak.is_empty() {
        refuse(classified);
    }
    decided
}

/// A negative bacterial test whose report nobody named.
fn is_unsourced_negative(test: &OwnTest) -> bool {
    test.kind == TestKind::Bacterial
        && test.outcome == TestOutcome::Negative
        && test.source.is_none()
}

/// A class that rests on a test without a source may change once its report is seen.
fn ask_for_report(classified: &mut Classified, tests: &[OwnTest]) {
    let positive = || {
        tests
            .iter()
            .filter(|test| test.outcome == TestOutcome::Positive)
    };
    if positive().next().is_some() && positive().all(|test| test.source.is_none()) {
        classified.provisional = true;
        classified
            .reasons
            .push("Open: the report of the test, for which no source is given.".to_owned());
    }
}

/// Compares the class by own tests with what is published.
fn against_publication(classified: &mut Classified, case: &ClassCase<'_>) {
    let mut published = Classified::new(classified.cohort);
    published.cell = classified.cell;
    publication::decide(&mut published, case);
    let (Some(own), Some(other)) = (classified.class, published.class) else {
        return;
    };
    if other >= own || other > ImpurityClass::Two {
        return;
    }
    classified.reasons.append(&mut published.reasons);
    // A positive bacterial test says nothing against a carcinogen.
    let agrees = own == ImpurityClass::Two;
    if agrees || published.ground == ClassGround::Listed {
        classified.class = Some(other);
        classified.ground = published.ground;
        classified.provisional = published.provisional;
        if !agrees {
            classified.reasons.push(format!(
                "The tests entered conflict with that listing: the class and the intake listed stay, class {}, until an expert has weighed the report.",
                other.number()
            ));
        }
    } else {
        classified.provisional = true;
        classified.reasons.push(format!(
            "The tests entered conflict with what is published, by which it would be class {}: an expert has to weigh both reports.",
            other.number()
        ));
    }
}

/// Says that a negative test without a source was not counted.
fn refuse(classified: &mut Classified) {
    classified.provisional |= classified.ground != ClassGround::Listed;
    classified.reasons.push(
        "It is entered as negative in the bacterial test without a source (no source given): such a test lowers no class. Open: name its report as `source`.".to_owned(),
    );
}
