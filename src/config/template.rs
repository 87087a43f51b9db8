//! What `tifa init` writes.

/// A configuration with every setting, all but the first ones switched off by `#`.
pub const SETTINGS: &str = include_str!("template.toml");

/// A first glossary.
pub const GLOSSARY: &str = include_str!("template_glossary.toml");
