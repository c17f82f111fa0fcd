//! For whom and how long an intake is asked for.

use concerted_model::figure::Input;
use concerted_model::program::{Administration, Use};
use concerted_model::quantity::shortest;
use concerted_reference::{Administration as Covered, Agency, CompoundIntake};

/// Days from which a treatment counts as lifelong; 70 years, as in the derivation of the threshold.
pub(crate) const LIFETIME_DAYS: u32 = 25_550;

/// Treatment, way of administration and regions for which an intake is asked.
#[derive(Debug, Clone)]
pub(crate) struct Setting<'a> {
    /// Days of treatment of one person.
    pub(crate) days: u32,
    /// By mouth where not said.
    pub(crate) administration: Option<Administration>,
    /// Regions in the user's words.
    pub(crate) regions: &'a [String],
    /// Entered values it rests on.
    pub(crate) inputs: Vec<Input>,
}

impl<'a> Setting<'a> {
    /// The setting of a use.
    pub(crate) fn of(stage: &'a Use) -> Self {
        Self {
            days: stage.duration.value.base().ceil() as u32,
            administration: stage.administration,
            regions: &stage.region,
            inputs: vec![stage.duration.input()],
        }
    }

    /// A treatment for life, everywhere.
    pub(crate) fn lifetime() -> Setting<'static> {
        Setting {
            days: LIFETIME_DAYS,
            administration: None,
            regions: &[],
            inputs: Vec::new(),
        }
    }

    /// The treatment in words.
    pub(crate) fn treatment(&self, lifelong: bool) -> String {
        if lifelong {
            "lifetime treatment".to_owned()
        } else {
            format!("{} days of treatment", shortest(f64::from(self.days)))
        }
    }

    /// True where a compound-specific intake is meant for this way of administration.
    pub(crate) fn is_covered_by(&self, row: &CompoundIntake) -> bool {
        let inhaled = self.administration == Some(Administration::Inhalation);
        let oral = matches!(self.administration, None | Some(Administration::Oral));
        match row.administration {
            Covered::All => true,
            Covered::Oral => oral,
            Covered::NotOral => !oral,
            Covered::Inhalation => inhaled,
            Covered::NotInhalation => !inhaled,
        }
    }

    /// The agencies of the regions; all where no region is named or one has no table here.
    pub(crate) fn agencies(&self) -> Vec<Agency> {
        let mut agencies: Vec<Option<Agency>> =
            self.regions.iter().map(|region| agency(region)).collect();
        agencies.sort();
        agencies.dedup();
        let known: Option<Vec<Agency>> = agencies.into_iter().collect();
        known
            .filter(|agencies| !agencies.is_empty())
            .unwrap_or_else(|| Agency::ALL.to_vec())
    }
}

/// True for a region that is known by name, with a table of its own or without.
pub(crate) fn is_region(region: &str) -> bool {
    const WITHOUT_TABLE: &[&str] = &[
        "argentina",
        "au",
        "australia",
        "br",
        "brazil",
        "ch",
        "china",
        "cn",
        "gb",
        "global",
        "great britain",
        "ich",
        "in",
        "india",
        "israel",
        "japan",
        "jp",
        "korea",
        "kr",
        "mexico",
        "new zealand",
        "norway",
        "nz",
        "russia",
        "saudi arabia",
        "singapore",
        "south africa",
        "south korea",
        "switzerland",
        "taiwan",
        "turkey",
        "tw",
        "uk",
        "united kingdom",
        "world",
    ];
    let name = region.trim().to_ascii_lowercase();
    agency(region).is_some() || WITHOUT_TABLE.contains(&name.as_str())
}

fn agency(region: &str) -> Option<Agency> {
    match region.trim().to_ascii_lowercase().as_str() {
        "eu" | "eea" | "europe" | "european union" | "ema" => Some(Agency::Ema),
        "us" | "usa" | "united states" | "fda" => Some(Agency::Fda),
        "ca" | "canada" | "hc" | "health canada" => Some(Agency::Hc),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(regions: &[&str], agencies: &[Agency]) {
        let regions: Vec<String> = regions.iter().map(|&region| region.to_owned()).collect();
        let setting = Setting {
            regions: &regions,
            ..Setting::lifetime()
        };
        assert_eq!(setting.agencies(), agencies, "{regions:?}");
    }

    #[test]
    fn regions_pick_agencies() {
        check(&["EU"], &[Agency::Ema]);
        check(&["us", "EU", "US"], &[Agency::Ema, Agency::Fda]);
        check(&["Canada"], &[Agency::Hc]);
        check(&[], &Agency::ALL);
        // Japan has no table here: every agency counts, so that nothing is missed.
        check(&["US", "Japan"], &Agency::ALL);
    }
}
