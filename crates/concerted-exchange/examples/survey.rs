//! Reads every file of a folder and prints a line about each, with its notes where asked.
#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use std::path::Path;

fn visit(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| ".".to_owned());
    let with_notes = arguments.next().is_some();
    let mut files = Vec::new();
    visit(Path::new(&folder), &mut files);
    files.sort();
    let (mut read, mut sound) = (0, 0);
    for file in &files {
        let Ok(bytes) = std::fs::read(file) else {
            continue;
        };
        let line = concerted_exchange::survey(&bytes, &file.display().to_string());
        read += usize::from(line.problems.is_empty());
        sound += usize::from(line.is_sound());
        println!("{line}");
        if with_notes
            && let Ok(read) = concerted_exchange::read(&bytes, &file.display().to_string())
        {
            for note in read.notes {
                println!("  {:?} {note}", note.kind);
            }
            for note in concerted_exchange::to_model(&read.project).1.notes {
                println!("  model {:?} {note}", note.kind);
            }
        }
    }
    println!(
        "{} files, {read} read, {sound} with a sound model",
        files.len()
    );
}
