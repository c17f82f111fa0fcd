//! The work that an impurity in scope asks for.

use concerted_model::finding::{Ask, Before};

use crate::class::ImpurityClass;
use crate::judge::{Judged, is_destroyed_by_water};
use concerted_hazard::CohortOfConcern;

/// An ask of the catalogue.
fn ask(catalogue: &str, key: String, title: String) -> Ask {
    Ask {
        key,
        catalogue: catalogue.to_owned(),
        title,
        before: None,
        figures: Vec::new(),
    }
}

/// Work that an impurity in scope asks for; none where it is in scope for no use.
///
/// A method and a standard, except for a nitrosamine that the conditions work against, which is tested for first;
/// nitrite control and a nitrosation test for nitrosamines; a purge study where later steps may remove it; a bacterial test where the
/// outcome would change the class and the material is at hand; and only an expert argument where water destroys it,
/// where the conditions work against every way to it, or where it carries no alert and the model alone, or its silence, speaks against it.
///
/// Nothing of the first study waits for work on an impurity that only later uses have in scope.
pub(crate) fn asks(judged: &Judged<'_>, class: ImpurityClass) -> Vec<Ask> {
    let result = &judged.result;
    let (key, name) = (&result.key, &result.name);
    if !result.in_scope() {
        return Vec::new();
    }
    if is_destroyed_by_water(&result.alerts) {
        return vec![ask(
            "expert_review",
            format!("expert_review:{key}"),
            format!("expert argument that {name} does not survive the work-up (control option 4)"),
        )];
    }
    if judged.candidate.is_unlikely() && result.cohort_of_concern.is_none() {
        return vec![unlikely()];
    }
    let mut asks: Vec<Ask> = review(judged).into_iter().collect();
    if result.is_suspected_by_model_only() {
        // Without an alert the cheap argument comes before the dear measurement.
        return asks;
    }
    if !judged.candidate.is_unlikely_nitrosation() {
        asks.extend(measurement(judged));
    }
    if result.cohort_of_concern == Some(CohortOfConcern::NNitroso) {
        asks.push(ask(
            "nitrite_control",
            "nitrite_control".to_owned(),
            "nitrite control of raw materials and excipients".to_owned(),
        ));
        let title = format!("in-vitro nitrosation test for {name}");
        asks.push(one(judged, "nitrosation_test", title, None));
    }
    asks.extend(studies(judged, class));
    asks
}

/// The argument for what rules foresee although the conditions work against it: one piece of work for all impurities.
fn unlikely() -> Ask {
    Ask {
        before: Some(Before::Filing),
        ..ask(
            "expert_review",
            "expert_review:unlikely".to_owned(),
            "expert argument that by-products which the conditions work against do not form (control option 4)"
                .to_owned(),
        )
    }
}

/// The expert review that conflicting or missing predictions ask for: one piece of work for all impurities.
fn review(judged: &Judged<'_>) -> Option<Ask> {
    if !judged.result.awaits_argument() {
        return None;
    }
    // The gate is named for all, since the earliest one that is named counts.
    let before = if judged.demand.phase_1 {
        Before::RouteDecision
    } else {
        Before::Nothing
    };
    Some(Ask {
        before: Some(before),
        ..ask(
            "expert_review",
            "expert_review".to_owned(),
            "expert review of predictions that conflict or are missing".to_owned(),
        )
    })
}

/// A purge study and a bacterial test, where they would help.
fn studies(judged: &Judged<'_>, class: ImpurityClass) -> Vec<Ask> {
    let result = &judged.result;
    let name = &result.name;
    let mut asks = Vec::new();
    let removable = result.causes.iter().any(|cause| !cause.late);
    let unlikely = judged.candidate.is_unlikely_nitrosation();
    // Where option 4 is proposed throughout, the ratio lies in the band that expects no further experiments.
    let mut scoped = result.control.iter().filter(|own| own.in_scope).peekable();
    let argued = scoped.peek().is_some() && scoped.all(|own| own.option == 4);
    if removable && !unlikely && !argued && result.measured_purge.is_none() {
        let title = format!("spiking and purge study of {name}");
        asks.push(one(
            judged,
            "spiking_purge_study",
            title,
            Some(Before::Filing),
        ));
    }
    let at_hand = result.causes.iter().any(|cause| cause.concern.is_none());
    if class == ImpurityClass::Three && result.cohort_of_concern.is_none() && at_hand {
        let title = format!("bacterial mutagenicity test of {name}");
        asks.push(one(judged, "ames_test", title, None));
    }
    asks
}

/// An ask for this impurity: in time for the first study where that has it in scope, else for a later use.
fn one(judged: &Judged<'_>, catalogue: &str, title: String, before: Option<Before>) -> Ask {
    let demand = &judged.demand;
    Ask {
        before: if demand.phase_1 {
            before
        } else {
            Some(Before::Nothing)
        },
        ..ask(
            catalogue,
            format!("{catalogue}:{}", judged.result.key),
            title + &demand.later_use_words(),
        )
    }
}

/// A trace method and the standard it needs, where a quantitation limit is known.
fn measurement(judged: &Judged<'_>) -> Vec<Ask> {
    let name = &judged.result.name;
    let (Some(words), Some(figure)) = (judged.demand.quantitation_words(), &judged.need) else {
        return Vec::new();
    };
    let release = Before::GmpRelease;
    let method = Ask {
        title: format!("trace method for {name}, quantitation at or below {words}"),
        figures: vec![figure.clone()],
        ..one(judged, "trace_method", String::new(), Some(release))
    };
    let standard = format!("standard of {name}");
    vec![
        method,
        one(judged, "impurity_standard", standard, Some(release)),
    ]
}
