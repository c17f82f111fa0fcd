//! What passes along a link, by the activity that gives it.

use concerted_model::handover::Carries;
use concerted_model::partner::ServiceArea;

/// Activities of the template that deliver something other than a document.
///
/// The template names deliverables in words; which of them are material, a process or a method is a
/// judgement and stands here, in one place.
const TABLE: &[(&str, Carries)] = &[
    ("a01", Carries::Method),
    ("a02", Carries::Method),
    ("a04", Carries::Method),
    ("a05", Carries::Method),
    ("a10", Carries::Method),
    ("c00", Carries::Material),
    ("c01", Carries::Process),
    ("c03", Carries::Material),
    ("c04", Carries::Process),
    ("c06", Carries::Material),
    ("c07", Carries::Material),
    ("c08", Carries::Process),
    ("c09", Carries::Material),
    ("c11", Carries::Material),
    ("c12", Carries::Material),
    ("s04", Carries::Process),
    ("s06", Carries::Process),
    ("s07", Carries::Material),
    ("s08", Carries::Material),
    ("s09", Carries::Material),
    ("k06", Carries::Material),
    ("t01", Carries::Method),
];

/// Releases: what they let go stays where it was made, and only records and samples reach them.
const RELEASES: &[(&str, &str)] = &[("c07", "c06"), ("c12", "c11"), ("s09", "s08")];

/// Activities that are a shipment themselves: nothing has to be shipped to them.
const SHIPMENTS: &[&str] = &["k06"];

/// What passes along a link.
///
/// Material goes to whoever uses it: a release gets records and a sample, a laboratory that tested a batch
/// has its sample, and an office gets documents only. A process goes to another chemistry site, a method to
/// whoever measures; all others get a report of it.
pub fn carries(from: &str, to: &str, receiver: Option<ServiceArea>) -> Carries {
    use ServiceArea::{Analysis, Chemistry, Programme, Regulatory, Toxicology};
    let released = RELEASES.iter().any(|(release, _)| *release == from);
    let stays = RELEASES.iter().any(|(release, _)| *release == to)
        || SHIPMENTS.contains(&to)
        || matches!(receiver, Some(Regulatory | Programme))
        || (released && receiver == Some(Analysis));
    match given(from) {
        Carries::Material if stays => Carries::Document,
        Carries::Process if receiver != Some(Chemistry) => Carries::Document,
        Carries::Method if !matches!(receiver, Some(Analysis | Toxicology)) => Carries::Document,
        given => given,
    }
}

/// The activity at whose site the material lies that an activity passes on: a release passes on what was
/// made elsewhere.
pub fn holder(from: &str) -> &str {
    RELEASES
        .iter()
        .find(|(release, _)| *release == from)
        .map_or(from, |(_, made)| made)
}

/// The activity that releases what an activity makes.
pub(super) fn release_of(made: &str) -> Option<&'static str> {
    RELEASES
        .iter()
        .find(|(_, own)| *own == made)
        .map(|(release, _)| *release)
}

/// What an activity delivers: by its key, for those of the template and of the ask catalogue.
fn given(from: &str) -> Carries {
    if let Some((_, carries)) = TABLE.iter().find(|(key, _)| *key == from) {
        return *carries;
    }
    match from.strip_prefix("ask.") {
        Some(ask) if ask.starts_with("trace_method") || ask.starts_with("quantitation_method") => {
            Carries::Method
        }
        _ => Carries::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_go_to_their_users_and_records_to_offices() {
        let office = Some(ServiceArea::Regulatory);
        assert_eq!(carries("c11", "c12", office), Carries::Document);
        assert_eq!(
            carries("c06", "c07", Some(ServiceArea::Analysis)),
            Carries::Document
        );
        assert_eq!(
            carries("c12", "s08", Some(ServiceArea::PhysicalForm)),
            Carries::Material
        );
        let clinic = Some(ServiceArea::Clinic);
        let laboratory = Some(ServiceArea::Analysis);
        assert_eq!(carries("s09", "k06", clinic), Carries::Document);
        assert_eq!(carries("c07", "a07", laboratory), Carries::Document);
        assert_eq!(
            carries("c07", "t04", Some(ServiceArea::Toxicology)),
            Carries::Material
        );
        assert_eq!(carries("c01", "a01", laboratory), Carries::Document);
        assert_eq!(
            carries("s04", "c10", Some(ServiceArea::Chemistry)),
            Carries::Process
        );
        assert_eq!(carries("s07", "q03", office), Carries::Document);
        assert_eq!(holder("c12"), "c11");
        assert_eq!(holder("c00"), "c00");
    }
}
