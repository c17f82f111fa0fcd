//! `concerted genotox screen`: a list of structures of any length.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use concerted::screening::{
    AnswerForm, AnswerWriter, Columns, Format, Records, Screen, ScreeningError, Skipped, Tally,
    screen_records,
};
use concerted_genotox::SCREENING_NOTE;
use concerted_reference::Reference;
use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal::Terminal;

/// What the columns of an answer mean, and when the run fails.
const COLUMNS_HELP: &str = "\
Columns of the answer:
  alerts, rule_call   expert rules that hit
  probability         calibrated probability of a positive bacterial test, by the model
  model_call          the statistical model at its balanced cut
  screening_call      the model at a lower cut that favors sensitivity; it knows of no tests,
                      so that a compound with negative tests may read `positive` here and
                      class 5 beside it
  m7_class            class of ICH M7; tests decide before predictions; empty where none can
                      be given, as for inorganic compounds (why: --details)
  cpca_category       our calculation by the published scheme
  ai_ng_per_day       acceptable intake over a lifetime
  with --details      also provisional, decided_by, ai_basis, ai_status, reasons

Each answer is a screening aid that needs expert review.

Rows: a row that cannot be read is answered with its error. Blank rows, and lines of a SMILES
file that begin with #, are passed over and counted. Names are written as they were read, also
where they begin with =, +, - or @: import the answer into a spreadsheet as text.

Exit codes: 0 every row is answered, be it with an error; 2 the input is no list of structures,
or a file cannot be read or written.";

/// Arguments of `concerted genotox screen`.
///
/// Exit codes: 0 every row is answered, be it with an error; 2 the input is no list of structures, or a file cannot
/// be read or written.
#[derive(Debug, clap::Args)]
#[command(after_long_help = COLUMNS_HELP)]
pub(crate) struct Arguments {
    /// Table (CSV), SMILES file or SD file; `-` reads standard input
    input: PathBuf,
    /// Column of the structures; by default `smiles`, `canonical_smiles` or `structure`
    #[arg(long)]
    smiles_column: Option<String>,
    /// Column (in an SD file data item) of the names; by default `id`, `name` or `cas`, else rows are numbered
    #[arg(long)]
    id_column: Option<String>,
    /// File to write, whole or not at all; `-` writes to standard output
    #[arg(long, short, default_value = "-")]
    out: PathBuf,
    /// Form of the input; by default from the ending of its name
    #[arg(long, value_enum)]
    format: Option<InputFormat>,
    /// Tested compounds of your own: a CSV with the columns smiles, ames, carcinogenicity, source
    #[arg(long)]
    evidence: Option<PathBuf>,
    /// Append the columns provisional, decided_by, ai_basis, ai_status and reasons
    #[arg(long)]
    details: bool,
    /// Write one JSON object a line instead of CSV
    #[arg(long)]
    json: bool,
    /// Threads; by default all
    #[arg(long)]
    threads: Option<usize>,
}

/// Form of the input, as the command line says it.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum InputFormat {
    /// Comma-, semicolon- or tab-separated values with a header line
    Csv,
    /// One SMILES a line, with a name after a space or tab
    Smiles,
    /// Connection tables
    Sdf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    crate::commands::threads(arguments.threads)?;
    let format = format(arguments)?;
    keep_inputs(arguments)?;
    let evidence = super::evidence(arguments.evidence.as_deref())?;
    let bar = progress(arguments, terminal)?;
    let source = source(arguments, &bar)?;
    let columns = Columns {
        smiles: arguments.smiles_column.clone(),
        id: arguments.id_column.clone(),
    };
    let name = shown(&arguments.input, "standard input");
    let mut records =
        Records::open(source, format, &columns).map_err(|error| said(&error, &name))?;
    terminal.note(&format!("{name}: {}", records.taken()));
    let screen = Screen::new(Reference::embedded(), &evidence);
    let tally = if is_standard(&arguments.out) {
        let mut output = terminal.stream();
        match answer(&mut records, &screen, &mut output, arguments) {
            // A reader that went away (`| head`) is no error of ours.
            Err(ScreeningError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => {
                return Ok(ExitCode::SUCCESS);
            }
            other => other.map_err(|error| said(&error, &name))?,
        }
    } else {
        let partial = Partial::create(&arguments.out)?;
        let mut output = BufWriter::new(&partial.file);
        let tally = answer(&mut records, &screen, &mut output, arguments)
            .map_err(|error| said(&error, &name))?;
        drop(output);
        partial.complete()?;
        tally
    };
    let seconds = bar.elapsed().as_secs_f64();
    bar.finish_and_clear();
    terminal.note(&summary(&tally, records.skipped(), seconds));
    if !is_standard(&arguments.out) {
        terminal.note(&format!("wrote {}", arguments.out.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(
    records: &mut Records<Box<dyn BufRead>>,
    screen: &Screen<'_>,
    output: &mut dyn Write,
    arguments: &Arguments,
) -> Result<Tally, ScreeningError> {
    let form = if arguments.json {
        AnswerForm::JsonLines
    } else {
        AnswerForm::Csv
    };
    let begun = if arguments.details {
        AnswerWriter::detailed(output, form)
    } else {
        AnswerWriter::new(output, form)
    };
    let mut writer = begun.map_err(ScreeningError::Write)?;
    let tally = screen_records(records, &|molecule| screen.of(molecule), &mut |answer| {
        writer.write(answer)
    })?;
    writer.finish().map_err(ScreeningError::Write)?;
    Ok(tally)
}

/// Refuses an output that would overwrite what is read, however the two paths are written.
fn keep_inputs(arguments: &Arguments) -> anyhow::Result<()> {
    if is_standard(&arguments.out) {
        return Ok(());
    }
    // A file that does not exist cannot be one that is read.
    let same = |one: &Path, other: &Path| match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    };
    let input = Some(arguments.input.as_path()).filter(|input| !is_standard(input));
    for read in input.into_iter().chain(arguments.evidence.as_deref()) {
        for written in [&arguments.out, &partial(&arguments.out)] {
            if same(read, written) {
                anyhow::bail!(
                    "`{}` is both input and output\n  hint: name another file with `--out`",
                    written.display()
                );
            }
        }
    }
    Ok(())
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn shown(path: &Path, standard: &str) -> String {
    if is_standard(path) {
        standard.to_owned()
    } else {
        path.display().to_string()
    }
}

fn said(error: &ScreeningError, name: &str) -> anyhow::Error {
    match error.hint() {
        Some(hint) => anyhow::anyhow!("`{name}`: {error}\n  hint: {hint}"),
        None => anyhow::anyhow!("`{name}`: {error}"),
    }
}

fn format(arguments: &Arguments) -> anyhow::Result<Format> {
    match arguments.format {
        Some(InputFormat::Csv) => Ok(Format::Csv),
        Some(InputFormat::Smiles) => Ok(Format::Smiles),
        Some(InputFormat::Sdf) => Ok(Format::Sdf),
        None => {
            let name = shown(&arguments.input, "standard input");
            // Tables are what people have; the message about columns says what was taken.
            Ok(Format::of_name(&arguments.input)
                .map_err(|error| said(&error, &name))?
                .unwrap_or(Format::Csv))
        }
    }
}

/// Opens the input; what is read moves the bar.
fn source(arguments: &Arguments, bar: &ProgressBar) -> anyhow::Result<Box<dyn BufRead>> {
    if is_standard(&arguments.input) {
        return Ok(Box::new(BufReader::new(bar.wrap_read(std::io::stdin()))));
    }
    let path = &arguments.input;
    if path.is_dir() {
        anyhow::bail!(
            "`{}` is a folder\n  hint: name a file of structures",
            path.display()
        );
    }
    let file = File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    bar.set_length(file.metadata().map_or(0, |metadata| metadata.len()));
    Ok(Box::new(BufReader::with_capacity(
        1 << 16,
        bar.wrap_read(file),
    )))
}

fn progress(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<ProgressBar> {
    // Rows on the same terminal say enough.
    if !terminal.watched || is_standard(&arguments.out) {
        return Ok(ProgressBar::hidden());
    }
    let template = if is_standard(&arguments.input) {
        "{spinner} {bytes} read ({elapsed})"
    } else {
        "{wide_bar} {percent} % ({elapsed}, {eta} left)"
    };
    Ok(ProgressBar::new(0).with_style(ProgressStyle::with_template(template)?))
}

fn summary(tally: &Tally, skipped: Skipped, seconds: f64) -> String {
    let Tally {
        rows,
        errors,
        rule_positives,
        model_positives,
        screening_positives,
        cohort_of_concern,
    } = tally;
    let mut text = format!(
        "{rows} rows in {seconds:.1} s: {} answered, {errors} with an error\n",
        rows - errors
    );
    if *errors > 0 {
        text.push_str(
            "rows with an error have their reason in the column `error`; the exit code stays 0\n",
        );
    }
    if skipped != Skipped::default() {
        text.extend([format!(
            "passed over: {} blank, {} comments\n",
            skipped.blank, skipped.comments
        )]);
    }
    text.extend([format!(
        "positive by the rules {rule_positives}, by the model {model_positives} (at its screening cut {screening_positives}); cohort of concern {cohort_of_concern}\n"
    )]);
    if *screening_positives > 0 {
        text.push_str(
            "screening_call is the model at a cut that favors sensitivity; tests decide the class before it\n",
        );
    }
    text.push_str(SCREENING_NOTE);
    text
}

/// Where an answer stands until it is whole.
fn partial(target: &Path) -> PathBuf {
    let mut path = target.as_os_str().to_owned();
    path.push(".partial");
    PathBuf::from(path)
}

/// A file under a name of its own until it is whole, so that a run that was broken off leaves nothing that looks
/// like an answer.
struct Partial {
    file: File,
    path: PathBuf,
    target: PathBuf,
    complete: bool,
}

impl Partial {
    fn create(target: &Path) -> anyhow::Result<Self> {
        let path = partial(target);
        let file = File::create(&path)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
        Ok(Self {
            file,
            path,
            target: target.to_owned(),
            complete: false,
        })
    }

    fn complete(mut self) -> anyhow::Result<()> {
        self.file
            .sync_all()
            .and_then(|()| std::fs::rename(&self.path, &self.target))
            .with_context(|| format!("`{}` cannot be written", self.target.display()))?;
        self.complete = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.complete {
            // What is left of a failed run is of no use; if it cannot be removed, its name says what it is.
            let _removed = std::fs::remove_file(&self.path);
        }
    }
}
