//! The program: calls the command line and returns its exit code; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    tifa::cli::run(std::env::args_os())
}
