//! Training and measuring the statistical model of bacterial mutagenicity.

pub(crate) mod boosting;
pub(crate) mod data;
pub(crate) mod figures;
pub(crate) mod measure;
pub(crate) mod plot;
pub(crate) mod study;
