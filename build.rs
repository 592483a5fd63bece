//! Makes the Rust side of the enums that both languages use from their one definition in
//! TypeScript.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, error::Error, fs};

/// An enum: the file that defines it, its name, and what it is.
type Definition = (&'static str, &'static str, &'static str);

const DEFINITIONS: [Definition; 4] = [
    (
        "tag",
        "Tag",
        "What a value is when it crosses, or what an operation came to.",
    ),
    (
        "js-feature",
        "JsFeature",
        "What Python can do with a JavaScript object: a bit of a set.",
    ),
    (
        "py-feature",
        "PyFeature",
        "What JavaScript can do with a Python object: a bit of a set.",
    ),
    (
        "deep-option",
        "DeepOption",
        "What a deep conversion to JavaScript does besides the usual: a bit of a set.",
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for definition in &DEFINITIONS {
        let path = format!("js/src/{}.ts", definition.0);
        println!("cargo::rerun-if-changed={path}");
        let source = fs::read_to_string(&path)?;
        let out = Path::new(&env::var("OUT_DIR")?).join(format!("{}.rs", definition.0));
        fs::write(out, rust_enum(definition, &source)?)?;
    }
    Ok(())
}

/// The Rust enum for the entries `Name = number,` of the TypeScript one, with their comments. A
/// number may be written as a shift, `1 << 5`.
fn rust_enum((file, name, text): &Definition, source: &str) -> Result<String, Box<dyn Error>> {
    let mut variants = String::new();
    let mut arms = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line
            .strip_prefix("/** ")
            .and_then(|rest| rest.strip_suffix(" */"))
        {
            writeln!(variants, "    /// {text}")?;
        } else if let Some((entry, number)) = entry(line) {
            writeln!(variants, "    {entry} = {number},")?;
            writeln!(arms, "            {number} => Some(Self::{entry}),")?;
        }
    }
    if arms.is_empty() {
        return Err(format!("js/src/{file}.ts defines nothing").into());
    }
    Ok(format!(
        "/// {text}\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u32)]\n\
         #[allow(dead_code, reason = \"some entries are for JavaScript alone\")]\n\
         pub enum {name} {{\n{variants}}}\n\n\
         #[allow(dead_code, reason = \"sets of bits are not asked for one\")]\n\
         impl {name} {{\n    /// The one with this number.\n    #[must_use]\n    #[inline(always)]\n    pub fn from_code(code: u32) -> Option<Self> {{\n        \
         match code {{\n{arms}            _ => None,\n        }}\n    }}\n}}\n"
    ))
}

fn entry(line: &str) -> Option<(&str, u32)> {
    let (name, number) = line.strip_suffix(',')?.split_once(" = ")?;
    let number = match number.strip_prefix("1 << ") {
        Some(bit) => 1 << bit.parse::<u32>().ok()?,
        None => number.parse().ok()?,
    };
    Some((name, number))
}
