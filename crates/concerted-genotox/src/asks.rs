//! The work that an impurity in scope asks for.

use concerted_model::finding::{Ask, Before};
use concerted_model::quantity::limit_digits;

use crate::alert::CohortOfConcern;
use crate::class::ImpurityClass;
use crate::judge::{Judged, is_destroyed_by_water};

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
/// outcome would change the class and the material is at hand; and only an expert argument where water destroys it.
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
    let nitrosamine = result.cohort_of_concern == Some(CohortOfConcern::NNitroso);
    let unlikely = judged.candidate.is_unlikely_nitrosation();
    let mut asks = Vec::new();
    if !unlikely {
        asks.extend(measurement(judged));
    }
    if nitrosamine {
        asks.push(ask(
            "nitrite_control",
            "nitrite_control".to_owned(),
            "nitrite control of raw materials and excipients".to_owned(),
        ));
        asks.push(ask(
            "nitrosation_test",
            format!("nitrosation_test:{key}"),
            format!("in-vitro nitrosation test for {name}"),
        ));
    }
    let removable = result.causes.iter().any(|cause| !cause.late);
    if removable && !unlikely && result.measured_purge.is_none() {
        asks.push(ask(
            "spiking_purge_study",
            format!("spiking_purge_study:{key}"),
            format!("spiking and purge study of {name}"),
        ));
    }
    let at_hand = result.causes.iter().any(|cause| cause.concern.is_none());
    if class == ImpurityClass::Three && result.cohort_of_concern.is_none() && at_hand {
        asks.push(ask(
            "ames_test",
            format!("ames_test:{key}"),
            format!("bacterial mutagenicity test of {name}"),
        ));
    }
    asks
}

/// A trace method and the standard it needs, where a quantitation limit is known.
fn measurement(judged: &Judged<'_>) -> Vec<Ask> {
    let result = &judged.result;
    let (key, name) = (&result.key, &result.name);
    let (Some(fraction), Some(figure)) = (result.quantitation_limit, &judged.need) else {
        return Vec::new();
    };
    let mut method = ask(
        "trace_method",
        format!("trace_method:{key}"),
        format!(
            "trace method for {name}, quantitation at or below {} ppm",
            limit_digits(fraction * 1e6)
        ),
    );
    method.figures.push(figure.clone());
    let standard = ask(
        "impurity_standard",
        format!("impurity_standard:{key}"),
        format!("standard of {name}"),
    );
    [method, standard]
        .map(|ask| Ask {
            before: Some(Before::GmpRelease),
            ..ask
        })
        .to_vec()
}
