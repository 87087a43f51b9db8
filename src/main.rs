//! The program: calls the command line and returns its exit code; nothing else.

use std::process::ExitCode;

/// Large texts and many findings touch much memory; this allocator asks for it in larger pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tifa::cli::run(std::env::args_os())
}
