//! Rules on how long a treatment counts for the limits of mutagenic impurities.

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::evidence::Evidence;
use crate::table::row;

/// A rule on the treatment time that counts, such as that of intermittent dosing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DurationRule {
    /// Id of the row.
    pub id: String,
    /// What it is about, such as `hiv` or `n_nitroso`.
    pub subject: String,
    /// The rule in our words.
    pub rule: String,
    /// Lower edge in days of the band that counts, not included; absent where the rule names none.
    pub treat_as_above_days: Option<u32>,
    /// Upper edge in days, included; absent for a lifetime or where the rule names none.
    pub treat_as_up_to_days: Option<u32>,
    /// The row that took its place; empty while in force.
    pub superseded_by: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(DurationRule, "m7_duration_rules");

impl DurationRule {
    /// True where no other row took its place.
    pub fn is_in_force(&self) -> bool {
        self.superseded_by.is_empty()
    }
}

impl Reference {
    /// All rules on treatment time, sorted by id.
    pub fn duration_rules(&self) -> &[DurationRule] {
        &self.duration_rules
    }

    /// The rule in force on a subject.
    ///
    /// ```
    /// use concerted_reference::Reference;
    /// let rule = Reference::embedded().duration_rule("hiv").expect("a rule is in force");
    /// assert_eq!(rule.treat_as_up_to_days, None);
    /// ```
    pub fn duration_rule(&self, subject: &str) -> Option<&DurationRule> {
        self.duration_rules
            .iter()
            .find(|rule| rule.subject == subject && rule.is_in_force())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_superseded_rule_names_its_successor() {
        let reference = Reference::embedded();
        for rule in reference.duration_rules() {
            if !rule.is_in_force() {
                let successor = reference.duration_rules.row(&rule.superseded_by).unwrap();
                assert_eq!(successor.subject, rule.subject);
                assert!(successor.is_in_force(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn what_is_remembered_stays_marked() {
        let rule = Reference::embedded()
            .duration_rule("intermittent_dosing")
            .unwrap();
        assert!(!rule.status.is_regulatory_fact());
    }
}
