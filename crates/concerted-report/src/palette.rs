//! Colors: those of Okabe and Ito, which the common kinds of color blindness keep apart.

use concerted_model::batch::Grade;
use concerted_model::partner::ServiceArea;

/// Color of text and of what matters.
pub(crate) const INK: &str = "#1b2733";
/// Color of axes and of what is beside the point.
pub(crate) const MUTED: &str = "#5b6770";
/// Color of grid lines.
pub(crate) const GRID: &str = "#e3e7ea";
/// Color of the demand.
pub(crate) const DEMAND: &str = "#0072b2";
/// Color of a date that is missed and of what warns.
pub(crate) const WARNING: &str = "#b3421b";

/// Color of an area of work.
pub(crate) fn area(area: ServiceArea) -> &'static str {
    match area {
        ServiceArea::Chemistry => "#0072b2",
        ServiceArea::Analysis => "#009e73",
        ServiceArea::PhysicalForm => "#cc79a7",
        ServiceArea::Toxicology => "#d55e00",
        ServiceArea::Clinic => "#56b4e9",
        ServiceArea::Regulatory => "#e69f00",
        ServiceArea::Programme => "#7a828a",
    }
}

/// Color and dashes of a grade of material.
pub(crate) fn grade(grade: Grade) -> (&'static str, &'static str) {
    match grade {
        Grade::Laboratory => ("#7a828a", "2 3"),
        Grade::Toxicology => ("#d55e00", "7 4"),
        Grade::Gmp => ("#00795a", "none"),
    }
}
