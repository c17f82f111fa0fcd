//! The works that rules rest on.

/// A published work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literature {
    /// Short id, stable.
    pub id: &'static str,
    /// Authors, journal and year.
    pub citation: &'static str,
    /// Digital object identifier, where it was read together with the citation.
    pub doi: Option<&'static str>,
    /// Whether the citation was found again in an index or at the publisher; the others are from memory.
    pub confirmed: bool,
}

/// Electrophilic groups of carcinogens.
pub const ASHBY_TENNANT_1991: Literature = Literature {
    id: "ashby-tennant-1991",
    citation: "Ashby J, Tennant RW, Mutation Research 257 (1991) 229",
    doi: None,
    confirmed: false,
};
/// Toxicophores mined from a set of bacterial mutagenicity tests, with detoxifying neighbors.
pub const KAZIUS_2005: Literature = Literature {
    id: "kazius-2005",
    citation: "Kazius J, McGuire R, Bursi R, Journal of Medicinal Chemistry 48 (2005) 312",
    doi: Some("10.1021/jm040835a"),
    confirmed: true,
};
/// Rule base of mutagenicity and carcinogenicity.
pub const BENIGNI_BOSSA_2008: Literature = Literature {
    id: "benigni-bossa-2008",
    citation: "Benigni R, Bossa C, Mutation Research 659 (2008) 248",
    doi: None,
    confirmed: false,
};
/// Mechanisms behind the rule base, with classes added to it.
pub const BENIGNI_BOSSA_2011: Literature = Literature {
    id: "benigni-bossa-2011",
    citation: "Benigni R, Bossa C, Chemical Reviews 111 (2011) 2507",
    doi: None,
    confirmed: true,
};
/// Quinolones in the bacterial test with strain TA102.
pub const MAMBER_1993: Literature = Literature {
    id: "mamber-1993",
    citation: "Mamber SW and others, Antimicrobial Agents and Chemotherapy 37 (1993) 213 (PMC187641)",
    doi: None,
    confirmed: true,
};
/// Alerts used by an agency for food-contact substances.
pub const BAILEY_2005: Literature = Literature {
    id: "bailey-2005",
    citation: "Bailey AB and others, Regulatory Toxicology and Pharmacology 42 (2005) 225",
    doi: None,
    confirmed: true,
};
/// Boronic acids as a class of bacterial mutagens.
pub const BORONIC_2011: Literature = Literature {
    id: "odonovan-2011",
    citation: "O'Donovan MR and others, Mutation Research 724 (2011) 1",
    doi: None,
    confirmed: true,
};
/// The guideline on mutagenic impurities.
pub const ICH_M7: Literature = Literature {
    id: "ich-m7-r2",
    citation: "ICH M7(R2), Assessment and control of DNA reactive impurities, 2023",
    doi: None,
    confirmed: false,
};
/// Mechanism of sulfonate ester formation in salt making.
pub const TEASDALE_2009: Literature = Literature {
    id: "teasdale-2009",
    citation: "Teasdale A and others, Organic Process Research & Development 13 (2009) 429",
    doi: Some("10.1021/op800192a"),
    confirmed: true,
};
/// Alkyl halides as impurities: where they come from and how they are measured.
pub const ELDER_2008: Literature = Literature {
    id: "elder-2008",
    citation: "Elder DP, Lipczynski AM, Teasdale A, Journal of Pharmaceutical and Biomedical Analysis 48 (2008) 497",
    doi: None,
    confirmed: false,
};
/// Nitrosation of amines in the making of drug substances.
pub const ASHWORTH_2020: Literature = Literature {
    id: "ashworth-2020",
    citation: "Ashworth IW and others, Organic Process Research & Development 24 (2020) 1629",
    doi: None,
    confirmed: false,
};
/// Risk of nitrosamines from nitrite in excipients.
pub const BOETZEL_2022: Literature = Literature {
    id: "boetzel-2022",
    citation: "Boetzel R and others, Journal of Pharmaceutical Sciences 112 (2023) 1615",
    doi: None,
    confirmed: false,
};
/// What agencies ask of nitrosamines.
pub const EMA_NITROSAMINES: Literature = Literature {
    id: "ema-nitrosamines",
    citation: "EMA/409815/2020, Questions and answers on nitrosamine impurities",
    doi: None,
    confirmed: false,
};
/// Azides and dichloromethane: an explosion.
pub const CONROW_DEAN_2008: Literature = Literature {
    id: "conrow-dean-2008",
    citation: "Conrow RE, Dean WD, Organic Process Research & Development 12 (2008) 1285",
    doi: None,
    confirmed: true,
};
/// Epoxides and hydroperoxides as impurities.
pub const ELDER_EPOXIDES_2010: Literature = Literature {
    id: "elder-2010",
    citation: "Elder DP, Snodin D, Teasdale A, Journal of Pharmaceutical and Biomedical Analysis 51 (2010) 1015",
    doi: None,
    confirmed: false,
};
/// Hydrazine, hydrazides and hydrazones as impurities.
pub const ELDER_HYDRAZINES_2011: Literature = Literature {
    id: "elder-2011",
    citation: "Elder DP, Snodin D, Teasdale A, Journal of Pharmaceutical and Biomedical Analysis 54 (2011) 900",
    doi: None,
    confirmed: false,
};
/// The referral that found nitrosamines in sartans with a tetrazole, made with azide and quenched with nitrite.
pub const EMA_SARTANS: Literature = Literature {
    id: "ema-sartans",
    citation: "EMA referral EMEA/H/A-31/1471, Angiotensin-II-receptor antagonists (sartans) containing a tetrazole group, 2019",
    doi: None,
    confirmed: true,
};
/// Bis(chloromethyl) ether from formaldehyde and hydrogen chloride.
pub const FRANKEL_1974: Literature = Literature {
    id: "frankel-1974",
    citation: "Frankel LS, McCallum KS, Collier L, Environmental Science & Technology 8 (1974) 356",
    doi: None,
    confirmed: true,
};
/// Which boronic acids are mutagens.
pub const HANSEN_2015: Literature = Literature {
    id: "hansen-2015",
    citation: "Hansen MM, Jolly RA, Linder RJ, Organic Process Research & Development 19 (2015) 1507",
    doi: None,
    confirmed: false,
};
/// Nitrosation in base with formaldehyde.
pub const KEEFER_1973: Literature = Literature {
    id: "keefer-roller-1973",
    citation: "Keefer LK, Roller PP, Science 181 (1973) 1245",
    doi: None,
    confirmed: false,
};
/// Ways to N-nitroso compounds besides secondary amines.
pub const LOPEZ_RODRIGUEZ_2020: Literature = Literature {
    id: "lopez-rodriguez-2020",
    citation: "Lopez-Rodriguez R and others, Organic Process Research & Development 24 (2020) 1558",
    doi: None,
    confirmed: false,
};
/// Reagents and conditions that make genotoxic impurities, and their control.
pub const ROBINSON_2010: Literature = Literature {
    id: "robinson-2010",
    citation: "Robinson DI, Organic Process Research & Development 14 (2010) 946",
    doi: None,
    confirmed: false,
};
/// Dimethylcarbamoyl chloride in reactions with dimethylformamide and chlorinating reagents, and its hydrolysis.
pub const STARE_2009: Literature = Literature {
    id: "stare-2009",
    citation: "Stare M and others, Organic Process Research & Development 13 (2009) 857",
    doi: None,
    confirmed: true,
};
/// Sources of genotoxic impurities by class of reaction.
pub const SZEKELY_2015: Literature = Literature {
    id: "szekely-2015",
    citation: "Szekely G and others, Chemical Reviews 115 (2015) 8182",
    doi: None,
    confirmed: false,
};
/// A review that finds sulfonate esters in sulfonic acid salts rarely, and why.
pub const SNODIN_2019: Literature = Literature {
    id: "snodin-2019",
    citation: "Snodin DJ, Elusive impurities, Organic Process Research & Development (2019)",
    doi: Some("10.1021/acs.oprd.8b00397"),
    confirmed: true,
};
/// 2-Methyltetrahydrofuran as a process solvent, its stability to acid included.
pub const AYCOCK_2007: Literature = Literature {
    id: "aycock-2007",
    citation: "Aycock DF, Organic Process Research & Development 11 (2007) 156",
    doi: None,
    confirmed: false,
};
