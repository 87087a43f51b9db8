//! Runs the console sessions of a Markdown page and compares what they print.
//!
//! A fenced block `console` is a session: lines that begin with `$ ` are commands, what follows is their output, standard
//! error included, and `? 2` is an exit status other than 0 (in the pages of the tests only). A line `…` stands for any number of lines. A block
//! `console no-run` is only read. A block whose second word is a name, such as `text article.txt`, is a file; a name that
//! ends in `/` is an empty directory, and a third word `escaped` turns `\xFF` into bytes.
//!
//! Commands are `tifa …` or `cargo run --release -- …`, with variables before and `< file` or `| head -n 1` behind, and
//! `cat file`, `echo $?`. There is no shell.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the sessions of a page run.
pub(crate) enum Place {
    /// Each second heading in a temporary directory of its own, with the files that stand below it.
    Temporary,
    /// In this directory, which has the files that the page shows.
    Existing(PathBuf),
}

/// Runs a page; with `update`, the page is written anew with what is printed. Returns what differs.
pub(crate) fn run(page: &Path, place: &Place, update: bool) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap();
    let mut session = Session::new(place);
    let mut written = String::new();
    let mut wrong = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        writeln!(written, "{line}").unwrap();
        if line.starts_with("## ") {
            session = Session::new(place);
        }
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 {
            continue;
        }
        let block: Vec<_> = lines
            .by_ref()
            .take_while(|(_, line)| *line != fence)
            .collect();
        let words: Vec<_> = info.split(' ').collect();
        match words[..] {
            ["console"] => {
                for step in steps(&block) {
                    let (command, expected) = (step.command, &step.output);
                    let got = session.run(command, step.shows_status);
                    writeln!(written, "$ {command}").unwrap();
                    // A shortened output is shortened anew by hand.
                    if update && !expected.contains(&"…") {
                        push_lines(&mut written, &got);
                        continue;
                    }
                    push_lines(&mut written, expected);
                    if !matches(expected, &got) {
                        let (page, line) = (page.display(), step.line + 1);
                        let (expected, got) = (expected.join("\n"), got.join("\n"));
                        wrong.push(format!(
                            "{page}:{line}: $ {command}\n--- expected\n{expected}\n--- printed\n{got}\n"
                        ));
                    }
                }
            }
            _ => {
                let body: Vec<_> = block.iter().map(|(_, line)| *line).collect();
                push_lines(&mut written, &body);
                if let [language, name, ref more @ ..] = words[..]
                    && language != "console"
                {
                    session.file(name, &body, more.contains(&"escaped"));
                }
            }
        }
        writeln!(written, "{fence}").unwrap();
    }
    if update {
        fs::write(page, written).unwrap();
    }
    wrong
}

/// One command of a session with what it should print.
struct Step<'a> {
    line: usize,
    command: &'a str,
    output: Vec<&'a str>,
    /// Whether a status other than 0 belongs to the output; `echo $?` after it shows it otherwise.
    shows_status: bool,
}

fn steps<'a>(block: &[(usize, &'a str)]) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for &(line, text) in block {
        match (text.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step {
                line,
                command,
                output: Vec::new(),
                shows_status: true,
            }),
            (None, Some(step)) => step.output.push(text),
            (None, None) => panic!("line {}: a session begins with `$ `", line + 1),
        }
    }
    for index in 1..steps.len() {
        steps[index - 1].shows_status = steps[index].command != "echo $?";
    }
    steps
}

/// Whether the output is as expected, where `…` stands for any number of lines.
fn matches(expected: &[&str], got: &[String]) -> bool {
    match (expected.split_first(), got.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=got.len()).any(|skipped| matches(rest, &got[skipped..])),
        (Some((line, rest)), Some((found, more))) => line == found && matches(rest, more),
        _ => false,
    }
}

fn push_lines(written: &mut String, lines: &[impl AsRef<str>]) {
    for line in lines {
        writeln!(written, "{}", line.as_ref()).unwrap();
    }
}

/// A directory with its files, and the status of the last command.
struct Session {
    directory: PathBuf,
    temporary: Option<tempfile::TempDir>,
    status: i32,
}

impl Session {
    fn new(place: &Place) -> Self {
        let (directory, temporary) = match place {
            Place::Existing(directory) => (directory.clone(), None),
            Place::Temporary => {
                let temporary = tempfile::tempdir().unwrap();
                (temporary.path().to_owned(), Some(temporary))
            }
        };
        Self {
            directory,
            temporary,
            status: 0,
        }
    }

    /// Writes a file of the page, or, where it is there already, compares it.
    fn file(&self, name: &str, lines: &[&str], escaped: bool) {
        let path = self.directory.join(name);
        let mut bytes = Vec::new();
        for line in lines {
            bytes.extend(if escaped {
                unescape(line)
            } else {
                line.as_bytes().to_vec()
            });
            bytes.push(b'\n');
        }
        if self.temporary.is_none() {
            let there = fs::read(&path).unwrap();
            assert!(there == bytes, "{name} is not what the page shows");
        } else if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Runs one command; its output by lines, its status at the end unless it is 0 or not asked for.
    fn run(&mut self, line: &str, shows_status: bool) -> Vec<String> {
        if line == "echo $?" {
            return vec![self.status.to_string()];
        }
        if let Some(name) = line.strip_prefix("cat ") {
            let text = fs::read_to_string(self.directory.join(name)).unwrap();
            return text.lines().map(str::to_owned).collect();
        }
        let (line, head) = match line.split_once(" | head -n ") {
            Some((line, count)) => (line, count.parse().unwrap()),
            None => (line, usize::MAX),
        };
        let (line, input) = match line.split_once(" < ") {
            Some((line, name)) => (
                line,
                fs::File::open(self.directory.join(name)).unwrap().into(),
            ),
            None => (line, Stdio::null()),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_tifa"));
        let mut words = split(&line.replacen("cargo run --release --", "tifa", 1)).into_iter();
        let (mut reader, writer) = std::io::pipe().unwrap();
        command
            .env_clear()
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .current_dir(&self.directory)
            .stdin(input);
        let program = words.find(|word| match word.split_once('=') {
            Some((name, value)) => {
                command.env(name, value);
                false
            }
            None => true,
        });
        assert_eq!(program.as_deref(), Some("tifa"), "not ours: {line}");
        command
            .args(words)
            .stdout(writer.try_clone().unwrap())
            .stderr(writer);
        let mut child = command.spawn().unwrap();
        drop(command); // It holds the other end of the pipe.
        let mut printed = Vec::new();
        reader.read_to_end(&mut printed).unwrap();
        self.status = child.wait().unwrap().code().expect("not ended by a signal");
        let printed = String::from_utf8(printed).unwrap().replace('\u{1B}', "␛");
        let mut lines: Vec<String> = printed.lines().take(head).map(str::to_owned).collect();
        if self.status != 0 && shows_status && self.temporary.is_some() {
            lines.push(format!("? {}", self.status));
        }
        lines
    }
}

/// Words as a shell would part them; quotation marks keep spaces.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            (' ', None) => words.push(String::new()),
            ('\'' | '"', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// The bytes of a line in which `\xFF` stands for a byte.
fn unescape(line: &str) -> Vec<u8> {
    let mut parts = line.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}
