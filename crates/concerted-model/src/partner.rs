//! Companies, sites and calendars: who can do what, where and when.

use jiff::civil::Date;

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::quantity::{Factor, Mass, Quantity, WorkTime};
use crate::{choice, record};

choice! {
    /// What a company is to the program.
    pub enum CompanyKind {
        /// Owns the program.
        Client = "client",
        /// Develops and makes substance or product.
        Cdmo = "cdmo",
        /// Does studies.
        Cro = "cro",
        /// Delivers materials.
        Supplier = "supplier",
        /// Treats people.
        Clinic = "clinic",
    }
}

choice! {
    /// Area of work that is given to one site as a whole.
    pub enum ServiceArea {
        /// Route, process, batches of substance.
        Chemistry = "chemistry",
        /// Analytical methods and testing.
        Analysis = "analysis",
        /// Solid form, crystallization, formulation.
        PhysicalForm = "physical-form",
        /// Toxicology and other nonclinical studies.
        Toxicology = "toxicology",
        /// Clinic and clinical supply.
        Clinic = "clinic",
        /// Quality assurance and regulatory affairs.
        Regulatory = "regulatory",
        /// Management of the program.
        Programme = "programme",
    }
}

choice! {
    /// A day of the week.
    pub enum WeekDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

record! {
    /// Days on which a site does not work, first and last included.
    pub struct Shutdown = "shutdown" {
        /// Name for people.
        name: Option<String>,
        /// First day.
        from: Given<Date>,
        /// Last day; by default the first.
        to: Option<Given<Date>>,
    }
}

record! {
    /// Working days of a site.
    pub struct Calendar = "calendar" {
        /// Short id.
        id: Id<Calendar>,
        /// Working days of the week; by default Monday to Friday.
        working_days: Vec<WeekDay>,
        /// Holidays and shutdowns.
        shutdown: Vec<Shutdown>,
    }
}

record! {
    /// A company.
    pub struct Company = "company" {
        /// Short id.
        id: Id<Company>,
        /// Name for people.
        name: String,
        /// What it is to the program.
        kind: CompanyKind,
        /// Remark.
        note: Option<String>,
    }
}

record! {
    /// What a site offers in one area of work.
    pub struct Service = "service" {
        /// The area.
        area: ServiceArea,
        /// Activities of this area it can do at the same time.
        capacity: Option<Given<u32>>,
        /// Its price relative to the template's cost: 1.1 is ten per cent dearer.
        price_factor: Option<Given<Quantity<Factor>>>,
        /// Its duration relative to the template's: 0.9 is ten per cent faster.
        duration_factor: Option<Given<Quantity<Factor>>>,
        /// First day on which it can work for the program.
        available: Option<Given<Date>>,
    }
}

record! {
    /// A site of a company.
    pub struct Site = "site" {
        /// Short id.
        id: Id<Site>,
        /// Name for people.
        name: String,
        /// Its company.
        company: Ref<Company>,
        /// Country as a two-letter code (ISO 3166).
        country: Option<String>,
        /// Time zone by its IANA name, such as `Europe/Berlin`.
        time_zone: Option<String>,
        /// Its calendar; by default Monday to Friday without holidays.
        calendar: Option<Ref<Calendar>>,
        /// What it offers.
        service: Vec<Service>,
        /// Technologies it has, such as `biocatalysis` or `hydrogenation`.
        technology: Vec<String>,
        /// Largest batch of substance.
        largest_batch: Option<Given<Quantity<Mass>>>,
        /// Time from order to start in working time.
        lead_time: Option<Given<Quantity<WorkTime>>>,
    }
}
