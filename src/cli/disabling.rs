//! Writes into tifa.toml: that a concept is not looked for, or what else is to be there.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, value};

use crate::config::Config;
use crate::documents::{self, Format, OpenOptions, reread};
use crate::fix;

/// The file that is made where no configuration governs a text.
const NEW: &str = "tifa.toml";

/// Adds a concept to `disable` in the nearest file of a configuration, or in a new one in this directory. Returns the file.
///
/// # Errors
///
/// One line that says what is wrong and what to do.
pub(super) fn disable(config: &Config, concept: &str) -> Result<PathBuf, String> {
    let governing = config.files.last().map(|file| PathBuf::from(&*file.path));
    let path = match governing {
        Some(path) => path,
        None if Path::new(NEW).exists() => PathBuf::from(NEW),
        None => return made(Path::new(NEW), concept),
    };
    edit(&path, |settings| {
        let list = settings
            .entry("disable")
            .or_insert_with(|| value(Array::new()))
            .as_array_mut()
            .ok_or_else(|| format!("`disable` is no list; write `disable = [\"{concept}\"]`"))?;
        if list.iter().all(|known| known.as_str() != Some(concept)) {
            list.push(concept);
        }
        Ok(())
    })?;
    Ok(path)
}

/// Edits a configuration file; all that is not touched stays as it is.
///
/// # Errors
///
/// As [`disable`].
pub(super) fn edit(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut) -> Result<(), String>,
) -> Result<(), String> {
    let options = OpenOptions {
        format: Some(Format::Text),
        ..OpenOptions::default()
    };
    let before = documents::open(path, &options).map_err(|error| error.to_string())?;
    let shown = path.display();
    let mut written: DocumentMut = before.parts()[0]
        .text
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("{shown}: {}", error.message()))?;
    change(&mut written).map_err(|error| format!("{shown}: {error}"))?;
    let after = reread(&before, written.to_string());
    fix::write(path, &before, &after).map_err(|error| error.to_string())
}

fn made(path: &Path, concept: &str) -> Result<PathBuf, String> {
    let written = File::create_new(path).and_then(|mut file| {
        writeln!(
            file,
            "# Concepts that are not looked for.\ndisable = [\"{concept}\"]"
        )
    });
    written.map_err(|error| {
        let path = path.display();
        format!("{path}: cannot be made: {error}; run `tifa init`")
    })?;
    Ok(path.to_owned())
}
