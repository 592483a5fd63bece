//! Makes the Rust side of the tags from `js/src/tag.ts`, their one definition.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, error::Error, fs};

const DEFINITION: &str = "js/src/tag.ts";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DEFINITION}");
    println!("cargo::rerun-if-changed=build.rs");
    let source = fs::read_to_string(DEFINITION)?;
    let out = Path::new(&env::var("OUT_DIR")?).join("tag.rs");
    fs::write(out, tag_enum(&source)?)?;
    Ok(())
}

/// The Rust enum for the entries `Name = number,` of the TypeScript one, with their comments.
fn tag_enum(source: &str) -> Result<String, Box<dyn Error>> {
    let mut variants = String::new();
    let mut arms = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line
            .strip_prefix("/** ")
            .and_then(|rest| rest.strip_suffix(" */"))
        {
            writeln!(variants, "    /// {text}")?;
        } else if let Some((name, number)) = entry(line) {
            writeln!(variants, "    {name} = {number},")?;
            writeln!(arms, "            {number} => Some(Self::{name}),")?;
        }
    }
    if arms.is_empty() {
        return Err(format!("{DEFINITION} defines no tag").into());
    }
    Ok(format!(
        "/// What a value is when it crosses, or what an operation came to.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u32)]\npub enum Tag {{\n{variants}}}\n\n\
         impl Tag {{\n    /// The tag with this number.\n    #[must_use]\n    pub fn from_code(code: u32) -> Option<Self> {{\n        \
         match code {{\n{arms}            _ => None,\n        }}\n    }}\n}}\n"
    ))
}

fn entry(line: &str) -> Option<(&str, u32)> {
    let (name, number) = line.strip_suffix(',')?.split_once(" = ")?;
    Some((name, number.parse().ok()?))
}
