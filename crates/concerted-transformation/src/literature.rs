//! The works that rules rest on.

/// How far a work was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its abstract, or a public summary of it, was read.
    Read,
    /// Its measurements were read in a public compilation, not in the work itself.
    Compiled,
    /// Cited from memory.
    Memory,
}

impl Standing {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "abstract or summary read",
            Self::Compiled => "read in a compilation",
            Self::Memory => "from memory",
        }
    }
}

/// A published work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literature {
    /// Short id, stable.
    pub id: &'static str,
    /// Authors, journal and year, or what the compilation holds of it.
    pub citation: &'static str,
    /// Digital object identifier, where known.
    pub doi: Option<&'static str>,
    /// How far it was looked at.
    pub standing: Standing,
}

const fn work(
    id: &'static str,
    citation: &'static str,
    doi: Option<&'static str>,
    standing: Standing,
) -> Literature {
    Literature {
        id,
        citation,
        doi,
        standing,
    }
}

/// Compiled: amino acid dehydrogenases.
pub(crate) const C_AADH: Literature = work(
    "c-aadh",
    "Enzyme activities compiled in RetroBioCat 2: amino acid dehydrogenases",
    Some("10.1002/adsc.201600682"),
    Standing::Compiled,
);
/// Compiled: asymmetric reduction of cyclohexanones with an exocyclic double bond.
pub(crate) const C_ADH: Literature = work(
    "c-adh",
    "Enzyme activities compiled in RetroBioCat 2: asymmetric reduction of cyclohexanones with an exocyclic double bond",
    Some("10.1021/ja3092517"),
    Standing::Compiled,
);
/// Compiled: alcohol oxidation coupled to amination.
pub(crate) const C_ADH_SEC: Literature = work(
    "c-adh-sec",
    "Enzyme activities compiled in RetroBioCat 2: alcohol oxidation coupled to amination",
    Some("10.1126/science.aac9283"),
    Standing::Compiled,
);
/// Compiled: aldehyde dehydrogenases.
pub(crate) const C_ALDH: Literature = work(
    "c-aldh",
    "Enzyme activities compiled in RetroBioCat 2: aldehyde dehydrogenases",
    Some("10.1039/c8gc01381k"),
    Standing::Compiled,
);
/// Compiled: alcohol oxidases on primary alcohols.
pub(crate) const C_ALOX: Literature = work(
    "c-alox",
    "Enzyme activities compiled in RetroBioCat 2: alcohol oxidases on primary alcohols",
    Some("10.1021/acscatal.8b00043"),
    Standing::Compiled,
);
/// Compiled: alcohol oxidases on primary alcohols, second set.
pub(crate) const C_ALOX2: Literature = work(
    "c-alox2",
    "Enzyme activities compiled in RetroBioCat 2: alcohol oxidases on primary alcohols, second set",
    Some("10.1002/anie.201809411"),
    Standing::Compiled,
);
/// Compiled: amination by amine dehydrogenases.
pub(crate) const C_AMDH: Literature = work(
    "c-amdh",
    "Enzyme activities compiled in RetroBioCat 2: amination by amine dehydrogenases",
    Some("10.1039/d0cy00071j"),
    Standing::Compiled,
);
/// Compiled: amine oxidases.
pub(crate) const C_AMOX: Literature = work(
    "c-amox",
    "Enzyme activities compiled in RetroBioCat 2: amine oxidases",
    Some("10.1002/cctc.201500822"),
    Standing::Compiled,
);
/// Compiled: Baeyer-Villiger monooxygenases.
pub(crate) const C_BVMO: Literature = work(
    "c-bvmo",
    "Enzyme activities compiled in RetroBioCat 2: Baeyer-Villiger monooxygenases",
    Some("10.1186/s13568-017-0390-5"),
    Standing::Compiled,
);
/// Compiled: carboxylic acid reductases.
pub(crate) const C_CAR: Literature = work(
    "c-car",
    "Enzyme activities compiled in RetroBioCat 2: carboxylic acid reductases",
    Some("10.1002/cctc.201601249"),
    Standing::Compiled,
);
/// Compiled: methylation of keto acids.
pub(crate) const C_CMT: Literature = work(
    "c-cmt",
    "Enzyme activities compiled in RetroBioCat 2: methylation of keto acids",
    Some("10.1002/anie.201916025"),
    Standing::Compiled,
);
/// Compiled: decarboxylases.
pub(crate) const C_DC: Literature = work(
    "c-dc",
    "Enzyme activities compiled in RetroBioCat 2: decarboxylases",
    Some("10.1002/cctc.201800643"),
    Standing::Compiled,
);
/// Compiled: cascade of epoxidation, hydrolysis and oxidation.
pub(crate) const C_EH: Literature = work(
    "c-eh",
    "Enzyme activities compiled in RetroBioCat 2: cascade of epoxidation, hydrolysis and oxidation",
    Some("10.1038/ncomms11917"),
    Standing::Compiled,
);
/// Compiled: ene reductases.
pub(crate) const C_ERED: Literature = work(
    "c-ered",
    "Enzyme activities compiled in RetroBioCat 2: ene reductases",
    Some("10.1021/acs.oprd.8b00139"),
    Standing::Compiled,
);
/// Compiled: esters of hydroxy acids.
pub(crate) const C_EST: Literature = work(
    "c-est",
    "Enzyme activities compiled in RetroBioCat 2: esters of hydroxy acids",
    Some("10.1002/anie.201209187"),
    Standing::Compiled,
);
/// Compiled: hydratases on fatty acids.
pub(crate) const C_HYD: Literature = work(
    "c-hyd",
    "Enzyme activities compiled in RetroBioCat 2: hydratases on fatty acids",
    Some("10.1002/anie.201901462"),
    Standing::Compiled,
);
/// Compiled: imine reductases.
pub(crate) const C_IRED: Literature = work(
    "c-ired",
    "Enzyme activities compiled in RetroBioCat 2: imine reductases",
    Some("10.1021/jacs.9b10053"),
    Standing::Compiled,
);
/// Compiled: reductive amination.
pub(crate) const C_IRED2: Literature = work(
    "c-ired2",
    "Enzyme activities compiled in RetroBioCat 2: reductive amination",
    Some("10.1002/anie.201705848"),
    Standing::Compiled,
);
/// Compiled: lipases on lactones and esters.
pub(crate) const C_LIPASE: Literature = work(
    "c-lipase",
    "Enzyme activities compiled in RetroBioCat 2: lipases on lactones and esters",
    Some("10.1002/cctc.201500823"),
    Standing::Compiled,
);
/// Compiled: nitrile hydratases.
pub(crate) const C_NHASE: Literature = work(
    "c-nhase",
    "Enzyme activities compiled in RetroBioCat 2: nitrile hydratases",
    Some("10.3390/molecules25010238"),
    Standing::Compiled,
);
/// Compiled: nitrilases on glutaronitriles.
pub(crate) const C_NIT: Literature = work(
    "c-nit",
    "Enzyme activities compiled in RetroBioCat 2: nitrilases on glutaronitriles",
    Some("10.1039/c8cy02455c"),
    Standing::Compiled,
);
/// Compiled: benzylic hydroxylation.
pub(crate) const C_P450: Literature = work(
    "c-p450",
    "Enzyme activities compiled in RetroBioCat 2: benzylic hydroxylation",
    Some("10.1002/anie.201510028"),
    Standing::Compiled,
);
/// Compiled: ammonia lyases and mutases.
pub(crate) const C_PAL: Literature = work(
    "c-pal",
    "Enzyme activities compiled in RetroBioCat 2: ammonia lyases and mutases",
    Some("10.1021/jacs.5b07326"),
    Standing::Compiled,
);
/// Compiled: Pictet-Spengler condensation.
pub(crate) const C_PSASE: Literature = work(
    "c-psase",
    "Enzyme activities compiled in RetroBioCat 2: Pictet-Spengler condensation",
    Some("10.1002/anie.201803372"),
    Standing::Compiled,
);
/// Compiled: styrene monooxygenase.
pub(crate) const C_SMO: Literature = work(
    "c-smo",
    "Enzyme activities compiled in RetroBioCat 2: styrene monooxygenase",
    Some("10.1002/adsc.201400383"),
    Standing::Compiled,
);
/// Compiled: ring closure without an enzyme.
pub(crate) const C_SPONT: Literature = work(
    "c-spont",
    "Enzyme activities compiled in RetroBioCat 2: ring closure without an enzyme",
    Some("10.1021/acscatal.6b00855"),
    Standing::Compiled,
);
/// Compiled: transaminases.
pub(crate) const C_TA: Literature = work(
    "c-ta",
    "Enzyme activities compiled in RetroBioCat 2: transaminases",
    Some("10.1002/adsc.201701304"),
    Standing::Compiled,
);
/// Compiled: threonine aldolase.
pub(crate) const C_TA2: Literature = work(
    "c-ta2",
    "Enzyme activities compiled in RetroBioCat 2: threonine aldolase",
    Some("10.1002/anie.200904395"),
    Standing::Compiled,
);
/// Compiled: thiamine-dependent lyase.
pub(crate) const C_TDL: Literature = work(
    "c-tdl",
    "Enzyme activities compiled in RetroBioCat 2: thiamine-dependent lyase",
    Some("10.1021/acscatal.9b01081"),
    Standing::Compiled,
);
/// Compiled: tyrosine phenol lyase and tyrosine ammonia lyase.
pub(crate) const C_TPL: Literature = work(
    "c-tpl",
    "Enzyme activities compiled in RetroBioCat 2: tyrosine phenol lyase and tyrosine ammonia lyase",
    Some("10.1002/anie.201505696"),
    Standing::Compiled,
);
/// Compiled: tryptophan synthase and amino acid deaminase.
pub(crate) const C_TRPS: Literature = work(
    "c-trps",
    "Enzyme activities compiled in RetroBioCat 2: tryptophan synthase and amino acid deaminase",
    Some("10.1021/acscatal.9b00739"),
    Standing::Compiled,
);
/// Compiled: imines to lactams.
pub(crate) const C_XOR: Literature = work(
    "c-xor",
    "Enzyme activities compiled in RetroBioCat 2: imines to lactams",
    Some("10.1002/cctc.201500218"),
    Standing::Compiled,
);
/// Presidential Green Chemistry Challenge 2012, simvastatin by LovD (award text).
pub(crate) const EPA_2012: Literature = work(
    "epa-2012",
    "Presidential Green Chemistry Challenge 2012, simvastatin by LovD (award text)",
    None,
    Standing::Memory,
);
/// Hansen KB and others, Journal of the American Chemical Society 131 (2009) 8798.
pub(crate) const HANSEN_2009: Literature = work(
    "hansen-2009",
    "Hansen KB and others, Journal of the American Chemical Society 131 (2009) 8798",
    Some("10.1021/ja902462q"),
    Standing::Read,
);
/// Huffman MA and others, Science 366 (2019) 1255.
pub(crate) const HUFFMAN_2019: Literature = work(
    "huffman-2019",
    "Huffman MA and others, Science 366 (2019) 1255",
    Some("10.1126/science.aay8484"),
    Standing::Read,
);
/// Liang J and others, Organic Process Research & Development 14 (2010) 193.
pub(crate) const LIANG_2010_MONTELUKAST: Literature = work(
    "liang-2010-montelukast",
    "Liang J and others, Organic Process Research & Development 14 (2010) 193",
    Some("10.1021/op900272d"),
    Standing::Read,
);
/// Liang J and others, Organic Process Research & Development 14 (2010) 188.
pub(crate) const LIANG_2010_SULOPENEM: Literature = work(
    "liang-2010-sulopenem",
    "Liang J and others, Organic Process Research & Development 14 (2010) 188",
    None,
    Standing::Read,
);
/// Sabatini MT and others, Nature Catalysis 2 (2019) 10, catalytic amide bond formation.
pub(crate) const M_AMID: Literature = work(
    "m-amid",
    "Sabatini MT and others, Nature Catalysis 2 (2019) 10, catalytic amide bond formation",
    None,
    Standing::Memory,
);
/// Johnson NB and others, Accounts of Chemical Research 40 (2007) 1291, asymmetric hydrogenation on scale.
pub(crate) const M_ASYM: Literature = work(
    "m-asym",
    "Johnson NB and others, Accounts of Chemical Research 40 (2007) 1291, asymmetric hydrogenation on scale",
    None,
    Standing::Memory,
);
/// Tasker SZ, Standley EA, Jamison TF, Nature 509 (2014) 299, nickel catalysis.
pub(crate) const M_BASE: Literature = work(
    "m-base",
    "Tasker SZ, Standley EA, Jamison TF, Nature 509 (2014) 299, nickel catalysis",
    None,
    Standing::Memory,
);
/// Bähn S and others, ChemCatChem 3 (2011) 1853, amination of alcohols.
pub(crate) const M_BORROW: Literature = work(
    "m-borrow",
    "Bähn S and others, ChemCatChem 3 (2011) 1853, amination of alcohols",
    None,
    Standing::Memory,
);
/// Zhang D and others, Engineering 3 (2017) 354, progress of pharmaceutical continuous crystallization.
pub(crate) const M_CRYST: Literature = work(
    "m-cryst",
    "Zhang D and others, Engineering 3 (2017) 354, progress of pharmaceutical continuous crystallization",
    None,
    Standing::Memory,
);
/// Greenberg WA and others, PNAS 101 (2004) 5788, aldolase for statin side chains.
pub(crate) const M_DERA: Literature = work(
    "m-dera",
    "Greenberg WA and others, PNAS 101 (2004) 5788, aldolase for statin side chains",
    None,
    Standing::Memory,
);
/// Yan M, Kawamata Y, Baran PS, Chemical Reviews 117 (2017) 13230, organic electrochemistry.
pub(crate) const M_ELECTRO: Literature = work(
    "m-electro",
    "Yan M, Kawamata Y, Baran PS, Chemical Reviews 117 (2017) 13230, organic electrochemistry",
    None,
    Standing::Memory,
);
/// Plutschack MB and others, Chemical Reviews 117 (2017) 11796, guide to flow chemistry.
pub(crate) const M_FLOW: Literature = work(
    "m-flow",
    "Plutschack MB and others, Chemical Reviews 117 (2017) 11796, guide to flow chemistry",
    None,
    Standing::Memory,
);
/// Fox RJ and others, Nature Biotechnology 25 (2007) 338, halohydrin dehalogenase for the atorvastatin side chain.
pub(crate) const M_HHDH: Literature = work(
    "m-hhdh",
    "Fox RJ and others, Nature Biotechnology 25 (2007) 338, halohydrin dehalogenase for the atorvastatin side chain",
    None,
    Standing::Memory,
);
/// Nishimura S, Handbook of Heterogeneous Catalytic Hydrogenation for Organic Synthesis, 2001.
pub(crate) const M_HYDRO: Literature = work(
    "m-hydro",
    "Nishimura S, Handbook of Heterogeneous Catalytic Hydrogenation for Organic Synthesis, 2001",
    None,
    Standing::Memory,
);
/// Lipshutz BH and others, Journal of Organic Chemistry 76 (2011) 4379, TPGS-750-M.
pub(crate) const M_MICELLE: Literature = work(
    "m-micelle",
    "Lipshutz BH and others, Journal of Organic Chemistry 76 (2011) 4379, TPGS-750-M",
    None,
    Standing::Memory,
);
/// MacMillan DWC, Nature 455 (2008) 304, organocatalysis.
pub(crate) const M_ORGANO: Literature = work(
    "m-organo",
    "MacMillan DWC, Nature 455 (2008) 304, organocatalysis",
    None,
    Standing::Memory,
);
/// Buzzetti L, Crisenza GEM, Melchiorre P, Angewandte Chemie 58 (2019) 3730, photocatalysis.
pub(crate) const M_PHOTO: Literature = work(
    "m-photo",
    "Buzzetti L, Crisenza GEM, Melchiorre P, Angewandte Chemie 58 (2019) 3730, photocatalysis",
    None,
    Standing::Memory,
);
/// Rajendran A, Paredes G, Mazzotti M, Journal of Chromatography A 1216 (2009) 709, simulated moving bed.
pub(crate) const M_SMB: Literature = work(
    "m-smb",
    "Rajendran A, Paredes G, Mazzotti M, Journal of Chromatography A 1216 (2009) 709, simulated moving bed",
    None,
    Standing::Memory,
);
/// Ciriminna R, Pagliaro M, Organic Process Research & Development 14 (2010) 245, oxidation with TEMPO on scale.
pub(crate) const M_TEMPO: Literature = work(
    "m-tempo",
    "Ciriminna R, Pagliaro M, Organic Process Research & Development 14 (2010) 245, oxidation with TEMPO on scale",
    None,
    Standing::Memory,
);
/// General knowledge of biocatalysis as in textbooks such as Faber, Biotransformations in Organic Chemistry.
pub(crate) const M_TEXTBOOK: Literature = work(
    "m-textbook",
    "General knowledge of biocatalysis as in textbooks such as Faber, Biotransformations in Organic Chemistry",
    None,
    Standing::Memory,
);
/// Ma SK and others, Green Chemistry 12 (2010) 81.
pub(crate) const MA_2010: Literature = work(
    "ma-2010",
    "Ma SK and others, Green Chemistry 12 (2010) 81",
    Some("10.1039/b919115c"),
    Standing::Read,
);
/// Martinez CA and others, Organic Process Research & Development 12 (2008) 392.
pub(crate) const MARTINEZ_2008: Literature = work(
    "martinez-2008",
    "Martinez CA and others, Organic Process Research & Development 12 (2008) 392",
    Some("10.1021/op7002248"),
    Standing::Memory,
);
/// McIntosh JA and others, ACS Central Science 7 (2021) 1980.
pub(crate) const MCINTOSH_2021: Literature = work(
    "mcintosh-2021",
    "McIntosh JA and others, ACS Central Science 7 (2021) 1980",
    None,
    Standing::Read,
);
/// Savile CK and others, Science 329 (2010) 305.
pub(crate) const SAVILE_2010: Literature = work(
    "savile-2010",
    "Savile CK and others, Science 329 (2010) 305",
    Some("10.1126/science.1188934"),
    Standing::Read,
);
/// Zhang and others, Organic Process Research & Development 2019, pregabalin by nitrilase (title in our words).
pub(crate) const ZHANG_2019: Literature = work(
    "zhang-2019",
    "Zhang and others, Organic Process Research & Development 2019, pregabalin by nitrilase (title in our words)",
    None,
    Standing::Read,
);
