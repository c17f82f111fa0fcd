//! Data blocks: names with one value, and loops.

use std::collections::BTreeMap;

use super::tokens::{Token, TokenKind, Value, tokens};
use crate::problem::{Fault, Problem, shown};

/// One data block.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) line: usize,
    items: BTreeMap<String, Value>,
    loops: Vec<Loop>,
}

/// A loop: a table whose columns have names.
#[derive(Debug, Default)]
pub(super) struct Loop {
    names: Vec<String>,
    values: Vec<Value>,
}

impl Loop {
    /// The rows, all of them full.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Value]> {
        self.values.chunks_exact(self.names.len().max(1))
    }

    /// The column of a name.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| own == name)
    }
}

impl Block {
    /// The value of the first of several names that has one; also the first row of a loop.
    pub(super) fn value(&self, names: &[&str]) -> Option<&Value> {
        names.iter().find_map(|name| {
            let item = self.items.get(*name);
            let item = item.or_else(|| {
                let table = self.table(name)?;
                table.rows().next()?.get(table.column(name)?)
            });
            item.filter(|value| !value.absent && !value.text.is_empty())
        })
    }

    /// The loop that holds a name.
    pub(super) fn table(&self, name: &str) -> Option<&Loop> {
        self.loops.iter().find(|table| table.column(name).is_some())
    }

    /// The values of the first of several names that occurs, from a loop or alone.
    pub(super) fn list(&self, names: &[&str]) -> Vec<&Value> {
        for name in names {
            if let Some(value) = self.items.get(*name) {
                return vec![value];
            }
            if let Some((table, column)) = self
                .table(name)
                .and_then(|table| Some((table, table.column(name)?)))
            {
                return table.rows().map(|row| &row[column]).collect();
            }
        }
        Vec::new()
    }
}

/// The data blocks of a text.
pub(super) fn blocks(text: &str, problems: &mut Vec<Problem>) -> Vec<Block> {
    let tokens = tokens(text, problems);
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match &token.kind {
            TokenKind::Block(name) => blocks.push(Block {
                name: name.clone(),
                line: token.line,
                ..Block::default()
            }),
            TokenKind::Value(value) => problems.push(stray(value)),
            TokenKind::Name(name) => {
                let block = open(&mut blocks);
                let Some(Token {
                    kind: TokenKind::Value(value),
                    ..
                }) = tokens.get(at)
                else {
                    problems.push(Problem::at(
                        token.line,
                        Fault::NoValue { name: shown(name) },
                    ));
                    continue;
                };
                at += 1;
                note_repetition(block, name, token.line, problems);
                block.items.insert(name.clone(), value.clone());
            }
            TokenKind::Loop => at = read_loop(&tokens, at, open(&mut blocks), problems),
        }
    }
    blocks
}

/// The block that is being read; a file may leave out the header of its only one.
fn open(blocks: &mut Vec<Block>) -> &mut Block {
    if blocks.is_empty() {
        blocks.push(Block::default());
    }
    blocks
        .last_mut()
        .expect("one was pushed where there was none")
}

fn stray(value: &Value) -> Problem {
    let text = shown(&value.text);
    Problem::at(value.line, Fault::StrayValue { text })
}

fn note_repetition(block: &Block, name: &str, line: usize, problems: &mut Vec<Problem>) {
    if block.items.contains_key(name) || block.table(name).is_some() {
        problems.push(Problem::at(line, Fault::Repeated { name: shown(name) }));
    }
}

/// Reads names and values of a loop; returns where reading goes on.
fn read_loop(
    tokens: &[Token],
    mut at: usize,
    block: &mut Block,
    problems: &mut Vec<Problem>,
) -> usize {
    let line = tokens[at - 1].line;
    let mut table = Loop::default();
    while let Some(Token {
        kind: TokenKind::Name(name),
        line,
    }) = tokens.get(at)
    {
        note_repetition(block, name, *line, problems);
        table.names.push(name.clone());
        at += 1;
    }
    while let Some(Token {
        kind: TokenKind::Value(value),
        ..
    }) = tokens.get(at)
    {
        table.values.push(value.clone());
        at += 1;
    }
    let Some(first) = table.names.first() else {
        if let Some(value) = table.values.first() {
            problems.push(stray(value));
        }
        return at;
    };
    let (names, values) = (table.names.len(), table.values.len());
    if values == 0 || values % names != 0 {
        problems.push(Problem::at(
            line,
            Fault::LoopNotFull {
                first: shown(first),
                names,
                values,
            },
        ));
    }
    block.loops.push(table);
    at
}
