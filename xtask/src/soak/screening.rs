//! Corrupted structures through the screen, and a long list of sound ones with an eye on memory.

use std::io::Read;

use anyhow::{bail, ensure};
use concerted::screening::{Columns, DEFECT, Format, Records, Screen, Tally, screen_records};
use concerted_chance::Stream;
use concerted_genotox::Evidence;
use concerted_reference::Reference;

use super::pick;
use crate::shell;

/// Corrupted structures of a full soak.
const CORRUPTED: f64 = 100_000.0;
/// Sound structures of a full soak.
const SOUND: f64 = 1_000_000.0;
/// Growth of the highest resident memory after a tenth of the run that still counts as flat.
const GROWTH: f64 = 1.10;
/// The same in kB, for short runs in which a first allocation weighs more than a tenth.
const GROWTH_KB: u64 = 32_768;

/// Structures to begin from: ordinary, ionic, aromatic, caged, with stereo, with nitroso groups, long.
const SEEDS: &[&str] = &[
    "CCO",
    "CC(=O)Oc1ccccc1C(=O)O",
    "CN(C)N=O",
    "O=NN1CCn2c(nnc2C(F)(F)F)C1",
    "N[C@@H](CC(=O)N1CCn2c(nnc2C(F)(F)F)C1)Cc1cc(F)c(F)cc1F",
    "CC(C)OS(C)(=O)=O",
    "[Na+].[N-]=[N+]=[N-]",
    "O=[N+]([O-])c1ccc(Cl)cc1",
    "C12C3C4C1C5C2C3C45",
    "c1ccc2c(c1)[nH]c1ccccc12",
    "F/C=C\\F",
    "CC(C)(C)OC(=O)N[C@H](C=O)Cc1ccccc1",
    "[2H]C([2H])([2H])S(=O)C",
    "OB(O)c1ccccc1",
    "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC",
    "COc1cc2c(cc1OC)C(=O)C(CC1CCN(Cc3ccccc3)CC1)C2",
];

/// Fragments that are likely to break a reader of structures.
const FRAGMENTS: &[&str] = &[
    "(", ")", "((((((", "[", "]", "[[", "=", "#", "$", ":", "@", "@@", "/", "\\", ".", "%", "%99",
    "%(100)", "1", "0", "+", "-", "++++", "[nH]", "[C@@TB5]", "[Xx]", "[999C]", "[C+99]", "[CH99]",
    "*", "[*:1]", "~", "c", "n", "é", "\u{0}", "\n", "\"", ",", ";", " ", "\t", "C1CC", "[Rh+]",
    "|c:1|", "N=O", "{", "🧪",
];

/// Runs both.
pub(super) fn run(percent: f64, seed: u64) -> anyhow::Result<()> {
    let share = percent / 100.0;
    corrupted((CORRUPTED * share).round().max(1.0) as u64, seed)?;
    sound((SOUND * share).round().max(10.0) as u64)
}

/// A table made row by row, so that a long one takes no memory.
struct Rows<F> {
    make: F,
    next: u64,
    count: u64,
    held: Vec<u8>,
    read: usize,
}

impl<F: FnMut(u64) -> String> Rows<F> {
    fn new(count: u64, make: F) -> Self {
        Self {
            make,
            next: 0,
            count,
            held: b"id,smiles\n".to_vec(),
            read: 0,
        }
    }
}

impl<F: FnMut(u64) -> String> Read for Rows<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.held.len() {
            if self.next == self.count {
                return Ok(0);
            }
            let smiles = (self.make)(self.next).replace('"', "\"\"");
            self.held = format!("{},\"{smiles}\"\n", self.next).into_bytes();
            self.read = 0;
            self.next += 1;
        }
        let length = buffer.len().min(self.held.len() - self.read);
        buffer[..length].copy_from_slice(&self.held[self.read..self.read + length]);
        self.read += length;
        Ok(length)
    }
}

/// Screens generated rows; each must be answered in its turn, and none by a defect of ours.
fn screened(
    rows: Rows<impl FnMut(u64) -> String>,
    each: &mut dyn FnMut(u64),
) -> anyhow::Result<Tally> {
    let count = rows.count;
    let source = std::io::BufReader::new(rows);
    let records = Records::open(source, Format::Csv, &Columns::default())?;
    let evidence = Evidence::default();
    let screen = Screen::new(Reference::embedded(), &evidence);
    let mut wrong = None;
    let mut turn = 0_u64;
    let tally = screen_records(records, &|molecule| screen.of(molecule), &mut |answer| {
        let defect = matches!(&answer.outcome, Err(reason) if reason.starts_with(DEFECT));
        if wrong.is_none() && (defect || answer.id != turn.to_string()) {
            wrong = Some(format!("row {turn} was answered by {answer:?}"));
        }
        turn += 1;
        each(turn);
        Ok(())
    })?;
    if let Some(wrong) = wrong {
        bail!("soak: {wrong}");
    }
    ensure!(
        tally.rows == count,
        "soak: {} rows of {count} were answered",
        tally.rows
    );
    Ok(tally)
}

fn corrupted(count: u64, seed: u64) -> anyhow::Result<()> {
    // The hook would print every panic that is caught; a row that a defect answers is reported with its text.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = screened(Rows::new(count, |row| corrupt(seed, row)), &mut |_| {});
    std::panic::set_hook(hook);
    let tally = result?;
    shell::say(&format!(
        "soak: {count} corrupted structures screened, each answered, {} of them with an error",
        tally.errors
    ));
    Ok(())
}

/// A structure with one to four changes: more would leave hardly any that still reads.
fn corrupt(seed: u64, row: u64) -> String {
    let mut stream = Stream::new(seed, "soak", "structure", row);
    let mut text = SEEDS[pick(&mut stream, SEEDS.len())].to_owned();
    for _ in 0..=pick(&mut stream, 4) {
        let donor = SEEDS[pick(&mut stream, SEEDS.len())];
        let fragment = FRAGMENTS[pick(&mut stream, FRAGMENTS.len())];
        match pick(&mut stream, 4) {
            0 => super::mutate(&mut text, donor, &mut stream),
            1 => text.push_str(fragment),
            _ => {
                let at = super::boundary(&text, pick(&mut stream, text.len() + 1));
                text.insert_str(at, fragment);
            }
        }
    }
    // A row that spans more lines than the reader follows is split, which is right and would spoil the count.
    let mut lines = 0;
    text.retain(|character| {
        let end = matches!(character, '\n' | '\r');
        lines += u32::from(end);
        !end || lines < 20
    });
    text
}

/// A sound structure, different for each row.
fn grown(row: u64) -> String {
    let seed = SEEDS[row as usize % 2];
    let digits = row / 2;
    // The row number in binary, as a chain of carbon and oxygen-bearing carbon.
    let chain: String = (0..64 - digits.leading_zeros())
        .map(|bit| if digits >> bit & 1 == 1 { "C(O)" } else { "C" })
        .collect();
    format!("{chain}{seed}")
}

/// Rows between two looks at the memory.
const LOOK: u64 = 1_000;

fn sound(count: u64) -> anyhow::Result<()> {
    let tenth = count / 10;
    let (mut early, mut late) = (0, 0);
    let tally = screened(Rows::new(count, grown), &mut |row| {
        if row % LOOK == 0 || row == tenth {
            let now = resident_kb().unwrap_or(0);
            if row <= tenth {
                early = early.max(now);
            }
            late = late.max(now);
        }
    })?;
    ensure!(
        tally.errors == 0,
        "soak: {} sound structures of {count} were refused",
        tally.errors
    );
    if early == 0 {
        shell::say(&format!(
            "soak: {count} sound structures screened, memory not measured on this system"
        ));
        return Ok(());
    }
    let said = format!(
        "{} MB at most in the first tenth, {} MB in all",
        early / 1024,
        late / 1024
    );
    let flat = late as f64 <= early as f64 * GROWTH || late <= early + GROWTH_KB;
    ensure!(flat, "soak: memory grows with the rows: {said}");
    shell::say(&format!("soak: {count} sound structures screened, {said}"));
    Ok(())
}

/// Resident memory of this process in kB, where the system tells it.
///
/// Not its peak: the reading of programs before has a peak of its own.
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
