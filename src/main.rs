//! The binary: arguments in, exit status out.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Results are many small strings, made and dropped by the document.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
