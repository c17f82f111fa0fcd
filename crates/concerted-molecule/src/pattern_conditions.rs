//! The conditions of a pattern on one atom or one bond, in three values: true, false, not known from the facts.

use chematic::smarts::{AtomPrimitive, AtomQuery, BondPrimitive, BondQuery};

use crate::pattern_facts::{AtomFacts, BondClass};

/// Whether an atom meets a condition; `None` where the facts do not tell.
pub(crate) fn atom_meets(condition: &AtomQuery, atom: &AtomFacts) -> Option<bool> {
    match condition {
        AtomQuery::Primitive(primitive) => primitive_holds(primitive, atom),
        AtomQuery::And(first, second) => both(atom_meets(first, atom), atom_meets(second, atom)),
        AtomQuery::Or(first, second) => either(atom_meets(first, atom), atom_meets(second, atom)),
        AtomQuery::Not(inner) => atom_meets(inner, atom).map(|holds| !holds),
    }
}

fn primitive_holds(primitive: &AtomPrimitive, atom: &AtomFacts) -> Option<bool> {
    Some(match primitive {
        AtomPrimitive::AtomicNum(number) => atom.element == *number,
        AtomPrimitive::Symbol(symbol) => {
            chematic::core::Element::from_symbol(symbol)?.atomic_number() == atom.element
        }
        AtomPrimitive::Aromatic(aromatic) => atom.aromatic == *aromatic,
        AtomPrimitive::Charge(charge) => atom.charge == *charge,
        AtomPrimitive::HCount(count) => {
            atom.implicit_hydrogens
                .wrapping_add(atom.hydrogen_neighbors)
                == *count
        }
        AtomPrimitive::ImplicitHCount(count) => atom.implicit_hydrogens == *count,
        AtomPrimitive::Degree(degree) => atom.degree == *degree,
        AtomPrimitive::TotalConnectivity(count) => {
            atom.degree.wrapping_add(atom.implicit_hydrogens) == *count
        }
        AtomPrimitive::RingMembership(in_ring) => atom.in_ring() == *in_ring,
        AtomPrimitive::Isotope(isotope) => atom.isotope == *isotope,
        AtomPrimitive::Wildcard => true,
        // An atom in n rings of a stated kind is in a ring, and rings it cannot be in are not.
        AtomPrimitive::RingCount(count) if *count > atom.most_rings => false,
        AtomPrimitive::RingCount(1..)
        | AtomPrimitive::RingSize(1..)
        | AtomPrimitive::MinRingSize(1..)
        | AtomPrimitive::RingBondCount(1..)
            if !atom.in_ring() =>
        {
            false
        }
        // A nested pattern begins at this atom, so its first condition is necessary, and if that is all
        // there is, sufficient.
        AtomPrimitive::Recursive(pattern) => {
            let first = atom_meets(&pattern.atoms.first()?.query, atom);
            return if pattern.atoms.len() == 1 {
                first
            } else {
                first.filter(|holds| !holds)
            };
        }
        _ => return None,
    })
}

/// Whether a bond meets a condition; `in_ring` tells that both its ends are in rings.
pub(crate) fn bond_meets(condition: &BondQuery, class: BondClass, in_ring: bool) -> Option<bool> {
    match condition {
        BondQuery::Primitive(primitive) => match primitive {
            BondPrimitive::Single => Some(class == BondClass::Single),
            BondPrimitive::Double => Some(class == BondClass::Double),
            BondPrimitive::Triple => Some(class == BondClass::Triple),
            BondPrimitive::Quadruple => Some(class == BondClass::Quadruple),
            BondPrimitive::Aromatic => Some(class == BondClass::Aromatic),
            BondPrimitive::Any => Some(true),
            BondPrimitive::Ring if !in_ring => Some(false),
            _ => None,
        },
        BondQuery::And(first, second) => both(
            bond_meets(first, class, in_ring),
            bond_meets(second, class, in_ring),
        ),
        BondQuery::Or(first, second) => either(
            bond_meets(first, class, in_ring),
            bond_meets(second, class, in_ring),
        ),
        BondQuery::Not(inner) => bond_meets(inner, class, in_ring).map(|holds| !holds),
        // A bond that is not written is single or aromatic.
        BondQuery::Any => Some(matches!(class, BondClass::Single | BondClass::Aromatic)),
    }
}

fn both(first: Option<bool>, second: Option<bool>) -> Option<bool> {
    match (first, second) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn either(first: Option<bool>, second: Option<bool>) -> Option<bool> {
    both(first.map(|holds| !holds), second.map(|holds| !holds)).map(|neither| !neither)
}
