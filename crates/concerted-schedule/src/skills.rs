//! Who serves which skill: resources picked for the skills that a mode demands.
//!
//! A flow from skills to the resources that have them, limited by what is free of each. A first pass takes the least
//! flexible resources (those with the fewest skills), the scarcest skill first; where that leads into a corner, augmenting
//! paths (Ford and Fulkerson 1956, shortest first after Edmonds and Karp 1972) rearrange it, so an assignment is found
//! whenever there is one.

use std::collections::{BTreeMap, VecDeque};

use crate::network::totals;
use crate::{Assignment, Model, ResourceIndex, SkillDemand, SkillIndex};

/// The resources with each skill, those with the fewest skills first.
pub(crate) fn able(model: &Model) -> Vec<Vec<usize>> {
    (0..model.skills.len())
        .map(|skill| {
            let mut with: Vec<usize> = (0..model.resources.len())
                .filter(|r| model.resources[*r].skills.iter().any(|s| s.0 == skill))
                .collect();
            with.sort_by_key(|r| (model.resources[*r].skills.len(), *r));
            with
        })
        .collect()
}

/// The units needed of each skill, ascending by skill.
pub(crate) fn needs(skills: &[SkillDemand]) -> Vec<(usize, u64)> {
    totals(skills.iter().map(|s| (s.skill.0, u64::from(s.units))))
}

/// Resources for the units needed of each skill (ascending by skill, none of them 0), in order of skill and resource.
///
/// # Errors
/// The position of a need that cannot be served beside the others, with the units it lacks.
pub(crate) fn pick(
    able: &[Vec<usize>],
    needs: &[(usize, u64)],
    free: impl Fn(usize) -> i64,
) -> Result<Vec<Assignment>, (usize, u64)> {
    let with: Vec<&[usize]> = needs.iter().map(|need| able[need.0].as_slice()).collect();
    let left: BTreeMap<usize, u64> = with
        .iter()
        .flat_map(|resources| resources.iter())
        .map(|r| (*r, free(*r).max(0) as u64))
        .collect();
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|need| (with[*need].len(), *need));
    let mut flow = Flow {
        able: with,
        left,
        served: BTreeMap::new(),
    };
    for need in order {
        let missing = flow.serve(need, needs[need].1);
        if missing > 0 {
            return Err((need, missing));
        }
    }
    let served = flow.served.into_iter().filter(|entry| entry.1 > 0);
    Ok(served
        .map(|((need, resource), units)| Assignment {
            skill: SkillIndex(needs[need].0),
            resource: ResourceIndex(resource),
            // No resource has more units than a u32 counts.
            units: units as u32,
        })
        .collect())
}

struct Flow<'a> {
    able: Vec<&'a [usize]>,
    /// Units not yet picked of each resource.
    left: BTreeMap<usize, u64>,
    /// Units by need and resource.
    served: BTreeMap<(usize, usize), u64>,
}

impl Flow<'_> {
    /// Serves a need as far as possible; says how much is missing.
    fn serve(&mut self, need: usize, units: u64) -> u64 {
        let mut missing = units;
        for &resource in self.able[need] {
            let taken = missing.min(self.left[&resource]);
            self.shift(need, resource, taken);
            missing -= taken;
        }
        while missing > 0 {
            let gained = self.augment(need, missing);
            if gained == 0 {
                break;
            }
            missing -= gained;
        }
        missing
    }

    fn shift(&mut self, need: usize, resource: usize, units: u64) {
        if units > 0 {
            *self.served.entry((need, resource)).or_default() += units;
            *self.left.entry(resource).or_default() -= units;
        }
    }

    /// Makes room by letting other needs change to other resources; says how many units were gained.
    fn augment(&mut self, from: usize, most: u64) -> u64 {
        let mut need_before: BTreeMap<usize, usize> = BTreeMap::new();
        let mut resource_before: BTreeMap<usize, usize> = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(need) = queue.pop_front() {
            for &resource in self.able[need] {
                if need_before.contains_key(&resource) {
                    continue;
                }
                need_before.insert(resource, need);
                if self.left[&resource] > 0 {
                    return self.push((from, resource), most, &need_before, &resource_before);
                }
                for other in 0..self.able.len() {
                    let holds = self.served.get(&(other, resource)).is_some_and(|u| *u > 0);
                    if holds && other != from && !resource_before.contains_key(&other) {
                        resource_before.insert(other, resource);
                        queue.push_back(other);
                    }
                }
            }
        }
        0
    }

    /// Pushes units along the path found back from a resource with units left.
    fn push(
        &mut self,
        (from, end): (usize, usize),
        most: u64,
        need_before: &BTreeMap<usize, usize>,
        resource_before: &BTreeMap<usize, usize>,
    ) -> u64 {
        let mut amount = most.min(self.left[&end]);
        let mut path = Vec::new();
        let mut resource = end;
        loop {
            let need = need_before[&resource];
            let given_up = (need != from).then(|| resource_before[&need]);
            path.push((need, resource, given_up));
            match given_up {
                None => break,
                Some(before) => {
                    amount = amount.min(self.served[&(need, before)]);
                    resource = before;
                }
            }
        }
        *self.left.entry(end).or_default() -= amount;
        for (need, resource, given_up) in path {
            *self.served.entry((need, resource)).or_default() += amount;
            if let Some(before) = given_up {
                *self.served.entry((need, before)).or_default() -= amount;
            }
        }
        amount
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_least_flexible_goes_first() {
        // Skill 0: resources 1 (one skill) and 0 (two skills).
        let able = vec![vec![1, 0], vec![0]];
        let picks = pick(&able, &[(0, 1)], |_| 1).unwrap();
        assert_eq!(picks[0].resource, ResourceIndex(1));
        // Both skills at once.
        let picks = pick(&able, &[(0, 1), (1, 1)], |_| 1).unwrap();
        assert_eq!(
            picks.iter().map(|p| p.resource.0).collect::<Vec<_>>(),
            vec![1, 0]
        );
        assert_eq!(pick(&able, &[(0, 2), (1, 1)], |_| 1), Err((0, 1)));
    }

    proptest! {
        /// Found whenever Hall's condition holds: no set of needs asks for more than all who can serve any of it have.
        #[test]
        fn found_whenever_there_is_one(
            has in prop::collection::vec(prop::collection::vec(any::<bool>(), 4), 3),
            free in prop::collection::vec(0_i64..4, 4),
            wanted in prop::collection::vec(0_u64..5, 3),
        ) {
            let able: Vec<Vec<usize>> = has.iter().map(|row| (0..4).filter(|r| row[*r]).collect()).collect();
            let needs: Vec<(usize, u64)> = (0..3).map(|s| (s, wanted[s])).filter(|n| n.1 > 0).collect();
            let possible = (0_usize..8).all(|set| {
                let asked: u64 = needs.iter().filter(|n| set >> n.0 & 1 == 1).map(|n| n.1).sum();
                let there: i64 = (0..4).filter(|r| (0..3).any(|s| set >> s & 1 == 1 && has[s][*r])).map(|r| free[r]).sum();
                asked <= there as u64
            });
            match pick(&able, &needs, |r| free[r]) {
                Err(_) => prop_assert!(!possible),
                Ok(picks) => {
                    prop_assert!(possible);
                    for (skill, units) in needs {
                        let given = picks.iter().filter(|p| p.skill.0 == skill).map(|p| u64::from(p.units)).sum::<u64>();
                        prop_assert_eq!(given, units);
                    }
                    for (r, free) in free.iter().enumerate() {
                        let given = picks.iter().filter(|p| p.resource.0 == r).map(|p| i64::from(p.units)).sum::<i64>();
                        prop_assert!(given <= *free);
                    }
                    prop_assert!(picks.iter().all(|p| has[p.skill.0][p.resource.0] && p.units > 0));
                }
            }
        }
    }
}
