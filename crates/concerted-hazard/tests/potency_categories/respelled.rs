//! One structure in many spellings.

use std::fmt::Write;

use concerted_molecule::{AtomSite, BondKind, Molecule};

/// A walk over the atoms as a tree, with the bonds that close its rings.
struct Walk {
    sites: Vec<AtomSite>,
    rank: Vec<usize>,
    parent: Vec<Option<usize>>,
    children: Vec<Vec<(usize, BondKind)>>,
    closures: Vec<(usize, usize, BondKind)>,
    text: String,
    written: Vec<usize>,
}

/// The structure written anew, its atoms in an order that `order` directs; and that order.
pub(crate) fn respelled(molecule: &Molecule, order: &[usize]) -> (String, Vec<usize>) {
    let sites = molecule.connectivity();
    let count = sites.len();
    let mut walk = Walk {
        rank: (0..count)
            .map(|atom| order[atom % order.len()].wrapping_mul(31) + atom * 7)
            .collect(),
        sites,
        parent: vec![None; count],
        children: vec![Vec::new(); count],
        closures: Vec::new(),
        text: String::new(),
        written: Vec::new(),
    };
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|atom| walk.rank[*atom]);
    let mut seen = vec![false; count];
    for start in starts {
        if !seen[start] {
            if !walk.text.is_empty() {
                walk.text.push('.');
            }
            walk.explore(start, &mut seen);
            walk.spell(start);
        }
    }
    (walk.text, walk.written)
}

impl Walk {
    fn explore(&mut self, atom: usize, seen: &mut [bool]) {
        seen[atom] = true;
        let mut next = self.sites[atom].neighbors.clone();
        next.sort_by_key(|(neighbor, _)| self.rank[*neighbor]);
        for (neighbor, kind) in next {
            let closed =
                |(from, to, _): &(usize, usize, BondKind)| (*from, *to) == (neighbor, atom);
            if !seen[neighbor] {
                self.parent[neighbor] = Some(atom);
                self.children[atom].push((neighbor, kind));
                self.explore(neighbor, seen);
            } else if self.parent[atom] != Some(neighbor)
                && self.parent[neighbor] != Some(atom)
                && !self.closures.iter().any(closed)
            {
                self.closures.push((atom, neighbor, kind));
            }
        }
    }

    fn spell(&mut self, atom: usize) {
        self.written.push(atom);
        let site = &self.sites[atom];
        let mut symbol = site.element.symbol().to_owned();
        if site.aromatic {
            symbol = symbol.to_lowercase();
        }
        let isotope = site
            .isotope
            .map_or(String::new(), |isotope| isotope.to_string());
        let _ = write!(self.text, "[{isotope}{symbol}");
        if site.hydrogens > 0 {
            let _ = write!(self.text, "H{}", site.hydrogens);
        }
        if site.charge != 0 {
            let _ = write!(self.text, "{:+}", site.charge);
        }
        self.text.push(']');
        for (number, (from, to, kind)) in self.closures.iter().enumerate() {
            if *from == atom || *to == atom {
                let _ = write!(self.text, "{}%{}", sign(*kind), number + 10);
            }
        }
        for (child, kind) in self.children[atom].clone() {
            self.text.push('(');
            self.text.push_str(sign(kind));
            self.spell(child);
            self.text.push(')');
        }
    }
}

fn sign(kind: BondKind) -> &'static str {
    match kind {
        BondKind::Double => "=",
        BondKind::Triple => "#",
        BondKind::Aromatic => ":",
        _ => "-",
    }
}
