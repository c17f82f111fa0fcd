//! Summaries and what is below them.

use crate::Project;

/// Children of each task of a project whose parents form no circle.
#[derive(Debug)]
pub(crate) struct Hierarchy {
    children: Vec<Vec<usize>>,
    roots: Vec<usize>,
}

impl Hierarchy {
    pub(crate) fn of(project: &Project) -> Self {
        let positions = project.task_positions();
        let mut children = vec![Vec::new(); project.tasks.len()];
        let mut roots = Vec::new();
        for (index, task) in project.tasks.iter().enumerate() {
            let parent = task.parent.as_deref().and_then(|id| positions.get(id));
            match parent {
                Some(parent) => children[*parent].push(index),
                None => roots.push(index),
            }
        }
        Self { children, roots }
    }

    pub(crate) fn has_children(&self, task: usize) -> bool {
        !self.children[task].is_empty()
    }

    /// Tasks below a task that have nothing below them; the task itself where it has none.
    pub(crate) fn leaves(&self, task: usize) -> Vec<usize> {
        let mut leaves: Vec<usize> = self.walk(vec![task]).into_iter().map(|(t, _)| t).collect();
        leaves.retain(|t| self.children[*t].is_empty());
        leaves
    }

    /// Every task with its depth (1 at the top), each before those below it, otherwise in the order of the project.
    pub(crate) fn outline(&self) -> Vec<(usize, usize)> {
        self.walk(self.roots.clone())
    }

    fn walk(&self, from: Vec<usize>) -> Vec<(usize, usize)> {
        let mut stack: Vec<(usize, usize)> = from.into_iter().rev().map(|t| (t, 1)).collect();
        let mut walked = Vec::new();
        // A circle of parents, which readers refuse, would never be left: no task is walked twice.
        let mut seen = vec![false; self.children.len()];
        while let Some((task, depth)) = stack.pop() {
            if std::mem::replace(&mut seen[task], true) {
                continue;
            }
            walked.push((task, depth));
            let below = self.children[task].iter().rev();
            stack.extend(below.map(|child| (*child, depth + 1)));
        }
        walked
    }
}
