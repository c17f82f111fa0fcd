//! The works that rules rest on.

/// A published work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literature {
    /// Short id, stable.
    pub id: &'static str,
    /// Authors, journal and year.
    pub citation: &'static str,
}

/// Electrophilic groups of carcinogens.
pub const ASHBY_TENNANT_1991: Literature = Literature {
    id: "ashby-tennant-1991",
    citation: "Ashby J, Tennant RW, Mutation Research 257 (1991) 229",
};
/// Toxicophores mined from a set of bacterial mutagenicity tests, with detoxifying neighbors.
pub const KAZIUS_2005: Literature = Literature {
    id: "kazius-2005",
    citation: "Kazius J, McGuire R, Bursi R, Journal of Medicinal Chemistry 48 (2005) 312",
};
/// Rule base of mutagenicity and carcinogenicity.
pub const BENIGNI_BOSSA_2008: Literature = Literature {
    id: "benigni-bossa-2008",
    citation: "Benigni R, Bossa C, Mutation Research 659 (2008) 248",
};
/// Alerts used by an agency for food-contact substances.
pub const BAILEY_2005: Literature = Literature {
    id: "bailey-2005",
    citation: "Bailey AB and others, Regulatory Toxicology and Pharmacology 42 (2005) 225",
};
/// Boronic acids as a class of bacterial mutagens.
pub const BORONIC_2011: Literature = Literature {
    id: "odonovan-2011",
    citation: "O'Donovan MR and others, Mutation Research 724 (2011) 1",
};
/// The guideline on mutagenic impurities.
pub const ICH_M7: Literature = Literature {
    id: "ich-m7-r2",
    citation: "ICH M7(R2), Assessment and control of DNA reactive impurities, 2023",
};
/// Mechanism of sulfonate ester formation in salt making.
pub const TEASDALE_2009: Literature = Literature {
    id: "teasdale-2009",
    citation: "Teasdale A and others, Organic Process Research & Development 13 (2009) 429",
};
/// Alkyl halides as impurities: where they come from and how they are measured.
pub const ELDER_2008: Literature = Literature {
    id: "elder-2008",
    citation: "Elder DP, Lipczynski AM, Teasdale A, Journal of Pharmaceutical and Biomedical Analysis 48 (2008) 497",
};
/// Nitrosation of amines in the making of drug substances.
pub const ASHWORTH_2020: Literature = Literature {
    id: "ashworth-2020",
    citation: "Ashworth IW and others, Organic Process Research & Development 24 (2020) 1629",
};
/// Risk of nitrosamines from nitrite in excipients.
pub const BOETZEL_2022: Literature = Literature {
    id: "boetzel-2022",
    citation: "Boetzel R and others, Journal of Pharmaceutical Sciences 112 (2023) 1615",
};
/// What agencies ask of nitrosamines.
pub const EMA_NITROSAMINES: Literature = Literature {
    id: "ema-nitrosamines",
    citation: "EMA/409815/2020, Questions and answers on nitrosamine impurities",
};
