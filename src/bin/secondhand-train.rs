//! Trains the models: `secondhand-train --gold FOLDER --out models [PART]...`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use secondhand::train::{self, TrainError};

/// Trains the models of secondhand from annotated text, to the same bytes for the same seed and data.
#[derive(Debug, Parser)]
#[command(name = "secondhand-train", version)]
struct Args {
    /// What to train, in this order; everything where nothing is named.
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// The folder of annotated text.
    #[arg(long, default_value = "../shared", value_name = "FOLDER")]
    data: PathBuf,
    /// Where the models are written.
    #[arg(long, default_value = "models", value_name = "FOLDER")]
    out: PathBuf,
    /// Where the numbers that look random begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A model that can be trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Parts of speech, cues, sources, contents.
    Tagger,
    /// Hedges.
    Hedges,
    /// Check-worthiness.
    Worth,
    /// Certainty and strength of what is said.
    Strength,
    /// Which claims say the same.
    Matching,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("secondhand-train: {error}");
            ExitCode::from(2)
        }
    }
}

fn say(line: &str) {
    anstream::eprintln!("{line}");
}

fn write(args: &Args, name: &str, bytes: &[u8]) -> Result<(), TrainError> {
    let path = args.out.join(name);
    let written = std::fs::create_dir_all(&args.out).and_then(|()| std::fs::write(&path, bytes));
    written.map_err(|source| TrainError::Write { path, source })
}

fn run(args: &Args) -> Result<(), TrainError> {
    let parts = match args.parts.as_slice() {
        [] => Part::value_variants(),
        named => named,
    };
    for part in parts {
        match *part {
            Part::Tagger => {
                let model = train::tagger::train(&args.data, args.seed, &mut say)?;
                write(args, "tagger.bin", &model.store())?;
            }
            Part::Hedges => {
                let model = train::hedges::train(&args.data, args.seed, &mut say)?;
                write(args, "hedges.bin", &model.store())?;
            }
            Part::Worth => {
                let model = train::worth::train(&args.data, args.seed, &mut say)?;
                write(args, "worth.bin", &model.store())?;
            }
            Part::Strength => {
                let model = train::strength::train(&args.data, args.seed, &mut say)?;
                write(args, "strength.bin", &model.store())?;
            }
            Part::Matching => {
                let model = train::matching::train(&args.data, &mut say)?;
                write(args, "matching.bin", &model.store())?;
            }
        }
    }
    Ok(())
}
