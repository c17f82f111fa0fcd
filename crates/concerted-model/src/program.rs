//! The program: everything that is known and planned about one drug substance.

use jiff::civil::Date;

use crate::batch::Batch;
use crate::figure::Entered;
use crate::form::{Form, Solubility};
use crate::given::Given;
use crate::id::{Id, Ref};
use crate::impurity::Impurity;
use crate::material::Material;
use crate::method::Method;
use crate::partner::{Calendar, Company, Site};
use crate::quantity::{DailyDose, Elapsed, Quantity};
use crate::route::{Route, Step};
use crate::study::{Product, Study};
use crate::team::{Assignment, Post};
use crate::work::{Activity, Risk};
use crate::{choice, record};

/// The newest version of the document that this release reads.
pub const FORMAT_VERSION: u32 = 1;

choice! {
    /// Stage in which people get the substance.
    pub enum Stage {
        /// First study in people.
        Phase1 = "phase-1",
        /// Second phase.
        Phase2 = "phase-2",
        /// Third phase.
        Phase3 = "phase-3",
        /// Market.
        Market = "market",
    }
}

choice! {
    /// Mass basis of a dose.
    pub enum DoseBasis {
        /// Free base or acid.
        Moiety = "moiety",
        /// The substance as it is made, salt and water included.
        Substance = "substance",
    }
}

choice! {
    /// How the product is given.
    pub enum Administration {
        /// By mouth.
        Oral = "oral",
        /// By injection or infusion.
        Parenteral = "parenteral",
        /// By inhalation.
        Inhalation = "inhalation",
        /// On the skin.
        Cutaneous = "cutaneous",
    }
}

choice! {
    /// Which impurity classes a stage must address (ICH M7, section on clinical development).
    pub enum M7Scope {
        /// Classes 1 to 3 and the cohort of concern.
        All = "all-classes",
        /// Classes 1 and 2 and the cohort of concern: Phase 1 of at most 14 days.
        Known = "class-1-2-and-cohort-of-concern",
    }
}

record! {
    /// The drug substance and its moiety.
    pub struct Substance = "substance" {
        /// The material that is released and dosed, such as a salt hydrate.
        material: Ref<Material>,
        /// Its free base or acid; by default the same material.
        moiety: Option<Ref<Material>>,
        /// Time from release to retest.
        retest: Option<Given<Quantity<Elapsed>>>,
    }
}

record! {
    /// A study or market stage in which people get the substance; every limit names the use it is for.
    pub struct Use = "use" {
        /// Short id.
        id: Id<Use>,
        /// Name for people.
        name: String,
        /// Stage.
        stage: Stage,
        /// Highest daily dose.
        maximum_daily_dose: Given<Quantity<DailyDose>>,
        /// Mass basis of that dose; by default the moiety.
        dose_basis: Option<DoseBasis>,
        /// Longest treatment of one person.
        duration: Given<Quantity<Elapsed>>,
        /// How it is given; by default by mouth.
        administration: Option<Administration>,
        /// Regions, such as "US" or "EU".
        region: Vec<String>,
        /// Impurity classes to address; by default from stage and duration.
        m7_scope: Option<M7Scope>,
    }
}

record! {
    /// A date that matters.
    pub struct Milestone = "milestone" {
        /// Short id.
        id: Id<Milestone>,
        /// Name for people.
        name: String,
        /// Key of the activity whose finish it is.
        activity: String,
        /// Date by which it is wanted.
        due: Option<Given<Date>>,
    }
}

record! {
    /// A source that values of the document name.
    pub struct LiteratureSource = "source" {
        /// Short id.
        id: Id<LiteratureSource>,
        /// Authors, title and year, or the report's number.
        title: String,
        /// Page, table or section.
        locator: Option<String>,
        /// DOI or public link.
        link: Option<String>,
    }
}

record! {
    /// What was decided, and why.
    pub struct Decision = "decision" {
        /// Short id.
        id: Id<Decision>,
        /// The question.
        question: String,
        /// The answer.
        answer: String,
        /// Why.
        reason: Option<String>,
        /// When.
        date: Option<Given<Date>>,
    }
}

record! {
    /// The development program of one drug substance.
    pub struct Document = "program" {
        /// Version of the document's shape.
        format_version: u32,
        /// Name of the program.
        name: String,
        /// What it is, in a sentence or two.
        description: Option<String>,
        /// Day on which the plan starts: candidate nomination.
        start: Given<Date>,
        /// Currency of costs, by default USD.
        currency: Option<String>,
        /// The drug substance.
        substance: Option<Substance>,
        /// Route to plan with; by default the first.
        chosen_route: Option<Ref<Route>>,
        /// Uses.
        uses as "use": Vec<Use>,
        /// Milestones.
        milestone: Vec<Milestone>,
        /// Sources.
        source: Vec<LiteratureSource>,
        /// Decisions.
        decision: Vec<Decision>,
        /// Materials.
        material: Vec<Material>,
        /// Steps.
        step: Vec<Step>,
        /// Routes.
        route: Vec<Route>,
        /// Impurities.
        impurity: Vec<Impurity>,
        /// Solid forms.
        form: Vec<Form>,
        /// Solubility series.
        solubility: Vec<Solubility>,
        /// Methods.
        method: Vec<Method>,
        /// Batches.
        batch: Vec<Batch>,
        /// Studies.
        study: Vec<Study>,
        /// Drug product.
        product: Option<Product>,
        /// Calendars.
        calendar: Vec<Calendar>,
        /// Companies.
        company: Vec<Company>,
        /// Sites.
        site: Vec<Site>,
        /// Activities.
        activity: Vec<Activity>,
        /// Risks.
        risk: Vec<Risk>,
        /// Posts.
        post: Vec<Post>,
        /// Assignments.
        assignment: Vec<Assignment>,
    }
}

/// A program that was read and checked: the document with the list of its entered values.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// The document.
    pub document: Document,
    /// Every entered value that can be an input of a figure.
    pub entered: Vec<Entered>,
}

impl std::ops::Deref for Program {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl Document {
    /// The material referred to.
    pub fn material(&self, reference: &Ref<Material>) -> Option<&Material> {
        self.material_by_id(reference.as_str())
    }

    /// The material with this id.
    pub fn material_by_id(&self, id: &str) -> Option<&Material> {
        self.material
            .iter()
            .find(|material| material.id.as_str() == id)
    }

    /// The step referred to.
    pub fn step(&self, reference: &Ref<Step>) -> Option<&Step> {
        self.step
            .iter()
            .find(|step| step.id.as_str() == reference.as_str())
    }

    /// The steps of a route in the order written.
    pub fn steps<'a>(&'a self, route: &'a Route) -> impl Iterator<Item = &'a Step> {
        route.step.iter().filter_map(|step| self.step(step))
    }

    /// The route with this id.
    pub fn route_by_id(&self, id: &str) -> Option<&Route> {
        self.route.iter().find(|route| route.id.as_str() == id)
    }

    /// The route to plan with: the one chosen, else the first.
    pub fn planned_route(&self) -> Option<&Route> {
        match &self.chosen_route {
            Some(chosen) => self.route_by_id(chosen.as_str()),
            None => self.route.first(),
        }
    }

    /// The site referred to.
    pub fn site(&self, reference: &Ref<Site>) -> Option<&Site> {
        self.site
            .iter()
            .find(|site| site.id.as_str() == reference.as_str())
    }

    /// The company with this id.
    pub fn company_by_id(&self, id: &str) -> Option<&Company> {
        self.company
            .iter()
            .find(|company| company.id.as_str() == id)
    }

    /// The material that is released and dosed.
    pub fn drug_substance(&self) -> Option<&Material> {
        self.material(&self.substance.as_ref()?.material)
    }

    /// The free base or acid of the drug substance.
    pub fn moiety(&self) -> Option<&Material> {
        let substance = self.substance.as_ref()?;
        match &substance.moiety {
            Some(moiety) => self.material(moiety),
            None => match &self.drug_substance()?.moiety {
                Some(moiety) => self.material(moiety),
                None => self.drug_substance(),
            },
        }
    }

    /// The currency of costs.
    pub fn currency(&self) -> &str {
        self.currency.as_deref().unwrap_or("USD")
    }
}
