//! The alert rules, one file each. To add one: copy the file of its nearest neighbor and list it here.

use crate::alert::Alert;

mod acrylonitrile;
mod acyl_halide;
mod acyloxy_allylbenzene;
mod aflatoxin_like;
mod aliphatic_aldehyde;
mod aliphatic_azo;
mod alkyl_azoxy;
mod alkyl_halide;
mod alkyl_nitrite;
mod alkyl_nitroso;
mod alkyl_phosphate;
mod alkyl_sulfate;
mod alkyl_sulfonate;
mod allylic_halide;
mod alpha_halo_carbonyl;
mod amidoxime;
mod aromatic_alkyl_amine;
mod aromatic_azo;
mod aromatic_n_oxide;
mod aromatic_nitro;
mod aromatic_nitroso;
mod aromatic_primary_amine;
mod aryl_acetamide;
mod arylhydroxylamine;
mod azide;
mod aziridine;
mod benzylic_halide;
mod beta_lactone;
mod boronic_acid;
mod butadiene;
mod cysteine_conjugate;
mod diazo;
mod dihydrodiol;
mod enol_ether;
mod episulfide;
mod epoxide;
mod flavonol;
mod furocoumarin;
mod halo_ether;
mod haloalkene;
mod halomethane;
mod halotriazine;
mod heteropolycyclic_aromatic;
mod hydrazine;
mod hydroxamic_acid;
mod hydroxylamine;
mod intercalator_side_chain;
mod isocyanate;
mod michael_acceptor;
mod mustard;
mod n_halo_amine;
mod n_halo_imide;
mod n_methylol;
mod n_nitro;
mod n_nitroso;
mod nitroalkane;
mod nitroalkene;
mod peroxide;
mod polycyclic_aromatic;
mod polyhalomethyl;
mod pyrrolizidine;
mod quinolone;
mod quinone;
mod sulfinyl_halide;
mod sulfonyl_halide;
mod sultone;
mod thioamide;
mod triarylimidazole;
mod triazene;
mod tricyclic_ketone;
mod urethane;
mod vinyl_sulfone;

/// Every alert rule, sorted by id.
pub(crate) const RULES: &[Alert] = &[
    acrylonitrile::ALERT,
    acyl_halide::ALERT,
    acyloxy_allylbenzene::ALERT,
    aflatoxin_like::ALERT,
    aliphatic_aldehyde::ALERT,
    aliphatic_azo::ALERT,
    alkyl_azoxy::ALERT,
    alkyl_halide::ALERT,
    alkyl_nitrite::ALERT,
    alkyl_nitroso::ALERT,
    alkyl_phosphate::ALERT,
    alkyl_sulfate::ALERT,
    alkyl_sulfonate::ALERT,
    allylic_halide::ALERT,
    alpha_halo_carbonyl::ALERT,
    amidoxime::ALERT,
    aromatic_alkyl_amine::ALERT,
    aromatic_azo::ALERT,
    aromatic_n_oxide::ALERT,
    aromatic_nitro::ALERT,
    aromatic_nitroso::ALERT,
    aromatic_primary_amine::ALERT,
    aryl_acetamide::ALERT,
    arylhydroxylamine::ALERT,
    azide::ALERT,
    aziridine::ALERT,
    benzylic_halide::ALERT,
    beta_lactone::ALERT,
    boronic_acid::ALERT,
    butadiene::ALERT,
    cysteine_conjugate::ALERT,
    diazo::ALERT,
    dihydrodiol::ALERT,
    enol_ether::ALERT,
    episulfide::ALERT,
    epoxide::ALERT,
    flavonol::ALERT,
    furocoumarin::ALERT,
    halo_ether::ALERT,
    haloalkene::ALERT,
    halomethane::ALERT,
    halotriazine::ALERT,
    heteropolycyclic_aromatic::ALERT,
    hydrazine::ALERT,
    hydroxamic_acid::ALERT,
    hydroxylamine::ALERT,
    intercalator_side_chain::ALERT,
    isocyanate::ALERT,
    michael_acceptor::ALERT,
    mustard::ALERT,
    n_halo_amine::ALERT,
    n_halo_imide::ALERT,
    n_methylol::ALERT,
    n_nitro::ALERT,
    n_nitroso::ALERT,
    nitroalkane::ALERT,
    nitroalkene::ALERT,
    peroxide::ALERT,
    polycyclic_aromatic::ALERT,
    polyhalomethyl::ALERT,
    pyrrolizidine::ALERT,
    quinolone::ALERT,
    quinone::ALERT,
    sulfinyl_halide::ALERT,
    sulfonyl_halide::ALERT,
    sultone::ALERT,
    thioamide::ALERT,
    triarylimidazole::ALERT,
    triazene::ALERT,
    tricyclic_ketone::ALERT,
    urethane::ALERT,
    vinyl_sulfone::ALERT,
];
